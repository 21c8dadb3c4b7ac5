import type { ItemRow } from '#contract/views/row-views';
import { type RequestItem, requestSchema } from '#domain/phases/request-info/request-item';

/** One in so many cases has another value in the made-up extract than in the report. */
const EVERY = 40;

/**
 * Answers what a made-up source says of cases where it differs from the report, by case: known beforehand, so that what the tests find can be
 * held against it. Keys of records are left as they are, and so are values that cannot be read as their type says.
 */
export function plantedMismatches(rows: readonly Pick<ItemRow, 'key' | 'data'>[]): ReadonlyMap<string, string> {
  const planted = new Map<string, string>();
  const changeable = rows.flatMap(({ key, data }) => {
    const request = requestSchema.parse(data);
    const other = otherValue(request);
    return other === null || request.attribute in request.keys ? [] : [{ key, other }];
  });
  for (const [index, { key, other }] of changeable.entries()) if (index % EVERY === 0) planted.set(key, other);
  return planted;
}

function otherValue({ type, reported }: RequestItem): string | null {
  if (reported === null || reported.trim() === '') return null;
  if (type === 'integer' || type === 'decimal') return /^\d{1,12}$/.test(reported) && Number(reported) !== 0 ? `${reported}00` : null;
  if (type === 'code') return `${reported}9`;
  // Another day would have to be written as the format says: dates are left alone.
  return type === null || type === 'text' ? `${reported} (former)` : null;
}
