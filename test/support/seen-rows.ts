/** One column of a query's result, over all rows that a test run saw: `typeof` names, Date, Buffer, array or null. */
export interface SeenColumn {
  name: string;
  kinds: string[];
  /** Short texts that came, at most forty: what a union of literals is held against. */
  words: string[];
}

/** What came back from the query at one place of the code, "lib/data/desk/inbox.queries.ts:84". */
export interface SeenRows {
  site: string;
  columns: SeenColumn[];
}
