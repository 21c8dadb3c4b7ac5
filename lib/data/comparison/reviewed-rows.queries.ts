import type { Subject } from '#domain/people/permissions';
import { type ChangeFilter, countFilteredChanges, type DiffSpan } from '../log/diff-changes.queries';
import type { VersionScope } from '../people/access.queries';
import type { Queryable } from '../sql/connection';

/** Which of the keys a person has marked as reviewed in a version as it is; a draft has no marks. */
export async function reviewedAmong(db: Queryable, subject: Subject, version: VersionScope, keys: readonly string[]): Promise<Set<string>> {
  if (version.versionHash === null || keys.length === 0) return new Set();
  const answer = await db.query<{ key: string }>(
    'select item_key as key from reviewed_row where version_id = $1 and user_id = $2 and version_hash = $3 and item_key = any($4::text[])',
    [version.versionId, subject.userId, version.versionHash, keys],
  );
  return new Set(answer.rows.map((row) => row.key));
}

/** How many rows that a filter finds in a difference a person has marked as reviewed. */
export async function countReviewed(
  db: Queryable,
  subject: Subject,
  difference: { head: VersionScope; span: DiffSpan },
  filter: ChangeFilter,
): Promise<number> {
  const { head, span } = difference;
  if (head.versionHash === null) return 0;
  const marked = await db.query<{ key: string }>(
    'select item_key as key from reviewed_row where version_id = $1 and user_id = $2 and version_hash = $3',
    [head.versionId, subject.userId, head.versionHash],
  );
  return marked.rows.length === 0 ? 0 : countFilteredChanges(db, span, { keys: marked.rows.map((row) => row.key) }, filter);
}
