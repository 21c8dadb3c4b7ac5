import type { VersionView } from '#contract/views/version-views';
import { markOpened } from '#data/version/mark-opened.commands';
import type { UnsentCommand } from '#dispatch/issue-command';
import type { Subject } from '#domain/people/permissions';
import { asActor } from './cast';
import { described } from './draft-steps';
import { persist } from './persist';
import { firstRandomRecords, REQUESTED_RECORDS } from './sampling-act';
import type { Stage } from './stage';

/** A decision on exactly the version as it was opened. */
export async function decide(
  stage: Stage,
  owner: Subject,
  version: VersionView,
  step: string,
  decision: Pick<Extract<UnsentCommand, { kind: 'decide_version' }>, 'payload' | 'comment' | 'verdicts' | 'additions'>,
): Promise<VersionView> {
  const versionHash = version.versionHash ?? '';
  await persist(() => markOpened(stage.db, asActor(owner, 'report_owner'), { versionId: version.id, versionHash }));
  const command = await stage.send(owner, `${step} ${version.chainId}, version ${version.number}`, {
    kind: 'decide_version',
    targetId: version.chainId,
    versionId: version.id,
    seenVersionHash: versionHash,
    ...decision,
  });
  const after = await stage.version(owner, version.id);
  stage.print({ ...described(after), step, by: owner.name, receipt: command.receipt?.outcome ?? 'none' });
  return after;
}

/** The owner turns two random records down and asks for more: one by key, some by a filter. */
export async function requestChanges(
  stage: Stage,
  owner: Subject,
  version: VersionView,
  wanted: { keys: readonly string[] },
): Promise<VersionView> {
  const rejected = await firstRandomRecords(stage, owner, version.id);
  return decide(stage, owner, version, 'requested changes', {
    payload: { decision: 'request_changes' },
    comment: 'Two records need another look, and the sample should hold a few more.',
    verdicts: rejected.map((row) => ({ itemKey: row.key, verdict: 'rejected' as const, reason: 'Was tested in the last cycle already.' })),
    additions: [
      ...wanted.keys.map((itemKey) => ({ itemKey, reason: 'Named in the last examination.' })),
      { filter: { all: [] }, count: REQUESTED_RECORDS, reason: 'A few more records for comfort.' },
    ],
  });
}

export function approve(stage: Stage, owner: Subject, version: VersionView): Promise<VersionView> {
  return decide(stage, owner, version, 'approved', { payload: { decision: 'approve' }, comment: 'Agreed.' });
}
