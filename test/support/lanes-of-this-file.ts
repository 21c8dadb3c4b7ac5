import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { LaneWorld } from './lane-stories';
import { timeSkippingServer } from './temporal';

/** Gives each test of a file a world of its own in which reports run to lanes, on one server of the file's. */
export function lanesOfThisFile(begin: (lanes: LaneWorld, env: TestWorkflowEnvironment) => void): void {
  let env: TestWorkflowEnvironment;
  let lanes: LaneWorld;
  beforeAll(async () => {
    env = await timeSkippingServer();
  });
  afterAll(async () => {
    await env.teardown();
  });
  beforeEach(async () => {
    lanes = await LaneWorld.create(env);
    begin(lanes, env);
  });
  afterEach(async () => {
    await lanes.world.close();
  });
}
