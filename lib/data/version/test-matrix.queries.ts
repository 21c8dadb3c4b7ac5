import type { MatrixCell, MatrixPage } from '#contract/views/matrix-views';
import { Refusal } from '#domain/refusals';
import { contentSql } from '../log/content-source.queries';
import type { VersionScope } from '../people/access.queries';
import type { Queryable } from '../sql/connection';

const PAGE = 100;

/**
 * A page of what is tested in a version of Test Execution, as samples by attributes, in the order of the records. Whoever asks may read the
 * records: that is the caller's to see to. @throws Refusal `not_in_this_phase` of any other phase
 */
export async function readTestMatrix(
  db: Queryable,
  { phase, chainId, number }: Pick<VersionScope, 'phase' | 'chainId' | 'number'>,
  after: string | null,
): Promise<MatrixPage> {
  if (phase !== 'test-execution') throw new Refusal('not_in_this_phase');
  const [attributes, rows] = await Promise.all([
    db.query<{ code: string; name: string }>(
      `select i.data ->> 'attribute' as code, min(i.data ->> 'attributeName') as name ${contentSql('$1', '$2')} group by 1 order by 1`,
      [chainId, number],
    ),
    db.query<{ record: string; cells: Record<string, MatrixCell> }>(
      `select (i.data ->> 'record') collate "C" as record,
              jsonb_object_agg(i.data ->> 'attribute', jsonb_build_object('key', i.item_key, 'state', i.data ->> 'state')) as cells
         ${contentSql('$1', '$2')} and ($3::text is null or (i.data ->> 'record') collate "C" > $3) group by 1 order by 1 limit $4`,
      [chainId, number, after, PAGE],
    ),
  ]);
  return { attributes: attributes.rows, rows: rows.rows, next: rows.rows.length < PAGE ? null : (rows.rows.at(-1)?.record ?? null) };
}
