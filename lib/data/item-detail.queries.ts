import type { DiffKind, ItemDetail, ItemHistoryEntry, PersonRef } from '#contract/views/version-views';
import { isFactKey } from '#domain/diff';
import type { Subject } from '#domain/permissions';
import type { ItemData } from '#domain/phases/definition';
import { Refusal } from '#domain/refusals';
import { requireVersion, type VersionScope } from './access.queries';
import { changedCells } from './cell-changes';
import { readChainComments } from './comments.queries';
import type { Database } from './connection';
import { fieldLabeller } from './field-labels';
import { readItemRows } from './item-rows.queries';
import { maskFact, readMask, type Mask } from './masking.queries';
import { probeContent, type Queryable } from './version-content.queries';

interface LogRow {
  versionId: string;
  number: number;
  before: ItemData | null;
  after: ItemData | null;
  at: Date;
  authors: PersonRef[];
}

/** One item or fact of a version with who changed it when, and what was said about it. @throws Refusal `not_found`. */
export async function readItem(db: Database, subject: Subject, request: { versionId: string; key: string }): Promise<ItemDetail> {
  const scope = await requireVersion(db.pool, subject, request.versionId);
  const found = await probeContent(db.pool, scope.chainId, scope.number, [request.key]);
  const content = found.get(request.key);
  if (!content) throw new Refusal('not_found');
  const mask = await readMask(db.pool, subject, scope);
  const shown = isFactKey(content.key) ? { ...content, data: maskFact(mask, content.data) } : content;
  const [[row], history, comments] = await Promise.all([
    readItemRows(db.pool, scope, mask, [shown]),
    readHistory(db.pool, scope, request.key, mask),
    readChainComments(db.pool, scope.chainId, scope.number, request.key),
  ]);
  if (!row) throw new Refusal('not_found');
  return { row, history, comments };
}

/**
 * What each version did to an item, newest first. A row that only restores what a version opened from an older parent
 * already had is no change; what a version did is told against its parent.
 */
async function readHistory(db: Queryable, scope: VersionScope, key: string, mask: Mask): Promise<ItemHistoryEntry[]> {
  const answer = await db.query<LogRow>(
    `select v.id as "versionId", v.number, b.data as before, i.data as after, coalesce(v.submitted_at, v.created_at) as at,
            coalesce((select jsonb_agg(distinct jsonb_build_object('id', u.id, 'name', u.name, 'role',
                case when u.id = cr.tester_id then 'tester' when u.id = r.owner_id then 'report_owner' else '' end))
              from version_author a join app_user u on u.id = a.user_id where a.version_id = v.id), '[]') as authors
       from version_item i join version v on v.chain_id = i.chain_id and v.number = i.number
       join chain ch on ch.id = v.chain_id join cycle_report cr on cr.id = ch.cycle_report_id join report r on r.id = cr.report_id
       left join version p on p.id = v.parent_id
       left join lateral (select x.data from version_item x where x.chain_id = i.chain_id and x.item_key = i.item_key
              and x.number <= p.number order by x.number desc limit 1) b on true
      where i.chain_id = $1 and i.item_key = $2 and i.number <= $3 and i.restored_from is null
      order by i.number desc`,
    [scope.chainId, key, scope.number],
  );
  const labelOf = fieldLabeller(scope.phase);
  const masked = (data: ItemData | null) => (data !== null && isFactKey(key) ? maskFact(mask, data) : data);
  return answer.rows.map((row) => {
    const before = masked(row.before);
    const after = masked(row.after);
    return {
      versionId: row.versionId,
      number: row.number,
      kind: kindOf(before, after),
      cells: before && after ? changedCells(before, after, labelOf, mask) : [],
      at: row.at.toISOString(),
      authors: row.authors,
    };
  });
}

function kindOf(before: ItemData | null, after: ItemData | null): DiffKind {
  if (after === null) return 'removed';
  return before === null ? 'added' : 'changed';
}
