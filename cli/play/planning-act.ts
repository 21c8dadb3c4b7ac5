import type { ImportParams } from '#contract/inquiries';
import type { VersionView } from '#contract/views/version-views';
import type { Subject } from '#domain/people/permissions';
import { personToken } from '#domain/people/person-token';
import { planning } from '#domain/phases/planning/definition';
import { described, setWhere, submit, work } from './draft-steps';
import { type PlayFiles, upload } from './play-files';
import type { PlayOptions } from './play-options';
import type { Stage } from './stage';

/** The tester imports dictionary and data, includes every attribute and submits; answers the approved version. */
export async function playPlanning(
  stage: Stage,
  tester: Subject,
  cycleReportId: string,
  files: PlayFiles,
  options: PlayOptions,
): Promise<VersionView> {
  const draft = await importInto(stage, tester, cycleReportId, files, options);
  await setWhere(stage, tester, draft.id, planning.undecided, { decision: 'include' });
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
export async function importInto(
  stage: Stage,
  tester: Subject,
  cycleReportId: string,
  files: PlayFiles,
  options: PlayOptions,
): Promise<VersionView> {
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
    extractedBy: personToken(tester.userId),
    extractedAt: '2026-01-05',
    asOfDate: '2025-12-31',
  };
  return work(stage, tester, draft, `imported ${files.data.name} by ${files.dictionary.name}`, { kind: 'import', params });
}
