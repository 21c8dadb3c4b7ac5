import { z } from 'zod';
import { FILTER_OPERATORS, type ItemFilter } from '#domain/item/item-filter';

/** The structured filter as it arrives from a browser: field names and values are data, never text of a query. */
export const itemFilterSchema: z.ZodType<ItemFilter> = z.strictObject({
  all: z
    .array(
      z.strictObject({
        field: z.string().min(1).max(200),
        operator: z.enum(FILTER_OPERATORS),
        values: z.array(z.string().max(2_000)).max(1_000),
      }),
    )
    .max(20),
});
