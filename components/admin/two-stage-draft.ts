import { TWO_STAGE_FIGURES, type TwoStageRow, type TwoStageTable, twoStageProblem } from '#domain/sampling/two-stage';

/** A row while it is edited: numbers as the texts that a person types; blank is "no end" or "all". */
export interface RowDraft {
  /** Names the row while rows come and go. */
  id: number;
  to: string;
  firstStage: string;
  total: string;
  resubmission: string;
  unconfirmed: readonly (typeof TWO_STAGE_FIGURES)[number][];
  note: string;
}

/** A two-stage table while it is edited. */
export interface TwoStageDraft {
  name: string;
  dated: string;
  caveat: string;
  initialThreshold: string;
  rows: readonly RowDraft[];
}

const FIGURE_LABELS = { to: 'Up to', firstStage: 'First stage', total: 'In all', resubmission: 'Resubmission at' } as const;

/** The draft from which somebody changes a table. */
export function draftOf({ rows, initialThreshold, ...said }: TwoStageTable): TwoStageDraft {
  return { ...said, initialThreshold: String(initialThreshold), rows: rows.map(rowDraft) };
}

function rowDraft({ to, firstStage, total, resubmission, unconfirmed, note }: TwoStageRow, id: number): RowDraft {
  const text = (figure: number | null) => (figure === null ? '' : String(figure));
  return { id, to: text(to), firstStage: text(firstStage), total: text(total), resubmission: String(resubmission), unconfirmed, note };
}

/** A row more, before the last: it ends where somebody says that it does. */
export function withRow({ rows, ...draft }: TwoStageDraft): TwoStageDraft {
  const id = Math.max(0, ...rows.map((row) => row.id)) + 1;
  const row: RowDraft = { id, to: '', firstStage: '', total: '', resubmission: '', unconfirmed: TWO_STAGE_FIGURES, note: '' };
  return { ...draft, rows: [...rows.slice(0, -1), row, ...rows.slice(-1)] };
}

/** Where each row of a draft begins: after the one before it; null where that one's end cannot be read. */
export function beginnings(rows: readonly RowDraft[]): (number | null)[] {
  return rows.map((_, at) => {
    const before = rows[at - 1];
    if (before === undefined) return 1;
    return /^\d{1,9}$/.test(before.to.trim()) ? Number(before.to) + 1 : null;
  });
}

/** The table that a draft comes to, or why it comes to none, as a sentence. */
export function tableOfDraft({
  name,
  dated,
  caveat,
  initialThreshold,
  rows,
}: TwoStageDraft): { table: TwoStageTable } | { blocked: string } {
  if (name.trim() === '') return { blocked: 'Name the table.' };
  if (dated.trim() === '') return { blocked: 'State its edition.' };
  const threshold = numberOf(initialThreshold);
  if (threshold === null || threshold === undefined) return { blocked: 'State from how many errors the second stage is tested.' };
  const read: TwoStageRow[] = [];
  for (const [at, row] of rows.entries()) {
    const figures = {
      to: numberOf(row.to),
      firstStage: numberOf(row.firstStage),
      total: numberOf(row.total),
      resubmission: numberOf(row.resubmission),
    };
    for (const [figure, label] of Object.entries(FIGURE_LABELS))
      if (figures[figure as keyof typeof figures] === undefined)
        return { blocked: `Row ${at + 1}: “${label}” must be a whole number above zero.` };
    const { to = null, firstStage = null, total = null, resubmission } = figures;
    if (resubmission === null || resubmission === undefined)
      return { blocked: `Row ${at + 1}: state at how many errors resubmission is indicated.` };
    const from: number = at === 0 ? 1 : (read[at - 1]?.to ?? 0) + 1;
    if (to === null && at < rows.length - 1) return { blocked: `Row ${at + 1}: state up to how many records it is for.` };
    read.push({ from, to, firstStage, total, resubmission, unconfirmed: row.unconfirmed, note: row.note.trim() });
  }
  const table = { name: name.trim(), dated: dated.trim(), caveat: caveat.trim(), initialThreshold: threshold, rows: read };
  const problem = twoStageProblem(table);
  return problem === null ? { table } : { blocked: problem };
}

/** A typed count: null where nothing is typed, undefined where it is no whole number above zero. */
function numberOf(text: string): number | null | undefined {
  const typed = text.trim().replaceAll(',', '');
  if (typed === '') return null;
  return /^[1-9]\d{0,8}$/.test(typed) ? Number(typed) : undefined;
}
