import type { DiffKind, PersonRef, VerdictView } from '#contract/views/row-views';
import type { ItemHistoryEntry } from '#contract/views/version-views';
import { isFactKey } from '#domain/item/fact-key';
import type { ItemData } from '#domain/item/json';
import type { Subject } from '#domain/people/permissions';
import { phaseDefinition } from '#domain/phases/registry';
import { Refusal } from '#domain/refusals';
import { requireVersion, type VersionScope } from '../people/access.queries';
import { type Guard, guardFor } from '../people/guard.queries';
import { cellsWithNames, peopleIn, readNames } from '../people/people-names.queries';
import { showFact } from '../people/shown-facts.queries';
import type { Database, Queryable } from '../sql/connection';
import { nameThenSql } from '../sql/fragments';
import { changedCells } from './cell-changes';
import { fieldLabeller } from './field-labels';

interface LogRow {
  versionId: string;
  number: number;
  inLine: boolean;
  before: ItemData | null;
  after: ItemData | null;
  at: Date;
  authors: PersonRef[];
  listed: boolean;
}

/** What each version up to one did to an item or fact, also to one that is no longer there. @throws Refusal `not_found`. */
export async function readItemHistory(
  db: Database,
  subject: Subject,
  request: { versionId: string; key: string },
): Promise<ItemHistoryEntry[]> {
  const scope = await requireVersion(db.pool, subject, request.versionId);
  const guard = await guardFor(db.pool, subject, scope);
  const history = await readHistory(db.pool, scope, await guard.items.realOne(request.key), guard);
  if (history.length === 0) throw new Refusal('not_found');
  return history;
}

/**
 * What each version did to an item, newest first. A row that only restores what a version opened from an older parent
 * already had is no change; what a version did is told against its parent. Versions that this one does not descend from
 * are told too, but stand beside its line: nothing of theirs is in its cells.
 */
export async function readHistory(db: Queryable, scope: VersionScope, key: string, guard: Guard): Promise<ItemHistoryEntry[]> {
  const answer = await db.query<LogRow>(
    `with recursive line as (
        select v.id, v.parent_id from version v where v.id = $4
        union all select v.id, v.parent_id from version v join line l on v.id = l.parent_id)
     select v.id as "versionId", v.number, v.id in (select id from line) as "inLine", b.data as before, i.data as after,
            coalesce(v.submitted_at, v.created_at) as at,
            coalesce((select jsonb_agg(distinct jsonb_build_object('id', a.user_id, 'name', ${nameThenSql('a.user_id', 'coalesce(v.submitted_at, v.created_at)')}, 'role',
                case when a.user_id = cr.tester_id then 'tester' when a.user_id = r.owner_id then 'report_owner' else '' end))
              from (select x.user_id from version_author x where x.version_id = v.id
                    union select v.submitted_by_id where v.submitted_by_id is not null) a), '[]') as authors,
            v.cause = 'listed' as listed
       from version_item i join version v on v.chain_id = i.chain_id and v.number = i.number
       join chain ch on ch.id = v.chain_id join cycle_report cr on cr.id = ch.cycle_report_id join report r on r.id = cr.report_id
       left join version p on p.id = v.parent_id
       left join lateral (select x.data from version_item x where x.chain_id = i.chain_id and x.item_key = i.item_key
              and x.number <= p.number order by x.number desc limit 1) b on true
      where i.chain_id = $1 and i.item_key = $2 and i.number <= $3 and i.restored_from is null
      order by i.number desc`,
    [scope.chainId, key, scope.number, scope.versionId],
  );
  const answers = await readAnswers(db, scope, key);
  const labelOf = fieldLabeller(scope.phase);
  const masked = async (data: ItemData | null) => (data !== null && isFactKey(key) ? await showFact(guard, data) : data);
  const names = await readNames(
    db,
    answer.rows.flatMap((row) => [...peopleIn(row.before ?? {}), ...peopleIn(row.after ?? {})]),
  );
  const entries = answer.rows.map(async (row, index): Promise<ItemHistoryEntry> => {
    const replacedBy = answer.rows[index - 1]?.number ?? Number.POSITIVE_INFINITY;
    const [before, after] = await Promise.all([masked(row.before), masked(row.after)]);
    return {
      versionId: row.versionId,
      number: row.number,
      inLine: row.inLine,
      kind: kindOf(before, after),
      cells: before && after ? cellsWithNames(changedCells(before, after, labelOf, guard.mask), names.at(row.at)) : [],
      at: row.at.toISOString(),
      authors: row.authors,
      listed: row.listed,
      answers: answers.filter(({ versionNumber }) => versionNumber >= row.number && versionNumber < replacedBy),
    };
  });
  return await Promise.all(entries);
}

/** What people answered on an item of a recorded phase, oldest first; nothing in other phases, whose verdicts stand on content. */
async function readAnswers(db: Queryable, { chainId, phase, versionId }: VersionScope, key: string): Promise<VerdictView[]> {
  if (phaseDefinition(phase).recorded === undefined) return [];
  const { rows } = await db.query<Omit<VerdictView, 'by' | 'at'> & { userId: string | null; name: string; role: string; at: Date }>(
    `select d.verdict, d.reason, d.user_id as "userId", ${nameThenSql('d.user_id', 'd.created_at')} as name, d.user_role as role,
            d.created_at as at, v.number as "versionNumber", v.id <> $3 as inherited
       from item_decision d join version v on v.id = d.version_id where d.chain_id = $1 and d.item_key = $2 order by d.id`,
    [chainId, key, versionId],
  );
  return rows.map(({ userId, name, role, at, ...answer }) => ({ ...answer, by: { id: userId, name, role }, at: at.toISOString() }));
}

function kindOf(before: ItemData | null, after: ItemData | null): DiffKind {
  if (after === null) return 'removed';
  return before === null ? 'added' : 'changed';
}
