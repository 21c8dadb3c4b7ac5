import type { FilterCondition, FilterOperator } from '#domain/item/item-filter';
import { CALLED_FIELD, calledLabel } from '#domain/phase/found-by';
import { valueWords } from './cell-words';
import type { GridColumn } from './grid-columns';

export const OPERATOR_LABELS: Record<FilterOperator, string> = {
  is: 'is',
  is_not: 'is not',
  in: 'is one of',
  blank: 'is blank',
  not_blank: 'is filled',
  contains: 'contains',
  lt: 'is less than',
  lte: 'is at most',
  gt: 'is more than',
  gte: 'is at least',
};

/** Operators that make sense for a column, in the order they are offered. */
export function operatorsFor(column: GridColumn): readonly FilterOperator[] {
  if (column.kind === 'choice' || column.kind === 'boolean') return ['is', 'is_not', 'in', 'blank', 'not_blank'];
  if (column.numeric) return ['is', 'is_not', 'lt', 'lte', 'gt', 'gte', 'blank', 'not_blank'];
  if (column.kind === 'list') return ['contains', 'blank', 'not_blank'];
  return ['contains', 'is', 'is_not', 'in', 'blank', 'not_blank', 'lt', 'lte', 'gt', 'gte'];
}

/** Whether an operator takes values. */
export function takesValues(operator: FilterOperator): boolean {
  return operator !== 'blank' && operator !== 'not_blank';
}

/** "Decision is blank", "Risk is more than 7". `names` are those of people by the text that names them in content. */
export function conditionWords(
  condition: FilterCondition,
  columns: readonly GridColumn[],
  keyLabel: string,
  names: Readonly<Record<string, string>> = {},
): string {
  const column = columns.find((candidate) => candidate.id === condition.field);
  const label = column?.label ?? fieldWords(condition.field, keyLabel);
  const operator = OPERATOR_LABELS[condition.operator];
  if (!takesValues(condition.operator)) return `${label} ${operator}`;
  const values = condition.values.map((value) => (column ? valueWords(flagOf(column, value), column, names) : value));
  return `${label} ${operator} ${values.join(', ')}`;
}

/** A field that is no column. */
function fieldWords(field: string, keyLabel: string): string {
  if (field === CALLED_FIELD) return calledLabel(keyLabel);
  return field === 'key' ? keyLabel : field.replace(/^values\./, '');
}

/** A filter value as the data holds it: "true" of a flag is a flag. */
function flagOf(column: GridColumn, value: string): string | boolean {
  return column.kind === 'boolean' ? value === 'true' : value;
}
