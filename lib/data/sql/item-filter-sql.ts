import { assertNever } from '#domain/assert-never';
import type { FilterCondition, ItemFilter } from '#domain/item/item-filter';
import { CALLED_FIELD } from '#domain/phase/found-by';
import { STANDING_FIELD } from '#domain/phase/recorded';
import { Refusal } from '#domain/refusals';
import type { SqlParams } from './sql-params';

/** Where a filter looks: SQL expressions of the item's jsonb content and of its key, written by us, never by a person. */
export interface FilterTarget {
  data: string;
  key: string;
  /** Of items on which verdicts stand: the verdict, as a text. Left out: it can be asked for nowhere. */
  standing?: string;
}

const DECIMAL = /^\s*[-+]?(\d+(\.\d*)?|\.\d+)\s*$/;
const DECIMAL_SQL = `'^\\s*[-+]?([0-9]+([.][0-9]*)?|[.][0-9]+)\\s*$'`;
/**
 * Texts with more digits than this are no numbers. The length is asked apart, because a bound inside the pattern makes
 * PostgreSQL a hundred times slower.
 */
const MAX_DIGITS = 200;

/** The path of a field in an item's content: `values.COUNTY` is the member COUNTY of `values`; codes may hold dots. */
export function fieldPath(field: string): string[] {
  const dot = field.indexOf('.');
  return dot < 0 ? [field] : [field.slice(0, dot), field.slice(dot + 1)];
}

/** SQL of a field as text, null where it is absent or null. The path is a bound value. `key` is the item's key, `called` key and name. */
export function fieldTextSql(field: string, target: FilterTarget, params: SqlParams): string {
  if (field === STANDING_FIELD && target.standing !== undefined) return target.standing;
  if (field === CALLED_FIELD) return `concat_ws(E'\\n', ${target.key}, ${target.data} ->> 'name')`;
  return field === 'key' ? target.key : `(${target.data} #>> ${params.bind(fieldPath(field))}::text[])`;
}

/** SQL of a text as a decimal, null where it is not one; the CASE keeps the cast away from anything else. */
export function decimalSql(text: string): string {
  return `(case when length(${text}) <= ${MAX_DIGITS} and ${text} ~ ${DECIMAL_SQL} then btrim(${text})::numeric end)`;
}

/**
 * Compiles a filter to a parenthesised SQL condition. Field names and values are bound, never written.
 * @throws Refusal `invalid_input` where a condition lacks its values or compares with something that is no decimal.
 */
export function itemFilterSql(filter: ItemFilter, target: FilterTarget, params: SqlParams): string {
  if (filter.all.length === 0) return '(true)';
  return `(${filter.all.map((condition) => conditionSql(condition, target, params)).join(' and ')})`;
}

function conditionSql(condition: FilterCondition, target: FilterTarget, params: SqlParams): string {
  const text = fieldTextSql(condition.field, target, params);
  switch (condition.operator) {
    case 'is':
    case 'in':
      return `coalesce(${text} = any(${params.bind(someValues(condition))}::text[]), false)`;
    case 'is_not':
      return `not coalesce(${text} = any(${params.bind(someValues(condition))}::text[]), false)`;
    case 'blank':
      return `(${blankSql(text)})`;
    case 'not_blank':
      return `not (${blankSql(text)})`;
    case 'contains': {
      const wanted = params.bind(someValues(condition));
      return `exists (select 1 from unnest(${wanted}::text[]) wanted where position(lower(wanted) in lower(${text})) > 0)`;
    }
    case 'lt':
      return comparisonSql(condition, text, '<', params);
    case 'lte':
      return comparisonSql(condition, text, '<=', params);
    case 'gt':
      return comparisonSql(condition, text, '>', params);
    case 'gte':
      return comparisonSql(condition, text, '>=', params);
    default:
      return assertNever(condition.operator);
  }
}

function blankSql(text: string): string {
  return `${text} is null or btrim(${text}) = '' or ${text} = '[]'`;
}

function comparisonSql(condition: FilterCondition, text: string, operator: string, params: SqlParams): string {
  const [value] = someValues(condition);
  if (value === undefined || value.length > MAX_DIGITS || !DECIMAL.test(value))
    throw new Refusal('invalid_input', `${condition.field} can only be compared with a number.`);
  return `coalesce(${decimalSql(text)} ${operator} ${params.bind(value.trim())}::numeric, false)`;
}

function someValues(condition: FilterCondition): string[] {
  if (condition.values.length === 0) throw new Refusal('invalid_input', `The condition on ${condition.field} has no value.`);
  return [...condition.values];
}
