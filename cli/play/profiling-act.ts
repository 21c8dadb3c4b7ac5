import type { ProfileParams, RuleImportParams } from '#contract/profiling';
import type { VersionView } from '#contract/views/version-views';
import { readItems } from '#data/version/items.queries';
import type { FilterCondition } from '#domain/item/item-filter';
import type { Subject } from '#domain/people/permissions';
import { fieldsOf } from '#domain/phase/fields-of';
import { all } from '#domain/phase/filters';
import { ruleSchema } from '#domain/phases/data-profiling/rule-item';
import { setWhere, submit, work } from './draft-steps';
import { persist } from './persist';
import { type PlayFile, upload } from './play-files';
import type { Stage } from './stage';

const { where } = fieldsOf(ruleSchema);

const RAN = where('result.status', 'is', 'ran');
const UNDECIDED = where('decision', 'blank');

/** The tester reads files of rules in, profiles, uses every rule that ran and submits; answers the version that waits. */
export async function playProfiling(
  stage: Stage,
  tester: Subject,
  cycleReportId: string,
  rules: readonly PlayFile[],
): Promise<VersionView> {
  const draft = await profileInto(stage, tester, cycleReportId, rules);
  await decideRules(stage, tester, draft);
  return submit(stage, tester, draft, 'Every rule that could be run, with what it found.');
}

/** The tester opens the draft, reads files of rules in and profiles; answers the draft with its results. */
export async function profileInto(stage: Stage, tester: Subject, cycleReportId: string, rules: readonly PlayFile[]): Promise<VersionView> {
  const draft = await stage.versionNumbered(tester, cycleReportId, 'data-profiling', 1);
  stage.print({ step: 'opened', phase: draft.phase, version: draft.number, status: draft.status });
  for (const file of rules) await importRules(stage, tester, draft, file);
  return profile(stage, tester, draft, true);
}

/** Profiles where the population is new, and runs every rule without a result. `when` tells one run from another: the same step is the same command. */
export function profile(stage: Stage, tester: Subject, draft: VersionView, propose: boolean, when = ''): Promise<VersionView> {
  return work(stage, tester, draft, propose ? 'profiled the population and ran every rule' : `ran the changed rules${when}`, {
    kind: 'profile',
    params: { propose } satisfies ProfileParams,
  });
}

async function importRules(stage: Stage, tester: Subject, draft: VersionView, file: PlayFile): Promise<void> {
  const sha256 = await upload(stage, tester, draft.cycleReportId, file);
  const imported = where('source', 'is', 'import');
  const before = await countRules(stage, tester, draft, imported);
  await work(stage, tester, draft, `read rules from ${file.name}`, {
    kind: 'import-rules',
    params: { sha256, name: file.name, format: 'hmda-rule-spec', fields: {}, activityYear: null } satisfies RuleImportParams,
  });
  const expressed = (await countRules(stage, tester, draft, imported)) - before;
  stage.print({ step: `${expressed} of ${await countEdits(file)} edits expressed`, phase: draft.phase, version: draft.number });
}

async function countEdits(file: PlayFile): Promise<number> {
  const chunks: Buffer[] = [];
  for await (const chunk of file.open()) chunks.push(Buffer.from(chunk as Uint8Array));
  const edits: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  return Array.isArray(edits) ? edits.length : 0;
}

/** Uses every rule that ran and passes over the others, saying why. */
async function decideRules(stage: Stage, tester: Subject, draft: VersionView): Promise<void> {
  const leave = (condition: FilterCondition, decisionReason: string) =>
    setWhere(stage, tester, draft.id, all(UNDECIDED, condition), { decision: 'exclude', decisionReason });
  await setWhere(stage, tester, draft.id, all(UNDECIDED, RAN), { decision: 'include' });
  await leave(where('result.status', 'is', 'misread'), 'Satisfied by no record of this population, and so probably misread.');
  await leave(where('result.status', 'is', 'tested-nothing'), 'Tested no record of this population.');
  await leave(where('decision', 'blank'), 'Cannot be run on this data.');
  const [used, failing] = [
    await countRules(stage, tester, draft, where('decision', 'is', 'include')),
    await countRules(stage, tester, draft, where('result.failed', 'gt', '0')),
  ];
  stage.print({
    step: 'decided on every rule',
    by: tester.name,
    phase: draft.phase,
    version: draft.number,
    detail: `${used} used · ${failing} found failures`,
  });
}

async function countRules(stage: Stage, who: Subject, draft: VersionView, condition: FilterCondition): Promise<number> {
  return (await persist(() => readItems(stage.db, who, { versionId: draft.id, filter: all(condition), limit: 1 }))).matching;
}
