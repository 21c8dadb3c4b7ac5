import type { AttributeProfile } from '#domain/phases/data-profiling/profile-facts';
import { candidateRelations, FEWEST_RECORDS, type FoundRelation, type Relation } from '#domain/phases/data-profiling/proposals/relations';
import { resolveColumn } from '#domain/phases/planning/import/resolve-column';
import type { Population } from '#domain/phases/planning/population';
import { NUMBER_SHAPE } from '#domain/rules/decimal';
import type { ProfiledAttribute } from '#domain/rules/rule-attribute';
import type { Workshop } from '../files/analysis-context';
import { dayOfSql, isDateSql } from '../files/date-sql';
import { asNumber, asText, type Bound, literal } from '../files/duckdb';
import { plainNumberSql } from '../files/number-sql';
import type { PopulationFiles } from '../files/population';
import { columnSql } from '../files/records-file';

/** Records in which candidates are looked for. */
const SAMPLED = 2_000;

/** SQL over records, with what is bound to it: no value of a person stands in the text. */
class RelationSql {
  readonly values: Bound[] = [];
  private readonly byCode: Map<string, ProfiledAttribute>;

  constructor(
    attributes: readonly ProfiledAttribute[],
    private readonly columnOf: (attribute: ProfiledAttribute) => string,
  ) {
    this.byCode = new Map(attributes.map((attribute) => [attribute.code, attribute]));
  }

  private bind(value: Bound): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  private attribute(code: string): { attribute: ProfiledAttribute; column: string } {
    const attribute = this.byCode.get(code);
    if (attribute === undefined) throw new Error(`No attribute ${code}.`);
    return { attribute, column: this.columnOf(attribute) };
  }

  private stated(code: string, condition: (column: string) => string, value: (column: string) => string): string {
    const { attribute, column } = this.attribute(code);
    const plain = attribute.specialValues.length === 0 ? 'true' : `not list_contains(${this.bind(attribute.specialValues)}, ${column})`;
    return `(case when ${plain} and ${condition(column)} then ${value(column)} end)`;
  }

  private day(code: string): string {
    const { format } = this.attribute(code).attribute;
    return this.stated(
      code,
      (column) => isDateSql(column, format),
      (column) => dayOfSql(column, format),
    );
  }

  private number(code: string): string {
    const { format } = this.attribute(code).attribute;
    return this.stated(
      code,
      (column) => `regexp_full_match(${plainNumberSql(column, format)}, '${NUMBER_SHAPE}')`,
      (column) => `try_cast(${plainNumberSql(column, format)} as decimal(38, 18))`,
    );
  }

  /** True where the relation holds, false where it is broken, null where a record does not state all of it. */
  holds(relation: Relation): string {
    switch (relation.kind) {
      case 'ordered':
        return `${this.day(relation.earlier)} <= ${this.day(relation.later)}`;
      case 'sum':
        return `${this.number(relation.total)} = ${this.number(relation.parts[0])} + ${this.number(relation.parts[1])}`;
      case 'blank-when':
        return `(trim(coalesce(${this.attribute(relation.code).column}, ''), ' ') = '') = coalesce(${this.attribute(relation.by).column} = ${this.bind(relation.value)}, false)`;
    }
  }
}

/** What holds in all records: looked for in the first ones, tested on every one in a single pass. */
export async function findRelations(
  { duck, heartbeat }: Workshop,
  { records }: PopulationFiles,
  { columns }: Pick<Population, 'columns'>,
  attributes: readonly ProfiledAttribute[],
  profiles: ReadonlyMap<string, AttributeProfile>,
): Promise<FoundRelation[]> {
  const there = attributes.filter((attribute) => attribute.column !== null && profiles.has(attribute.code));
  if (there.length === 0) return [];
  heartbeat({ step: 'Looking for relations', done: 0, total: 0, unit: '' });
  const columnOf = ({ column }: ProfiledAttribute): string => {
    const at = resolveColumn(column ?? '', columns);
    if (at === null) throw new Error(`The population has no column ${column}.`);
    return columnSql(at);
  };
  const source = `read_parquet(${literal(records)})`;
  const rows = await duck.rows(
    `select ${there.map((attribute, index) => `${columnOf(attribute)} as a${index}`).join(', ')} from ${source} where _ordinal <= ${SAMPLED} order by _ordinal`,
  );
  const sample = new Map(there.map((attribute, index) => [attribute.code, rows.map((row) => asText(row[`a${index}`]))]));
  const candidates = candidateRelations(there, profiles, sample);
  if (candidates.length === 0) return [];
  heartbeat({ step: 'Testing relations on all records', done: 0, total: 0, unit: '' });
  const sql = new RelationSql(there, columnOf);
  const tests = candidates.map((relation, index) => `${sql.holds(relation)} as h${index}`);
  const counts = candidates.flatMap((_, index) => [`count(h${index}) as t${index}`, `count(*) filter (where not h${index}) as f${index}`]);
  const [row] = await duck.rows(`select ${counts.join(', ')} from (select ${tests.join(', ')} from ${source})`, sql.values);
  return candidates.flatMap((relation, index) => {
    const tested = asNumber(row?.[`t${index}`]);
    return tested >= FEWEST_RECORDS && asNumber(row?.[`f${index}`]) === 0 ? [{ relation, tested }] : [];
  });
}
