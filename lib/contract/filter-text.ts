import type { ItemFilter } from '#domain/item/item-filter';

/**
 * A filter as a person can read it in an address: "decision:is:use~risk:gt:5", conditions by "~", parts by ":", values by ",". A "!"
 * before one of these signs, or a brace, takes it as it is.
 */
export function filterText({ all }: ItemFilter): string {
  return all
    .map(({ field, operator, values }) =>
      [escaped(field), operator, ...(values.length === 0 ? [] : [values.map(escaped).join(',')])].join(':'),
    )
    .join('~');
}

function escaped(text: string): string {
  return text.replaceAll(/[!~:,{]/g, (sign) => `!${sign}`);
}
