import { DIFF_KINDS } from '#contract/views/row-views';
import { foldedCount, isAfterContext, isContext, type Stretch } from '#domain/item/diff-folding';
import { contentSql } from '../log/content-source.queries';
import { type ChangeRow, type DiffSpan, type Place, readChanges } from '../log/diff-changes.queries';
import { type Ignored } from '../log/ignore-sql';
import { type Queryable } from '../sql/connection';

export interface ContextRequest {
  span: DiffSpan;
  ignore: Ignored | null;
  /** Rows kept around each matching one. */
  context: number;
  /** Where the page begins; the row that stood there is on the page before. */
  start: Place | null;
  /** Matching rows of the page, facts first and then by key. */
  matched: readonly ChangeRow[];
  /** Nothing matches after the page. */
  isEnd: boolean;
}

export interface FoldedRow {
  row: ChangeRow;
  /** Rows of the newer version that are left out directly before this one. */
  folded: number;
  /** It does not match; it stands beside one that does. */
  context: boolean;
}

interface RestRow {
  /** How many matching items of the page come before it. */
  bucket: number;
  key: string;
  place: number;
  size: number;
}

/**
 * The rows around the matching ones of a page and how many lie between, of the newer version's items. What stands between
 * two pages comes with the later one.
 */
export async function addContext(db: Queryable, request: ContextRequest): Promise<{ rows: FoldedRow[]; foldedAfter: number }> {
  const items = request.matched.filter((row) => !row.isFact);
  const facts = request.matched.filter((row) => row.isFact).map((row): FoldedRow => ({ row, folded: 0, context: false }));
  if (items.length === 0) return { rows: facts, foldedAfter: 0 };
  const rest = await restRows(
    db,
    request,
    items.map((row) => row.key),
  );
  const stretchOf = (bucket: number): Stretch => ({
    size: rest.find((row) => row.bucket === bucket)?.size ?? 0,
    follows: bucket > 0 || (request.start?.isFact === false && request.start.inclusive !== true),
    precedes: bucket < items.length,
  });
  const kept = rest.filter((row) => isContext(stretchOf(row.bucket), row.place, request.context));
  const found = await readChanges(
    db,
    request.span,
    { keys: kept.map((row) => row.key) },
    { kinds: [...DIFF_KINDS, 'unchanged'], field: null, ignore: request.ignore },
    null,
  );
  const byKey = new Map(found.map((row) => [row.key, row]));
  const rows: FoldedRow[] = [...facts];
  let foldedAfter = 0;
  for (let bucket = 0; bucket <= items.length; bucket += 1) {
    const stretch = stretchOf(bucket);
    let folded = foldedCount(stretch, request.context);
    const push = (row: ChangeRow | undefined, context: boolean, left: number) => {
      if (row) rows.push({ row, folded: left, context });
    };
    for (const each of kept.filter((row) => row.bucket === bucket)) {
      const beforeFold = isAfterContext(stretch, each.place, request.context);
      push(byKey.get(each.key), true, beforeFold ? 0 : folded);
      if (!beforeFold) folded = 0;
    }
    if (bucket < items.length) push(items[bucket], false, folded);
    else foldedAfter = folded;
  }
  return { rows, foldedAfter };
}

/** Per stretch between matching items: its first and last rows as far as they can be context, each with the stretch's size. */
async function restRows(db: Queryable, request: ContextRequest, keys: readonly string[]): Promise<RestRow[]> {
  const { span, start, isEnd, context } = request;
  const after = start?.isFact === false ? start.key : null;
  const before = isEnd ? null : (keys.at(-1) ?? null);
  const beyond = start?.inclusive ? '>=' : '>';
  const answer = await db.query<{ bucket: number; key: string; place: string; size: string }>(
    `select bucket, key, place, size from (
        select bucket, key, row_number() over (partition by bucket order by key) as place, count(*) over (partition by bucket) as size
          from (select i.item_key as key, width_bucket(i.item_key, $3::text[]) as bucket ${contentSql('$1', '$2')}
                  and ($4::text is null or i.item_key ${beyond} $4) and ($5::text is null or i.item_key < $5) and i.item_key <> all($3::text[])) rest) placed
      where place <= greatest($6, 1) or size - place < $6 order by key`,
    [span.chainId, span.head, keys, after, before, context],
  );
  return answer.rows.map((row) => ({ bucket: Number(row.bucket), key: row.key, place: Number(row.place), size: Number(row.size) }));
}
