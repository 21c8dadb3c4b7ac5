import type { ItemRow } from '#contract/views/row-views';
import type { ContentRow } from '../log/version-content.queries';
import { type Mask, maskItem } from '../people/mask';
import { namesOf, peopleIn, readNames } from '../people/people-names.queries';
import type { Queryable } from '../sql/connection';
import { readCarriedItems } from './other-cycles.queries';
import { type RowsVersion, readStandingVerdicts } from './standing-verdicts.queries';

/** Completes rows of content for people: masks values and adds standing verdicts, feedback and open comments. */
export async function readItemRows(db: Queryable, version: RowsVersion, mask: Mask, rows: readonly ContentRow[]): Promise<ItemRow[]> {
  if (rows.length === 0) return [];
  const keys = rows.map((row) => row.key);
  const [verdicts, comments, carried, names] = await Promise.all([
    readStandingVerdicts(db, version, rows),
    openComments(db, version, keys),
    readCarriedItems(db, version),
    readNames(
      db,
      rows.flatMap((row) => peopleIn(row.data)),
    ),
  ]);
  return rows.map((row, at) => {
    const { data, masked } = maskItem(mask, row.data);
    const handles = peopleIn(row.data);
    const hash = row.hash.toString('hex');
    const there = carried?.hashes.get(row.key);
    return {
      key: row.key,
      data,
      hash,
      masked,
      ...(verdicts[at] ?? { verdict: null, feedback: null }),
      openComments: comments.get(row.key) ?? 0,
      ...(carried && there !== undefined ? { carried: { cycle: carried.cycle, number: carried.number, same: there === hash } } : {}),
      ...(handles.length > 0 ? { names: namesOf(handles, names.now) } : {}),
    };
  });
}

async function openComments(db: Queryable, version: RowsVersion, keys: readonly string[]): Promise<Map<string, number>> {
  const answer = await db.query<{ key: string; n: string }>(
    `select c.item_key as key, count(*) as n from review_comment c join version v on v.id = c.version_id
      where v.chain_id = $1 and v.number <= $2 and c.item_key = any($3::text[]) and c.parent_id is null and c.resolved_at is null
      group by c.item_key`,
    [version.chainId, version.number, keys],
  );
  return new Map(answer.rows.map((row) => [row.key, Number(row.n)]));
}
