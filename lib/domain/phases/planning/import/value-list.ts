/** The values a dictionary lists, taken out of the sentence they stand in. */
export interface ValueList {
  values: string[];
  /** Parts that say which values are meant without naming them, such as a range too long to write out; as written. */
  unread: string[];
}

/** The most values that a range such as 0-120 is written out into. */
const LONGEST_RANGE = 1_000;
const NUMBERS = /^([+-]?\d{1,9})\s*(?:-|–|—|\.\.\.?|…|\bto\b|\bthrough\b|\bthru\b)\s*([+-]?\d{1,9})$/i;
const LETTERS = /^([A-Z])\s*(?:-|–|—|\.\.\.?|…|\bto\b)\s*([A-Z])$/;
const NO_VALUE = /^N\/A$/i;

/** "1 = Male", "1: Male", "1, Male", "1 - Male", "1 (Male)": the code, and after it what it means. */
const LABELLED = /^["'“]?([^\s=:,;"'“”]{1,30})["'”]?(?:\s*=\s*|:\s*(?=\D)|\s*,\s*|\s+[-–—]\s+|\t\s*|\s+\()\S/;
/** "1 Male", "NY New York": a code of digits or capitals before a word with a capital. */
const SPACED = /^(\d{1,6}|[A-Z]{1,3})\s+(?=\p{Lu}\p{L})/u;

function unquoted(text: string): string {
  return (
    /^(["'])(.+)\1$|^“(.+)”$/
      .exec(text)
      ?.slice(2)
      .find((inner) => inner !== undefined) ?? text
  );
}

function split(text: string, separator: RegExp): string[] {
  return text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** The codes of parts that all have a label of one kind; null where one has none, or two share a code. */
function codesOf(parts: readonly string[], label: RegExp): string[] | null {
  const codes = parts.map((part) => label.exec(part)?.[1] ?? null);
  const found = codes.filter((code) => code !== null);
  return found.length === parts.length && new Set(found).size === parts.length ? found : null;
}

function withoutLabels(parts: readonly string[]): string[] | null {
  if (parts.length < 2 && !parts.every((part) => part.includes('='))) return null;
  return codesOf(parts, LABELLED) ?? codesOf(parts, SPACED);
}

function alternatives(part: string): string[] {
  const options = split(part, /\s+or\s+/i);
  return options.length > 1 && options.every((option) => !/\s/.test(option)) ? options : [part];
}

/** Parts of one line: by the strongest separator there is; spaces separate only where nothing else does. */
function partsOf(line: string): string[] {
  for (const separator of [/\s*;\s*/, /\s*\|\s*/]) {
    const parts = split(line, separator);
    if (separator.test(line)) return withoutLabels(parts) ?? parts;
  }
  if (line.includes('=')) {
    const labelled = withoutLabels(split(line, /\s*,\s*(?=[^\s=,]{1,30}\s*=)|\s+(?=[^\s=,]{1,30}\s*=)/));
    if (labelled !== null) return labelled;
  }
  if (line.includes(',')) {
    const parts = split(line, /\s*,\s*/);
    return withoutLabels(parts) ?? parts.map((part) => part.replace(/^or\s+/i, '')).flatMap(alternatives);
  }
  if (/^\S{1,10}(\s*\/\s*\S{1,10})+$/.test(line) && !NO_VALUE.test(line) && !/[dmy]{2}\//i.test(line)) return split(line, /\//);
  if (/\sor\s/i.test(line)) return alternatives(line);
  if (NUMBERS.test(line) || LETTERS.test(line)) return [line];
  return split(line, /\s{2,}/.test(line) ? /\s{2,}/ : /\s+/);
}

function partsOfText(text: string): string[] {
  const raw = split(text, /\r?\n|\r/);
  const lines = raw.map((line) => line.replace(/[;,|]$/, '').trim());
  // A comma at the end of a line goes on with the list: "1, 2," is no code with a label.
  const goesOn = raw.some((line) => line.endsWith(','));
  return (lines.length > 1 && !goesOn ? withoutLabels(lines) : null) ?? lines.flatMap(partsOf);
}

/** A range written out; null where the text is none, "long" where it has more values than are written out. */
function writtenOut(text: string): string[] | 'long' | null {
  const letters = LETTERS.exec(text);
  if (letters !== null) {
    const [from, to] = [letters[1]?.charCodeAt(0) ?? 0, letters[2]?.charCodeAt(0) ?? 0];
    return from < to ? Array.from({ length: to - from + 1 }, (_, index) => String.fromCharCode(from + index)) : null;
  }
  const [, low = '', high = ''] = NUMBERS.exec(text) ?? [];
  if (low === '' || Number(low) >= Number(high)) return null;
  const count = Number(high) - Number(low) + 1;
  if (count > LONGEST_RANGE) return 'long';
  const width = low.length === high.length && low.startsWith('0') ? low.length : 0;
  return Array.from({ length: count }, (_, index) => String(Number(low) + index).padStart(width, '0'));
}

/**
 * Reads what a dictionary writes under "valid values": values separated by signs, lines, "or" or "/", with or without what
 * each means. A range alone is written out, and so is each range of a number's list; among texts "18-24; 25-34" are the values.
 */
export function readValueList(text: string, isNumber = false): ValueList {
  const parts = partsOfText(text.trim()).map(unquoted);
  const list: ValueList = { values: [], unread: [] };
  for (const part of parts) {
    const range = isNumber || parts.length === 1 ? writtenOut(part) : null;
    if (range === 'long') list.unread.push(part);
    else list.values.push(...(range ?? [part]));
  }
  return { values: [...new Set(list.values)], unread: list.unread };
}
