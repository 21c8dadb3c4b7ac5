import { RecordScanner } from './record-scanner';

/** Delimiters that are tried, most common first; ties go to the first. */
const CANDIDATES = [',', '|', ';', '\t', '^', '~', '\u0001', '\u001f'];

function mostFrequent(counts: readonly number[]): { value: number; share: number } {
  const tally = new Map<number, number>();
  for (const count of counts) tally.set(count, (tally.get(count) ?? 0) + 1);
  let value = 0;
  let times = 0;
  for (const [count, seen] of tally) if (seen > times) [value, times] = [count, seen];
  return { value, share: counts.length === 0 ? 0 : times / counts.length };
}

/** Whether a field of these lines begins with a quotation mark. */
export function looksQuoted(lines: readonly string[], delimiter: string): boolean {
  return lines.some((line) => line.startsWith('"') || line.includes(`${delimiter}"`));
}

/** Number of fields of each record: a quoted field may span lines. One that is still open at the end was cut off, and counts for nothing. */
function fieldCounts(lines: readonly string[], delimiter: string, quoted: boolean): number[] {
  const scanner = new RecordScanner(Buffer.from(delimiter, 'utf8'), quoted);
  return [...scanner.push(Buffer.from(lines.map((line) => `${line}\n`).join(''), 'utf8'))].map(({ fields }) => fields);
}

/** The delimiter that splits most records into the same number of fields, more fields winning; "," for a file of one column. */
export function sniffDelimiter(lines: readonly string[]): string {
  let best = ',';
  let bestScore = 0;
  for (const delimiter of CANDIDATES) {
    const quoted = looksQuoted(lines, delimiter);
    const { value, share } = mostFrequent(fieldCounts(lines, delimiter, quoted));
    const score = value < 2 ? 0 : share * share * Math.log2(value + 1);
    if (score > bestScore) [best, bestScore] = [delimiter, score];
  }
  return best;
}

/** Number of fields most records have: what the others are ragged against where no header says it. */
export function usualFieldCount(counts: readonly number[]): number {
  return mostFrequent(counts).value;
}
