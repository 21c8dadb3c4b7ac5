import { continueAsNew, setHandler } from '@temporalio/workflow';
import type { PhaseInput } from '#contract/cycle-report';
import { CHAIN_DOORBELLS, closePhase, currentVersions, listAgain, pendingApprovals, phaseProgress } from '#contract/signals';
import { pendingOf } from '../versions-in-view';
import { PhaseLoop } from './phase-loop';

/** One phase instance: opens, creates its first version, then answers commands until the report is closed. */
export async function phase(input: PhaseInput): Promise<void> {
  const loop = new PhaseLoop(input, (next) => continueAsNew<typeof phase>(next));
  loop.doorbell.listenTo(CHAIN_DOORBELLS);
  setHandler(closePhase, () => loop.close());
  setHandler(listAgain, () => loop.listAgain());
  setHandler(currentVersions, () => loop.versionsInView());
  setHandler(pendingApprovals, () => pendingOf(loop.versionsInView()));
  setHandler(phaseProgress, () => [loop.progress()]);
  await loop.run();
}
