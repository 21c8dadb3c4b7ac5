/** What a comparison takes for the same although it is written differently. */
export interface IgnoreRules {
  /** Runs of white space count as one blank, and at the ends as none. */
  whitespace: boolean;
  /** Upper and lower case count as the same. */
  letterCase: boolean;
  /** Decimals that are no further apart than this (a decimal, absolute) count as the same; null: exactly equal. */
  tolerance: string | null;
  /** Fields (or `values.X`) that are not compared at all. */
  columns: readonly string[];
}

export const IGNORE_NOTHING: IgnoreRules = { whitespace: false, letterCase: false, tolerance: null, columns: [] };

/** Whether the rules leave anything out. */
export function ignoresSomething(rules: IgnoreRules): boolean {
  return rules.whitespace || rules.letterCase || rules.tolerance !== null || rules.columns.length > 0;
}
