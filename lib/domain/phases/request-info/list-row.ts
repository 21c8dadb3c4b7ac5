import { z } from 'zod';
import type { EvidenceKind } from '../../evidence/file-kind';
import type { ItemData } from '../../item/json';
import { SORT_LABELS } from './fields';
import { likelySort } from './likely-sort';
import type { ListCells, ListColumnName } from './list-columns';
import { EVIDENCE_SORTS, type EvidenceClaim, type SuppliedEvidence } from './request-item';

/** A file that a list names and that was sent; `fault`: why it cannot be evidence, in words. */
export interface ListFile {
  evidenceId: string;
  kind: EvidenceKind;
  fault: string | null;
}

/** A row of a list while it is read: what it says, and what stands in its case. */
export interface RowRead {
  cells: ListCells;
  held: ListCells;
  /** What was sent of the files that lists name, by name. */
  files: ReadonlyMap<string, ListFile>;
  refuse: (column: ListColumnName, words: string) => void;
}

/** What a row says, or which file it waits for; null where it was refused. */
export type RowFields = { fields: ItemData; words: string } | { waitsFor: string } | null;

/** What describes a file of evidence in a row. */
const OF_EVIDENCE = ['sort', 'asOf', 'query', 'ranOn', 'rows', 'stated', 'note'] as const satisfies readonly ListColumnName[];
const OF_EXTRACT = ['query', 'ranOn', 'rows'] as const satisfies readonly ListColumnName[];
const COUNT = /^\d{1,9}$/;
const day = z.iso.date();

/** Refuses a cell that is no day, and answers whether it is one. */
function isDay({ cells, refuse }: RowRead, column: 'dueOn' | 'asOf' | 'ranOn', empty: string): boolean {
  if (day.safeParse(cells[column]).success) return true;
  refuse(column, cells[column] === '' ? empty : `“${cells[column]}” is no day such as 2026-01-31.`);
  return false;
}

/** What a tester says by a row: what is asked, by when, or that it cannot be had. What is left empty stays as it is. */
export function testersRow(row: RowRead): RowFields {
  const { cells, held } = row;
  const isNew = (name: 'ask' | 'dueOn' | 'unobtainable') => cells[name] !== '' && cells[name] !== held[name].trim();
  if (isNew('dueOn') && !isDay(row, 'dueOn', '')) return null;
  const said = (['ask', 'dueOn', 'unobtainable'] as const).filter(isNew);
  const labels = { ask: 'Asked for', dueOn: 'Due', unobtainable: 'Cannot be had' };
  return {
    fields: Object.fromEntries(said.map((name) => [name, cells[name]])),
    words: said.map((name) => `${labels[name]}: ${cells[name]}`).join('; '),
  };
}

/** What an owner says by a row: which file is the evidence and what it is, or why there is none. */
export function ownersRow(row: RowRead): RowFields {
  const { cells, held, refuse } = row;
  if (cells.unobtainable !== '') {
    const other = cells.fileName === '' ? OF_EVIDENCE.find((name) => cells[name] !== '') : 'fileName';
    if (other === undefined) return { fields: { unobtainable: cells.unobtainable }, words: `Cannot be had: ${cells.unobtainable}` };
    refuse(other, 'The row also says why the evidence cannot be had: leave one of the two empty.');
    return null;
  }
  if (cells.fileName !== '') return claimedFile(row);
  const wasAnswered = held.fileName !== '' || held.unobtainable !== '';
  refuse(
    'fileName',
    wasAnswered ? 'It was answered: evidence is replaced, not taken back.' : 'No file is named for what the row says of one.',
  );
  return null;
}

function claimedFile(row: RowRead): RowFields {
  const { cells, files, refuse } = row;
  const { fileName } = cells;
  const file = files.get(fileName);
  const sort = sortIn(row, file);
  if (sort === null) return null;
  const isDated = isDay(row, 'asOf', 'Say as of when it holds.');
  const extraction = sort === undefined ? null : extractionIn(row, sort);
  if (!isDated || extraction === undefined) return null;
  if (file === undefined || sort === undefined) return { waitsFor: fileName };
  if (file.fault !== null) {
    refuse('fileName', file.fault);
    return null;
  }
  const { asOf, note } = cells;
  const stated = cells.stated === '' ? null : cells.stated;
  const claim: EvidenceClaim = { evidenceId: file.evidenceId, sort, asOf, extraction, columns: {}, stated, note };
  const words = [`${SORT_LABELS[sort]}: ${fileName}, as of ${asOf}`, ...(stated === null ? [] : [`shows ${stated}`])].join(', ');
  return { fields: { evidence: claim }, words };
}

/** The sort that a row states, or that its file most likely is; undefined while that is not known, null where it is refused. */
function sortIn({ cells, refuse }: RowRead, file: ListFile | undefined): SuppliedEvidence['sort'] | undefined | null {
  if (cells.sort === '') return file && likelySort(file.kind);
  const stated = EVIDENCE_SORTS.find((sort) => SORT_LABELS[sort].toLowerCase() === cells.sort.toLowerCase());
  if (stated !== undefined) return stated;
  refuse('sort', `“${cells.sort}” is none of ${EVIDENCE_SORTS.map((sort) => `“${SORT_LABELS[sort]}”`).join(', ')}.`);
  return null;
}

/** How a system gave out an extract; null of other evidence, undefined where it is refused. */
function extractionIn(row: RowRead, sort: SuppliedEvidence['sort']): SuppliedEvidence['extraction'] | undefined {
  const { cells, refuse } = row;
  if (sort !== 'extract') {
    const stray = OF_EXTRACT.find((name) => cells[name] !== '');
    if (stray === undefined) return null;
    refuse(stray, `It is said of extracts alone, and the evidence is: ${SORT_LABELS[sort]}.`);
    return undefined;
  }
  if (cells.query === '') refuse('query', 'Say how the system was asked: the query, or the report that was run.');
  const isDated = isDay(row, 'ranOn', 'Say when the extract was run.');
  if (!COUNT.test(cells.rows))
    refuse('rows', cells.rows === '' ? 'Say how many rows the extract has.' : `“${cells.rows}” is no number of rows.`);
  if (cells.query === '' || !isDated || !COUNT.test(cells.rows)) return undefined;
  return { query: cells.query, ranOn: cells.ranOn, rows: Number(cells.rows) };
}
