import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SEARCH_ATTRIBUTES } from '#contract/names';
import { localServer } from '../test/support/temporal';
import { RunningWorld } from '../test/support/world/running-world';
import { relayOnce } from './activities/relay';
import { missingSearchAttributes } from './search-attribute-check';

let env: TestWorkflowEnvironment;
let world: RunningWorld;
beforeAll(async () => {
  env = await localServer({ searchAttributes: [] });
  world = await RunningWorld.create(env);
});
afterAll(async () => {
  await world.close();
  await env.teardown();
});

test('a namespace without search attributes refuses the start in words', async () => {
  expect(await missingSearchAttributes(env.client, env.namespace ?? 'default')).toEqual(Object.values(SEARCH_ATTRIBUTES));
  const cycleReportId = await world.plannedReport();
  const { commandId, rang } = await world.send('tester', { kind: 'start_report', targetId: cycleReportId });
  expect(rang).toBe(false);
  await relayOnce({ db: world.db, temporal: world.temporal, log: world.dependencies.log }, 0);
  expect(await world.receipt(commandId)).toBe('search_attribute_missing');
});
