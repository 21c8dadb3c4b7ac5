import { useState } from 'react';
import type { EvidenceAnswers } from '#contract/inquiries';
import type { SuppliedFile } from '#contract/work-inputs';
import type { ItemFilter } from '#domain/item/item-filter';
import { VERDICT_WORDS } from '#domain/phase/verdicts';
import type { ListFile } from '#domain/phases/request-info/list-row';
import type { ListedNow, ListSheet } from '#domain/phases/request-info/read-list';
import { recordedRequests } from '#domain/phases/request-info/recorded';
import { postJson, withParameters } from './fetch-json';
import { readAllItems } from './items';
import { useHeardMutation } from './mutation';
import { asEvidence, sendFile } from './upload';

const MEBIBYTE = 1024 ** 2;
/** Largest list that is read, packed and unpacked, in bytes: it is read here, in the browser of whoever filled it in. */
const MOST_BYTES = 10 * MEBIBYTE;
const MOST_UNPACKED = 60 * MEBIBYTE;

/** Where a version's request list is downloaded; with a filter, what matches it. */
export function requestListHref(versionId: string, filter: ItemFilter): string {
  return withParameters(`/api/versions/${versionId}/requests.xlsx`, { filter: filter.all.length === 0 ? null : JSON.stringify(filter) });
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  return cell instanceof Date ? cell.toISOString().slice(0, 'yyyy-mm-dd'.length) : String(cell);
}

/**
 * Sheets of a workbook, read in the browser: days as yyyy-mm-dd, of formulas what they last came to.
 * @throws Error in words, where it is no XLSX workbook, is protected or is larger than a list
 */
async function readListFile(file: File): Promise<ListSheet[]> {
  if (file.size > MOST_BYTES) throw new Error('The file is larger than a request list: 10 MB is the most.');
  const [{ default: readWorkbook }, { unzipSync }] = await Promise.all([import('read-excel-file/universal'), import('fflate')]);
  const bytes = await file.arrayBuffer();
  let unpacked = 0;
  try {
    // Nothing is unpacked here: the directory says how large each part becomes.
    unzipSync(new Uint8Array(bytes), {
      filter: ({ originalSize }) => {
        unpacked += originalSize;
        return false;
      },
    });
    if (unpacked > MOST_UNPACKED) throw new RangeError('too large');
    const sheets = await readWorkbook(bytes, { trim: false });
    return sheets.map(({ sheet, data }) => ({ name: sheet, rows: data.map((row) => row.map(cellText)) }));
  } catch (cause) {
    const words =
      cause instanceof RangeError
        ? 'The workbook is larger than a request list when it is unpacked.'
        : 'This is no XLSX workbook that can be read. Save the list as an Excel workbook (.xlsx), without a password.';
    throw new Error(words, { cause });
  }
}

/** Every case of a version as it stands now. */
async function readListedCases(versionId: string): Promise<ListedNow[]> {
  const rows = await readAllItems(versionId, { all: [] });
  return rows.map(({ key, hash, data, verdict }) => ({
    key,
    hash,
    data,
    state: verdict ? VERDICT_WORDS[verdict.verdict] : recordedRequests.unjudged(data).words,
    isAccepted: verdict?.verdict === 'accepted',
  }));
}

/** A list that was opened, beside the cases as they stood then. */
export interface OpenedList {
  file: File;
  sheets: readonly ListSheet[];
  cases: readonly ListedNow[];
}

/** Reads a list that somebody chose, and the cases as they stand. Nothing is stored. */
export function useOpenedList(versionId: string) {
  return useHeardMutation({
    mutationFn: async (file: File): Promise<OpenedList> => {
      const [sheets, cases] = await Promise.all([readListFile(file), readListedCases(versionId)]);
      return { file, sheets, cases };
    },
  });
}

/** Sends a file as evidence and has it read, as it has to be before it is recorded; a file that cannot be evidence has a fault in words. */
async function sendListed(versionId: string, file: File, onProgress: (share: number) => void): Promise<ListFile> {
  let sent: SuppliedFile | null = null;
  try {
    sent = await sendFile(asEvidence(versionId), file, onProgress);
    const body = { kind: 'check-evidence', versionId, evidenceId: sent.evidenceId, columns: {} };
    await postJson<{ answers: EvidenceAnswers }>('/api/inquiries', body);
    return { evidenceId: sent.evidenceId, kind: sent.kind, fault: null };
  } catch (failure) {
    const fault = failure instanceof Error ? failure.message : String(failure);
    return { evidenceId: sent?.evidenceId ?? '', kind: sent?.kind ?? 'txt', fault };
  }
}

/** Files that a list names, as they are sent one after the other. */
export function useListFiles(versionId: string) {
  const [files, setFiles] = useState<ReadonlyMap<string, ListFile>>(new Map());
  const [sending, setSending] = useState<{ name: string; share: number; left: number } | null>(null);
  const send = async (chosen: readonly File[]): Promise<void> => {
    for (const [index, file] of chosen.entries()) {
      const told = (share: number): void => setSending({ name: file.name, share, left: chosen.length - index - 1 });
      told(0);
      const sent = await sendListed(versionId, file, told);
      setFiles((before) => new Map(before).set(file.name.trim(), sent));
    }
    setSending(null);
  };
  return { files, sending, send, forget: () => setFiles(new Map()) };
}
