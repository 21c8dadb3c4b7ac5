import type { TestState } from '#domain/phases/test-execution/test-item';

/** One test in the grid of samples and attributes. */
export interface MatrixCell {
  /** The key of the test. */
  key: string;
  state: TestState;
}

/** A page of the samples of a version of Test Execution, each with its tests by attribute code. */
export interface MatrixPage {
  /** The attributes that are tested, in the order of their codes; all of them on every page. */
  attributes: { code: string; name: string }[];
  rows: { record: string; cells: Record<string, MatrixCell> }[];
  /** Where the next page goes on; null at the end. */
  next: string | null;
}
