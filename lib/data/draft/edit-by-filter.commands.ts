import type { ItemFilter } from '#domain/item/item-filter';
import type { ItemData } from '#domain/item/json';
import type { RowEdit } from '#domain/item/row-edit';
import { versionInWords } from '#domain/phase/chain-address';
import { phaseDefinition } from '#domain/phases/registry';
import { contentSql } from '../log/content-source.queries';
import type { Actor } from '../people/actor';
import { writeAudit } from '../record/audit';
import { type Database, inTransaction } from '../sql/connection';
import { itemFilterSql } from '../sql/item-filter-sql';
import { SqlParams } from '../sql/sql-params';
import { applyEdits, requireEditable, undoOf } from './apply-edits';
import { lockDraft, mergeChanges } from './draft-edit';
import { settleEdits } from './settle-edits';

/** The most items whose former content a bulk change answers for an undo: what one call of `editItems` takes. */
const UNDO_LIMIT = 5_000;

/**
 * Sets fields of every item that matches a filter. `undo` puts the former content back through `editItems`; it is empty
 * where more items changed than one edit takes.
 * @throws Refusal as `editItems` does
 */
export async function editByFilter(
  db: Database,
  actor: Actor,
  input: { versionId: string; editRevision: number; filter: ItemFilter; set: ItemData },
): Promise<{ editRevision: number; changed: number; undo: RowEdit[] }> {
  return await inTransaction(db, async (sql) => {
    const draft = await lockDraft(sql, input.versionId, input.editRevision);
    const definition = phaseDefinition(draft.phase);
    requireEditable(definition, input.set);
    const params = new SqlParams([draft.chainId, draft.number, JSON.stringify(input.set)]);
    const where = itemFilterSql(input.filter, { data: 'i.data', key: 'i.item_key' }, params);
    const { rows } = await sql.query<{ key: string; data: ItemData }>(
      `select i.item_key as key, i.data ${contentSql('$1', '$2')} and ${where} and not i.data @> $3::jsonb order by i.item_key`,
      params.values,
    );
    const before = new Map(rows.map(({ key, data }) => [key, data]));
    const asked = applyEdits(
      definition,
      before,
      rows.map(({ key }) => ({ key, set: input.set })),
    );
    const changes = await settleEdits(sql, definition, draft, before, asked);
    await mergeChanges(sql, draft, changes, { actor, how: 'edited', origin: { from: 'hand' } });
    await writeAudit(sql, {
      cycleReportId: draft.cycleReportId,
      kind: 'items_edited',
      actor,
      subject: versionInWords(draft, draft.number),
      changes: [
        { field: 'items', from: null, to: String(changes.length) },
        ...Object.entries(input.set).map(([field, to]) => ({ field, from: null, to: typeof to === 'string' ? to : JSON.stringify(to) })),
      ],
      chainId: draft.chainId,
      versionId: draft.versionId,
    });
    const undo = rows.length > UNDO_LIMIT ? [] : rows.map(({ key, data }) => undoOf(key, data, input.set));
    return { editRevision: draft.editRevision, changed: changes.length, undo };
  });
}
