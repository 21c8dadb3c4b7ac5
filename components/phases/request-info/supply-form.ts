import type { EvidenceAnswers } from '#contract/inquiries';
import type { ItemRow } from '#contract/views/row-views';
import type { SuppliedFile } from '#contract/work-inputs';
import { likelySort } from '#domain/phases/request-info/likely-sort';
import type { EvidenceClaim, NamedColumns, SuppliedEvidence } from '#domain/phases/request-info/request-item';

/** What the person says of a file. Texts are as they are typed. */
export interface SupplyForm {
  sort: SuppliedEvidence['sort'];
  asOf: string;
  query: string;
  ranOn: string;
  rows: string;
  stated: string;
  note: string;
}

/** Which cases a file is recorded for: those chosen before, those in which all was found, or those too in which some was. */
export type Answered = 'chosen' | 'found' | 'partly';

/** Nothing said yet. */
export function emptyForm(kind: SuppliedFile['kind']): SupplyForm {
  return { sort: likelySort(kind), asOf: '', query: '', ranOn: '', rows: '', stated: '', note: '' };
}

/** What is missing before a file can be recorded, in words; null where nothing is. */
export function missingIn(form: SupplyForm, cases: number): string | null {
  if (cases === 0) return 'Choose at least one case that it answers.';
  if (form.asOf === '') return 'Say as of when it holds.';
  if (form.sort !== 'extract') return null;
  if (form.query.trim() === '') return 'Say how the system was asked: the query, or the report that was run.';
  if (form.ranOn === '') return 'Say when it was run.';
  return /^\d{1,9}$/.test(form.rows.trim()) ? null : 'Say how many rows it has.';
}

/** What is sent of a file. `columns`: those that the person named. */
export function claimOf(form: SupplyForm, evidenceId: string, columns: NamedColumns): EvidenceClaim {
  const { sort, asOf } = form;
  const extraction = sort === 'extract' ? { query: form.query.trim(), ranOn: form.ranOn, rows: Number(form.rows.trim()) } : null;
  return {
    ...{ evidenceId, sort, asOf, extraction, columns },
    ...{ stated: form.stated.trim() === '' ? null : form.stated.trim(), note: form.note.trim() },
  };
}

/** The rows that a file is recorded for. `open` are those that wait for evidence, `chosen` those that were chosen before. */
export function answeredRows(
  answered: Answered,
  { open, chosen, found }: { open: readonly ItemRow[]; chosen: readonly ItemRow[]; found: EvidenceAnswers['found'] },
): ItemRow[] {
  if (answered === 'chosen') return [...chosen];
  const keys = new Set(found.filter(({ result }) => answered === 'partly' || result === 'pass').map(({ itemKey }) => itemKey));
  return open.filter(({ key }) => keys.has(key));
}
