import { assertNever } from '#domain/assert-never';
import type { FilterCondition, ItemFilter } from '#domain/item/item-filter';
import { resolveColumn } from '#domain/phases/planning/import/resolve-column';
import type { Population } from '#domain/phases/planning/population';
import { Refusal } from '#domain/refusals';
import { DECIMAL_SHAPE } from '#domain/rules/decimal';
import { plainNumberSql } from './number-sql';
import { columnSql } from './records-file';

/** A compiled condition: SQL with `$1`, `$2` … and what is bound to them, never a person's text in between. */
export interface CompiledFilter {
  sql: string;
  values: string[];
}

/** A column that a filter may name. */
type FilterColumn = Pick<Population['columns'][number], 'column' | 'code' | 'numberFormat'>;

/** A field of a filter as SQL: a record's column by attribute code, or the record's key; and how its numbers are written. */
function fieldSql(field: string, columns: readonly FilterColumn[]): { text: string; numberFormat: string } {
  if (field === 'key') return { text: 'k._key', numberFormat: '' };
  const name = field.startsWith('values.') ? field.slice('values.'.length) : field;
  const at = resolveColumn(name, columns);
  if (at === null) throw new Refusal('invalid_input', `Records have no field “${name}”.`);
  return { text: `r.${columnSql(at)}`, numberFormat: columns[at]?.numberFormat ?? '' };
}

function decimal(text: string): string {
  return `(case when regexp_full_match(trim(${text}), '${DECIMAL_SHAPE}') then try_cast(trim(${text}) as decimal(38, 10)) end)`;
}

/**
 * Compiles a filter over records to DuckDB's SQL, with the meaning that lib/data gives the same filter over items.
 * `first` is the number of the first free parameter. Refuses unknown fields, missing values, and comparing with no number.
 */
export function recordFilterSql(filter: ItemFilter, columns: readonly FilterColumn[], first = 1): CompiledFilter {
  const values: string[] = [];
  const bind = (value: string): string => {
    values.push(value);
    return `$${first + values.length - 1}`;
  };
  const some = (condition: FilterCondition): readonly string[] => {
    if (condition.values.length === 0) throw new Refusal('invalid_input', `The condition on ${condition.field} has no value.`);
    return condition.values;
  };
  const compare = (condition: FilterCondition, text: string, operator: string): string => {
    const value = some(condition)[0]?.trim() ?? '';
    if (!new RegExp(`^${DECIMAL_SHAPE}$`).test(value))
      throw new Refusal('invalid_input', `${condition.field} can only be compared with a number.`);
    return `coalesce(${decimal(text)} ${operator} cast(${bind(value)} as decimal(38, 10)), false)`;
  };
  const conditionSql = (condition: FilterCondition): string => {
    const { text, numberFormat } = fieldSql(condition.field, columns);
    const number = plainNumberSql(`trim(${text})`, numberFormat);
    const isBlank = `trim(coalesce(${text}, '')) = ''`;
    switch (condition.operator) {
      case 'is':
      case 'in':
        return `coalesce(${text} in (${some(condition).map(bind).join(', ')}), false)`;
      case 'is_not':
        return `not coalesce(${text} in (${some(condition).map(bind).join(', ')}), false)`;
      case 'blank':
        return isBlank;
      case 'not_blank':
        return `not (${isBlank})`;
      case 'contains':
        return `(${some(condition)
          .map((value) => `coalesce(contains(lower(${text}), lower(${bind(value)})), false)`)
          .join(' or ')})`;
      case 'lt':
        return compare(condition, number, '<');
      case 'lte':
        return compare(condition, number, '<=');
      case 'gt':
        return compare(condition, number, '>');
      case 'gte':
        return compare(condition, number, '>=');
      default:
        return assertNever(condition.operator);
    }
  };
  const sql = filter.all.map(conditionSql).join(' and ');
  return { sql: sql === '' ? 'true' : `(${sql})`, values };
}
