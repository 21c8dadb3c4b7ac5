import { continueAsNew, setHandler } from '@temporalio/workflow';
import type { LaneInput } from '#contract/cycle-report';
import { changeLanePlan, closePhase, listAgain, phaseChanged, phaseProgress, restartChildren } from '#contract/signals';
import { LaneLoop } from './lane-loop';

/** One lane of a report: stays until the report is closed, retired or not. */
export async function lane(input: LaneInput): Promise<void> {
  const loop = new LaneLoop(input, (next) => continueAsNew<typeof lane>(next));
  loop.doorbell.listenTo([phaseChanged]);
  setHandler(listAgain, () => loop.listAgain());
  setHandler(restartChildren, () => loop.restart());
  setHandler(changeLanePlan, (told) => loop.changePlan(told));
  setHandler(closePhase, () => loop.close());
  setHandler(phaseProgress, () => loop.progress());
  await loop.run();
}
