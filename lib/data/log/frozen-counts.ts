import type { VersionStatus } from '#domain/version/version-status';
import type { Queryable } from '../sql/connection';

/** Answers that are kept for each connection pool; the least lately used goes first. The effects of a long revision name 5,000 keys. */
const MOST_KEPT = 500;

const keptBy = new WeakMap<Queryable, Map<string, unknown>>();

/**
 * A count of a version's content, or what follows from it alone. Frozen content never changes, so that what was counted once holds: counting 100,000 items
 * by a field takes a tenth of a second, and a decision screen asks for several on both sides. Of a draft it is always made anew.
 */
export async function countOnce<T>(
  db: Queryable,
  content: { chainId: string; number: number; status?: VersionStatus },
  what: readonly unknown[],
  count: () => Promise<T>,
): Promise<T> {
  if (content.status === undefined || content.status === 'draft') return await count();
  const kept = keptBy.get(db) ?? new Map<string, unknown>();
  keptBy.set(db, kept);
  const name = JSON.stringify([content.chainId, content.number, ...what]);
  const known = kept.get(name);
  const answer = known === undefined ? await count() : (known as T);
  kept.delete(name);
  kept.set(name, answer);
  for (const oldest of kept.keys()) {
    if (kept.size <= MOST_KEPT) break;
    kept.delete(oldest);
  }
  return answer;
}
