/** Figures of a row that public text may not confirm. */
export const TWO_STAGE_FIGURES = ['first stage', 'total', 'resubmission'] as const;

/** One row of a two-stage table: sizes for populations of `from` to `to` records (to: null, no end). */
export interface TwoStageRow {
  from: number;
  to: number | null;
  /** Records of the first stage, and of both stages together; null: all of them. */
  firstStage: number | null;
  total: number | null;
  /** Errors in one field from which resubmission is indicated. */
  resubmission: number;
  /** What of the row is not confirmed from public text; empty where all is. */
  unconfirmed: readonly (typeof TWO_STAGE_FIGURES)[number][];
  note: string;
}

export interface TwoStageTable {
  name: string;
  /** Edition of the guidelines it was taken from. */
  dated: string;
  caveat: string;
  /** Errors in one field of the first stage from which the second stage is tested. */
  initialThreshold: number;
  rows: readonly TwoStageRow[];
}

/** A version of the table in an installation; number 0 is the one that comes with the product. */
export interface NumberedTwoStageTable {
  number: number;
  table: TwoStageTable;
}

/**
 * HMDA transaction testing. A dated configuration, not a rule: the guidelines themselves decide. Which figures are confirmed
 * from public text, and which are not, is stated row by row (docs/sampling.md).
 */
export const HMDA_TABLE: TwoStageTable = {
  name: 'FFIEC HMDA transaction testing',
  dated: '2017-08',
  caveat: 'Confirm against the FFIEC guidelines (August 2017).',
  initialThreshold: 2,
  rows: [
    { from: 1, to: 24, firstStage: null, total: null, resubmission: 3, unconfirmed: [], note: 'Fewer than 30 lines: all of them.' },
    {
      from: 25,
      to: 50,
      firstStage: 15,
      total: 30,
      resubmission: 3,
      unconfirmed: ['first stage', 'resubmission'],
      note: '30 lines, or all if there are fewer.',
    },
    { from: 51, to: 100, firstStage: 20, total: 30, resubmission: 3, unconfirmed: TWO_STAGE_FIGURES, note: '' },
    { from: 101, to: 130, firstStage: 29, total: 47, resubmission: 4, unconfirmed: TWO_STAGE_FIGURES, note: '' },
    {
      from: 131,
      to: 190,
      firstStage: 30,
      total: 56,
      resubmission: 5,
      unconfirmed: TWO_STAGE_FIGURES,
      note: 'At 5 its operating curve is that of its neighbours; at 4 it would stand apart.',
    },
    {
      from: 191,
      to: 500,
      firstStage: 30,
      total: 59,
      resubmission: 5,
      unconfirmed: TWO_STAGE_FIGURES,
      note: 'At 5 its operating curve is that of its neighbours; at 4 it would stand apart.',
    },
    { from: 501, to: 100_000, firstStage: 30, total: 79, resubmission: 4, unconfirmed: TWO_STAGE_FIGURES, note: '' },
    { from: 100_001, to: null, firstStage: 61, total: 159, resubmission: 4, unconfirmed: ['resubmission'], note: '' },
  ],
};

export interface TwoStageSizes {
  firstStage: number;
  total: number;
  resubmission: number;
}

/** The row for a population of `count` records; null for an empty one. */
export function twoStageRow(table: TwoStageTable, count: number): TwoStageRow | null {
  return table.rows.find((row) => count >= row.from && (row.to === null || count <= row.to)) ?? null;
}

/** The populations a row is for, in words: "25 to 50 records", "100,001 and more". */
export function twoStageRange({ from, to }: Pick<TwoStageRow, 'from' | 'to'>): string {
  const text = (count: number) => count.toLocaleString('en-US');
  return to === null ? `${text(from)} and more` : `${text(from)} to ${text(to)}`;
}

/** Why a table is none to size samples by, as a sentence that names the row; null where it is one. */
export function twoStageProblem({ initialThreshold, rows }: TwoStageTable): string | null {
  let next: number | null = 1;
  for (const row of rows) {
    const name = `The row for ${twoStageRange(row)} records`;
    if (next === null) return `${name} comes after one without an end.`;
    if (row.from !== next) return `${name} must begin at ${next.toLocaleString('en-US')}, where the row before it ends.`;
    if (row.to !== null && row.to < row.from) return `${name} ends before it begins.`;
    if (row.total === null && row.firstStage !== null) return `${name} tests all records, so that its first stage is all of them too.`;
    if (row.total !== null && (row.firstStage === null || row.firstStage > row.total))
      return `${name} has a first stage that is larger than the whole sample.`;
    if (row.resubmission < initialThreshold)
      return `${name} indicates resubmission at fewer errors than lead to the second stage (${initialThreshold}).`;
    next = row.to === null ? null : row.to + 1;
  }
  return next === null ? null : 'The last row must have no end, so that every population has a row.';
}

/** A row's sizes for a population: never more than there are records. */
export function twoStageSizes(row: TwoStageRow, count: number): TwoStageSizes {
  const total = Math.min(row.total ?? count, count);
  return { firstStage: Math.min(row.firstStage ?? count, total), total, resubmission: row.resubmission };
}
