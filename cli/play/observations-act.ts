import type { VersionView } from '#contract/views/version-views';
import { livingLanes } from '#data/lanes/lanes.queries';
import { readAnswers } from '#data/version/answers.queries';
import type { Subject } from '#domain/people/permissions';
import type { Verdict } from '#domain/phase/verdicts';
import { UNDECIDED } from '#domain/phases/observation-management/filters';
import { described, setWhere, submit } from './draft-steps';
import type { LanePeople } from './lane-people';
import { ifThere, persist } from './persist';
import { approve } from './review-act';
import type { Stage } from './stage';

/** The tester keeps every observation as it is proposed, says what is done about it, and submits them. */
async function submitObservations(stage: Stage, tester: Subject, draft: VersionView): Promise<VersionView> {
  await setWhere(stage, tester, draft.id, UNDECIDED, {
    decision: 'observation',
    remediationDue: '2027-03-31',
    remediationAction: 'Correct the records, and reconcile the field monthly.',
  });
  return await submit(stage, tester, draft, 'Graded as proposed.');
}

/** A data owner answers every observation that names them; nothing is sent where none does. */
async function answer(stage: Stage, owner: Subject, version: VersionView, verdict: Verdict, reason = ''): Promise<void> {
  // Whom no observation of the line names may not see them.
  const answers = await persist(() => ifThere(() => readAnswers(stage.db, owner, { versionId: version.id })));
  const own = answers?.rows.filter((row) => row.own) ?? [];
  if (own.length === 0) return;
  const command = await stage.send(owner, `${verdict} in ${version.chainId}, version ${version.number}, by ${owner.userId}`, {
    kind: 'decide_items',
    targetId: version.chainId,
    versionId: version.id,
    verdicts: own.map(({ key, hash }) => ({ itemKey: key, verdict, reason, seenHash: hash })),
  });
  stage.print({ ...described(version), step: verdict, by: owner.name, receipt: command.receipt?.outcome ?? 'none' });
}

async function draftOf(stage: Stage, tester: Subject, cycleReportId: string, instance: string): Promise<VersionView> {
  return await stage.versionAt(tester, { cycleReportId, phase: 'observation-management', instance }, 1);
}

/** In every line of business the tester submits the observations, its data owners agree, and the report's owner approves them. */
export async function playObservations(
  stage: Stage,
  cycleReportId: string,
  { tester, owner, people }: { tester: Subject; owner: Subject; people: LanePeople },
): Promise<void> {
  for (const { key } of await persist(() => livingLanes(stage.db, cycleReportId))) {
    const submitted = await submitObservations(stage, tester, await draftOf(stage, tester, cycleReportId, key));
    for (const dataOwner of people.owners) await answer(stage, dataOwner, submitted, 'agreed');
    await approve(stage, owner, submitted);
  }
}

/** In one line of business the observations wait for their data owners, of whom the first has disputed theirs; the others are drafts. */
export async function playObservationsHalfway(
  stage: Stage,
  cycleReportId: string,
  { tester, people }: { tester: Subject; people: LanePeople },
): Promise<void> {
  const lane = (await persist(() => livingLanes(stage.db, cycleReportId))).at(-1);
  const [first] = people.owners;
  if (lane === undefined || first === undefined) return;
  const submitted = await submitObservations(stage, tester, await draftOf(stage, tester, cycleReportId, lane.key));
  await answer(stage, first, submitted, 'disputed', 'The extract is of the month before.');
}
