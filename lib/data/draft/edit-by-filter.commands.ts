import type { ItemFilter } from '#domain/item/item-filter';
import type { ItemData } from '#domain/item/json';
import { versionInWords } from '#domain/phase/chain-address';
import { phaseDefinition } from '#domain/phases/registry';
import { contentSql } from '../log/version-content.queries';
import type { Actor } from '../people/actor';
import { type Database, inTransaction } from '../sql/connection';
import { itemFilterSql } from '../sql/item-filter-sql';
import { SqlParams } from '../sql/sql-params';
import { writeAudit } from '../trail/audit';
import { checkBulk, checkEdits } from './check-edits';
import { addAuthor, lockDraft, mergeChanges } from './draft-edit';
import type { ItemEdit } from './edit-items.commands';
import { settleEdits } from './settle-edits';

/** More than one call of `editItems` takes; a larger bulk change is undone by another one. */
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
): Promise<{ editRevision: number; changed: number; undo: ItemEdit[] }> {
  return await inTransaction(db, async (sql) => {
    const draft = await lockDraft(sql, input.versionId, input.editRevision);
    const definition = phaseDefinition(draft.phase);
    checkBulk(definition, input.set);
    const params = new SqlParams([draft.chainId, draft.number, JSON.stringify(input.set)]);
    const where = itemFilterSql(input.filter, { data: 'i.data', key: 'i.item_key' }, params);
    const { rows } = await sql.query<{ key: string; data: ItemData }>(
      `select i.item_key as key, i.data ${contentSql('$1', '$2')} and ${where} and not i.data @> $3::jsonb order by i.item_key`,
      params.values,
    );
    const asked = rows.map(({ key, data }): ItemEdit => ({ key, op: 'put', data: { ...data, ...input.set } }));
    const before = new Map(rows.map(({ key, data }) => [key, data]));
    checkEdits(definition, before, asked);
    const { edits } = await settleEdits(sql, definition, draft, before, asked);
    await mergeChanges(sql, draft, edits);
    await addAuthor(sql, draft, actor, 'edited');
    await writeAudit(sql, {
      cycleReportId: draft.cycleReportId,
      kind: 'items_edited',
      actor,
      subject: versionInWords(draft, draft.number),
      changes: [
        { field: 'items', from: null, to: String(edits.length) },
        ...Object.entries(input.set).map(([field, to]) => ({ field, from: null, to: typeof to === 'string' ? to : JSON.stringify(to) })),
      ],
      chainId: draft.chainId,
      versionId: draft.versionId,
    });
    const undo = rows.length > UNDO_LIMIT ? [] : rows.map(({ key, data }): ItemEdit => ({ key, op: 'put', data }));
    return { editRevision: draft.editRevision, changed: edits.length, undo };
  });
}
