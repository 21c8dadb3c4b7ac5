import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import type { ImportParams } from '#contract/inquiries';
import type { VersionView } from '#contract/views/version-views';
import { editByFilter } from '#data/edit-by-filter.commands';
import { recordUpload } from '#data/uploads.commands';
import type { Subject } from '#domain/permissions';
import { planning } from '#domain/phases/planning';
import { asActor } from './cast';
import { persist, waitFor } from './persist';
import type { PlayOptions } from './play-options';
import type { Stage } from './stage';

/** A file to import: its name and its bytes, from disk or made by the demo. */
export interface PlayFile {
  name: string;
  open: () => Readable;
}

export interface PlayFiles {
  dictionary: PlayFile;
  data: PlayFile;
  /** Entry → column, from --map. */
  map: Readonly<Record<string, string>>;
}

export function fileFromDisk(path: string): PlayFile {
  return { name: basename(path), open: () => createReadStream(path) };
}

export function fileFromText(name: string, text: string): PlayFile {
  return { name, open: () => Readable.from([Buffer.from(text, 'utf8')]) };
}

/** Reads `--map`: one `entry=column` a line; blank lines and lines starting with # are passed over. */
export async function readMapFile(path: string): Promise<Record<string, string>> {
  const lines = (await readFile(path, 'utf8')).split(/\r?\n/);
  const pairs = lines.flatMap((line, index) => {
    if (line.trim() === '' || line.startsWith('#')) return [];
    const at = line.indexOf('=');
    if (at < 1) throw new Error(`${path}, line ${index + 1}: expected entry=column.`);
    return [[line.slice(0, at).trim(), line.slice(at + 1).trim()] as const];
  });
  return Object.fromEntries(pairs);
}

async function upload(stage: Stage, tester: Subject, cycleReportId: string, file: PlayFile): Promise<string> {
  const stored = await stage.storage.put(file.open());
  const actor = { ...asActor(tester, 'tester'), id: tester.userId };
  await persist(() => recordUpload(stage.db, actor, { cycleReportId, ...stored, fileName: file.name, mediaType: 'application/octet-stream' }));
  return stored.sha256;
}

/** Waits until the long work of a draft has ended; throws its sentence where it failed. */
export async function workDone(stage: Stage, who: Subject, versionId: string, workId: string): Promise<VersionView> {
  return waitFor('the long task', async () => {
    const version = await stage.version(who, versionId);
    if (version.status !== 'draft' || (version.work && version.work.id !== workId)) return version; // a later task: this one has ended
    if (!version.work || version.work.status === 'running') return null;
    if (version.work.status !== 'done') throw new Error(version.work.message ?? `The task was ${version.work.status}.`);
    return version;
  }, 900_000);
}

/** Sends `submit_version` for a draft as it stands now and answers the version as it is afterwards. */
export async function submit(stage: Stage, tester: Subject, draft: { id: string; chainId: string; phase: string }, note: string): Promise<VersionView> {
  const before = await stage.version(tester, draft.id);
  const step = `submit ${draft.chainId}, version ${before.number}`;
  const command = await stage.send(tester, step, {
    kind: 'submit_version',
    targetId: draft.chainId,
    versionId: draft.id,
    seenEditRevision: before.editRevision,
    comment: note,
  });
  const after = await stage.version(tester, draft.id);
  stage.print({ ...described(after), step: 'submitted', by: tester.name, receipt: command.receipt?.outcome ?? 'none' });
  return after;
}

/** What a printed event says of a version. */
export function described(version: VersionView) {
  return {
    phase: version.phase,
    version: version.number,
    status: version.status,
    items: version.itemCount,
    ...(version.contentHash ? { contentHash: version.contentHash } : {}),
    ...(version.versionHash ? { versionHash: version.versionHash } : {}),
  };
}

/** The tester imports dictionary and data, includes every attribute and submits; answers the approved version. */
export async function playPlanning(stage: Stage, tester: Subject, cycleReportId: string, files: PlayFiles, options: PlayOptions): Promise<VersionView> {
  const draft = await importInto(stage, tester, cycleReportId, files, options);
  await stage.edit(tester, draft.id, (editRevision) =>
    editByFilter(stage.db, asActor(tester, 'tester'), { versionId: draft.id, editRevision, filter: planning.undecided, set: { decision: 'include' } }),
  );
  stage.print({ step: 'included every attribute', by: tester.name, phase: 'planning', version: draft.number });
  const submitted = await submit(stage, tester, draft, 'All attributes of the dictionary, with the file as extracted.');
  if (submitted.status === 'approved') return submitted;
  const command = await stage.send(tester, `confirm ${draft.chainId}`, {
    kind: 'decide_version',
    targetId: draft.chainId,
    versionId: draft.id,
    seenVersionHash: submitted.versionHash ?? '',
    payload: { decision: 'approve' },
  });
  const approved = await stage.version(tester, draft.id);
  stage.print({ ...described(approved), step: 'confirmed', by: tester.name, receipt: command.receipt?.outcome ?? 'none' });
  return approved;
}

/** The tester uploads and imports; answers the draft with its attributes. */
export async function importInto(stage: Stage, tester: Subject, cycleReportId: string, files: PlayFiles, options: PlayOptions): Promise<VersionView> {
  const draft = await stage.versionNumbered(tester, cycleReportId, 'planning', 1);
  stage.print({ step: 'opened', phase: 'planning', version: draft.number, status: draft.status });
  const params: ImportParams = {
    dictionarySha256: await upload(stage, tester, cycleReportId, files.dictionary),
    dictionaryName: files.dictionary.name,
    dataSha256: await upload(stage, tester, cycleReportId, files.data),
    dataName: files.data.name,
    delimiter: options.delimiter,
    quoted: null,
    header: options.header,
    skipLines: options.skipLines,
    key: options.key,
    map: files.map,
    types: {},
    control: options.control,
    controlReason: '',
    sourceSystem: 'Loan origination',
    extractedBy: tester.email,
    extractedAt: '2026-01-05',
    asOfDate: '2025-12-31',
  };
  const command = await stage.send(tester, `import ${draft.chainId}`, {
    kind: 'request_work',
    targetId: draft.chainId,
    versionId: draft.id,
    seenEditRevision: draft.editRevision,
    payload: { kind: 'import', params: { ...params } },
  });
  stage.print({ step: `imports ${files.data.name} by ${files.dictionary.name}`, by: tester.name, phase: 'planning', version: draft.number, receipt: command.receipt?.outcome ?? 'none' });
  const imported = await workDone(stage, tester, draft.id, command.id);
  stage.print({ ...described(imported), step: 'imported' });
  return imported;
}
