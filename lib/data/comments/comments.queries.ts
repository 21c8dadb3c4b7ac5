import type { CommentView } from '#contract/views/version-views';
import type { Subject } from '#domain/people/permissions';
import { requireVersion, type VersionScope } from '../people/access.queries';
import { type Guard, guardFor } from '../people/guard.queries';
import { showWords } from '../people/shown-words.queries';
import type { Database, Queryable } from '../sql/connection';
import { nameThenSql } from '../sql/fragments';
import { queryPrepared } from '../sql/query-prepared';

interface CommentRow {
  id: string;
  itemKey: string | null;
  field: string | null;
  parentId: string | null;
  userId: string;
  userName: string;
  userRole: string;
  body: string;
  at: Date;
  resolvedAt: Date | null;
  resolvedById: string | null;
  resolvedByName: string | null;
  versionNumber: number;
}

/**
 * Comments on a version and on the versions of its chain before it, oldest first: what was said stays beside the item.
 * @throws Refusal `not_found`.
 */
export async function readComments(
  db: Database,
  subject: Subject,
  request: { versionId: string; key?: string | undefined },
): Promise<CommentView[]> {
  const scope = await requireVersion(db.pool, subject, request.versionId);
  const guard = await guardFor(db.pool, subject, scope);
  return readChainComments(db.pool, scope, guard, request.key === undefined ? null : await guard.items.realOne(request.key));
}

/** Comments of a chain up to a version, on one item where a key is given. The caller has established the right to read, and as what keys are shown. */
export async function readChainComments(
  db: Queryable,
  { chainId, number, phase }: Pick<VersionScope, 'chainId' | 'number' | 'phase'>,
  guard: Guard,
  key: string | null,
): Promise<CommentView[]> {
  const answer = await db.query<CommentRow>(
    `select c.id, c.item_key as "itemKey", c.field, c.parent_id as "parentId", c.user_id as "userId", ${nameThenSql('c.user_id', 'c.created_at')} as "userName",
            c.user_role as "userRole", c.body, c.created_at as at, c.resolved_at as "resolvedAt", c.resolved_by_id as "resolvedById",
            case when c.resolved_by_id is not null then ${nameThenSql('c.resolved_by_id', 'c.resolved_at')} end as "resolvedByName", v.number as "versionNumber"
       from review_comment c join version v on v.id = c.version_id
      where v.chain_id = $1 and v.number <= $2 and ($3::text is null or c.item_key = $3)
      order by c.created_at, c.id`,
    [chainId, number, key],
  );
  const keys = answer.rows.flatMap(({ itemKey }) => itemKey ?? []);
  const [show, words] = await Promise.all([guard.items.shown(keys), showWords(guard, phase, keys)]);
  return answer.rows.map((row) => ({
    id: row.id,
    itemKey: row.itemKey === null ? null : show(row.itemKey),
    field: row.field,
    parentId: row.parentId,
    by: { id: row.userId, name: row.userName, role: row.userRole },
    body: row.itemKey === null ? row.body : words(row.itemKey, row.body),
    at: row.at.toISOString(),
    resolved: row.resolvedAt === null ? null : { by: resolver(row), at: row.resolvedAt.toISOString() },
    versionNumber: row.versionNumber,
  }));
}

/** How many comments of a chain, up to a version, nobody has resolved; answers are resolved with what they answer. */
export async function countUnresolved(db: Queryable, chainId: string, upTo: number): Promise<number> {
  const answer = await queryPrepared<{ count: number }>(
    db,
    `select count(*)::int as count from review_comment c join version v on v.id = c.version_id
      where v.chain_id = $1 and v.number <= $2 and c.parent_id is null and c.resolved_at is null`,
    [chainId, upTo],
  );
  return answer.rows[0]?.count ?? 0;
}

function resolver(row: CommentRow): { id: string; name: string; role: string } | null {
  return row.resolvedById === null ? null : { id: row.resolvedById, name: row.resolvedByName ?? '', role: '' };
}
