/**
 * A structured filter over items or records. The same value filters a grid, states a gate and describes
 * "20 more where …"; it is compiled to parameterised SQL (PostgreSQL for items, DuckDB for records), never to text.
 */
export const FILTER_OPERATORS = ['is', 'is_not', 'in', 'blank', 'not_blank', 'contains', 'lt', 'lte', 'gt', 'gte'] as const;
export type FilterOperator = (typeof FILTER_OPERATORS)[number];

export interface FilterCondition {
  /** A field name of the phase definition, or `values.<ATTRIBUTE_CODE>` for a record's own column. */
  field: string;
  operator: FilterOperator;
  /** Compared as text, or as decimals for lt/lte/gt/gte. `in` takes several; blank/not_blank none. */
  values: readonly string[];
}

/** A filter matches where all of its conditions hold; an empty list matches everything. */
export interface ItemFilter {
  all: readonly FilterCondition[];
}
