/**
 * Spreadsheets run a cell that begins so, whatever blanks stand before the sign, and some take its full-width form for it; a
 * leading apostrophe makes it text. Source: OWASP, "CSV Injection".
 */
const RUNS_AS_FORMULA = /^(?:[\s\u200B\u2060\uFEFF]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|[\t\r\n])/;
/** Numbers as people and programs write them: "-12.50", "-1,234.56", "-.5", "+1e-5". */
const NUMBER = /^[+-]?(?:\d{1,3}(?:,\d{3})+|\d+|(?=\.\d))(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const NEEDS_QUOTES = /[",\r\n]/;

/** One cell of an exported CSV file (RFC 4180), with formulas neutralised; numbers stay numbers. */
export function csvCell(value: string | null): string {
  if (value === null || value === '') return '';
  const safe = RUNS_AS_FORMULA.test(value) && !NUMBER.test(value) ? `'${value}` : value;
  return NEEDS_QUOTES.test(safe) || safe.startsWith("'") ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line of a CSV file with its line end. */
export function csvLine(cells: readonly (string | null)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}
