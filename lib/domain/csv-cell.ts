/** Spreadsheets run a cell that begins so; a leading apostrophe makes it text. Source: OWASP, "CSV Injection". */
const RUNS_AS_FORMULA = /^[=+\-@\t\r]/;
const PLAIN_NUMBER = /^[+-]?\d+(\.\d+)?$/;
const NEEDS_QUOTES = /[",\r\n]/;

/** One cell of an exported CSV file (RFC 4180), with formulas neutralised; plain numbers stay numbers. */
export function csvCell(value: string | null): string {
  if (value === null || value === '') return '';
  const safe = RUNS_AS_FORMULA.test(value) && !PLAIN_NUMBER.test(value) ? `'${value}` : value;
  return NEEDS_QUOTES.test(safe) || safe.startsWith("'") ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line of a CSV file with its line end. */
export function csvLine(cells: readonly (string | null)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}
