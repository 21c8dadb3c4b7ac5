import { contentSql } from '../log/content-source.queries';
import { baseChainOf, type DiffSpan, type FieldCount } from '../log/diff-changes.queries';
import { type Queryable } from '../sql/connection';

/** A column that the items of one side have and no item of the other. */
export interface SchemaChange {
  field: string;
  kind: 'added' | 'removed';
  /** In how many items the column stands. */
  count: number;
}

/** Fields beyond which a comparison has changed too much for its columns to be told one by one. */
const MOST_COLUMNS = 500;

/** Which of the changed fields are columns that came or went as a whole, rather than cells that changed. */
export async function schemaChanges(db: Queryable, span: DiffSpan, fields: readonly FieldCount[]): Promise<SchemaChange[]> {
  const came = fields.filter((one) => one.came === one.count).slice(0, MOST_COLUMNS);
  const went = fields.filter((one) => one.went === one.count).slice(0, MOST_COLUMNS);
  const [before, after] = await Promise.all([
    fieldsAt(db, baseChainOf(span), span.base, came),
    fieldsAt(db, span.chainId, span.head, went),
  ]);
  return [
    ...came.filter((one) => !before.has(one.field)).map((one): SchemaChange => ({ field: one.field, kind: 'added', count: one.count })),
    ...went.filter((one) => !after.has(one.field)).map((one): SchemaChange => ({ field: one.field, kind: 'removed', count: one.count })),
  ];
}

/** Keeps those of the fields that some item of a version has. */
async function fieldsAt(db: Queryable, chainId: string, number: number, fields: readonly FieldCount[]): Promise<Set<string>> {
  if (fields.length === 0) return new Set();
  const answer = await db.query<{ field: string }>(
    `select f.field from unnest($3::text[]) f(field) where exists (select 1 ${contentSql('$1', '$2')}
        and case when starts_with(f.field, 'values.') then coalesce(i.data -> 'values', '{}') ? substr(f.field, 8) else i.data ? f.field end)`,
    [chainId, number, fields.map((one) => one.field)],
  );
  return new Set(answer.rows.map((row) => row.field));
}
