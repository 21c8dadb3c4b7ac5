import type { z } from 'zod';
import type { FilterCondition, FilterOperator } from '../item/item-filter';

type Named<Content> = Extract<keyof Content, string>;

/** Names of the values inside a record; none of a text, a number or a list. */
type Inner<Value> = Value extends readonly unknown[] ? never : Value extends object ? Extract<keyof Value, string> : never;

/** What a filter may name of an item: one of its fields, a value inside a field that is a record, or `key`, the item's own key. */
export type FieldPath<Content> =
  | 'key'
  | { [Name in Named<Content>]: Name | `${Name}.${Inner<NonNullable<Content[Name]>>}` }[Named<Content>];

/** The values a field is compared with: the choices where it has any, "true" and "false" of a boolean, and otherwise any text. */
export type FieldValue<Content, Path> = Path extends Named<Content> ? Comparable<NonNullable<Content[Path]>> : string;

type Comparable<Value> = Value extends string ? Value : Value extends boolean ? `${Value}` : string;

/** Conditions on the items of one phase, whose field names and choices the compiler knows. */
export interface FieldsOf<Content> {
  /** One condition, in the order it is said: field, operator, values. */
  where: <Path extends FieldPath<Content>>(
    field: Path,
    operator: FilterOperator,
    ...values: readonly FieldValue<Content, Path>[]
  ) => FilterCondition;
  /** The items counted under one value of a field; null: those where it is blank. */
  having: (field: FieldPath<Content>, value: string | null) => FilterCondition;
  /** The name of a field, for what counts by it. */
  field: (name: FieldPath<Content>) => string;
}

/** Ties conditions to the schema of the items they are about: a field that the schema does not have does not compile. */
export function fieldsOf<Content>(_schema: z.ZodType<Content>): FieldsOf<Content> {
  return {
    where: (field, operator, ...values) => ({ field, operator, values }),
    having: (field, value) => ({ field, operator: value === null ? 'blank' : 'is', values: value === null ? [] : [value] }),
    field: (name) => name,
  };
}
