import { FILTER_OPERATORS, type FilterCondition, type ItemFilter } from '#domain/item/item-filter';
import { itemFilterSchema } from './filter-schema';

/** Reads what `filterText` wrote, and the JSON that stood in addresses before; null for any other text. */
export function readFilterText(text: string): ItemFilter | null {
  const read = text.startsWith('{') ? fromJson(text) : { all: splitAt(text, '~').map(conditionIn) };
  const parsed = itemFilterSchema.safeParse(read);
  return parsed.success ? parsed.data : null;
}

function conditionIn(text: string): FilterCondition | null {
  const [field = '', operator, values, ...further] = splitAt(text, ':');
  const known = FILTER_OPERATORS.find((each) => each === operator);
  if (known === undefined || further.length > 0) return null;
  return { field: plain(field), operator: known, values: values === undefined ? [] : splitAt(values, ',').map(plain) };
}

function plain(text: string): string {
  return text.replaceAll(/!(.)/gs, '$1');
}

/** The parts of a text between signs that are not taken as they are. */
function splitAt(text: string, sign: string): string[] {
  const parts: string[] = [''];
  for (const [token] of text.matchAll(/![^]|[^]/g)) {
    if (token === sign) parts.push('');
    else parts[parts.length - 1] += token;
  }
  return parts;
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
