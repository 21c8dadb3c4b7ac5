import type { VersionView } from '#contract/views/version-views';
import type { Subject } from '#domain/permissions';
import { phaseDefinition } from '#domain/phases/registry';
import { setWhere, submit } from './draft-steps';
import type { Stage } from './stage';

/** The tester accepts every recommendation and submits; answers the version that waits. */
export async function playScoping(stage: Stage, tester: Subject, cycleReportId: string): Promise<VersionView> {
  const draft = await stage.versionNumbered(tester, cycleReportId, 'scoping', 1);
  stage.print({ step: 'opened', phase: draft.phase, version: draft.number, status: draft.status, items: draft.itemCount });
  await acceptRecommendations(stage, tester, draft);
  return submit(stage, tester, draft, 'As recommended.');
}

export async function acceptRecommendations(stage: Stage, tester: Subject, draft: VersionView): Promise<void> {
  await setWhere(stage, tester, draft.id, phaseDefinition('scoping').undecided, { decision: 'accept' });
  stage.print({ step: 'accepted every recommendation', by: tester.name, phase: draft.phase, version: draft.number });
}
