import type { FilterCondition, FilterOperator } from '#domain/item/item-filter';

/** A condition on any field at all: tests ask for what no phase names, such as a record's own columns. */
export function where(field: string, operator: FilterOperator, ...values: readonly string[]): FilterCondition {
  return { field, operator, values };
}
