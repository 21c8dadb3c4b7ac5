import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { afterAll, expect, test } from 'vitest';
import { bundled, productBundle, productBundleTraced } from '../../test/support/temporal';
import { UNHEARD_STANDINGS } from '../standing-sinks';
import * as workflowTypes from '../workflows/bundle/workflow-types';

interface History {
  events: {
    workflowExecutionStartedEventAttributes?: { workflowType: { name: string } };
    activityTaskScheduledEventAttributes?: { activityType: { name: string } };
  }[];
}

const directory = new URL('./histories/', import.meta.url);
const files = (await readdir(directory)).filter((name) => name.endsWith('.json')).sort();
const types = Object.keys(workflowTypes);
/** How many histories of each type were replayed, and of how many events. */
const replayed = new Map(types.map((type) => [type, { histories: 0, events: 0 }]));

async function recorded(file: string): Promise<History> {
  return JSON.parse(await readFile(new URL(file, directory), 'utf8')) as History;
}

const typeOf = ({ events }: History): string => events[0]?.workflowExecutionStartedEventAttributes?.workflowType.name ?? '';

async function replay(history: History, name: string, workflowBundle = productBundle()): Promise<void> {
  const sinks = { ...UNHEARD_STANDINGS, exporter: { export: { fn: () => undefined, callDuringReplay: false } } };
  await Worker.runReplayHistory({ workflowBundle: await workflowBundle, sinks }, history, name);
}

afterAll(() => {
  const lines = [...replayed].map(
    ([type, { histories, events }]) => `  ${type.padEnd(20)} ${String(histories).padStart(9)} ${String(events).padStart(7)}`,
  );
  const of = (count: 'histories' | 'events') => [...replayed.values()].reduce((sum, one) => sum + one[count], 0);
  process.stdout.write(
    `${['Histories replayed   histories  events', ...lines, `  ${'all'.padEnd(20)} ${String(of('histories')).padStart(9)} ${String(of('events')).padStart(7)}`].join('\n')}\n`,
  );
});

test.each(files)('%s replays', async (file) => {
  const history = await recorded(file);
  await replay(history, file.replace('.json', ''));
  const counted = replayed.get(typeOf(history));
  expect(counted, 'the type is one of the bundle').toBeDefined();
  expect(file.startsWith(`${typeOf(history)}-`), 'it is named for its type').toBe(true);
  if (counted === undefined) return;
  counted.histories += 1;
  counted.events += history.events.length;
});

test.each(files)('%s replays by workflows that hand traces on', async (file) => {
  await replay(await recorded(file), file.replace('.json', ''), productBundleTraced());
});

test.each(types)('%s has a recorded history', (type) => {
  expect(files.some((file) => file.startsWith(`${type}-`))).toBe(true);
});

test.each(types)('a history of %s that is altered does not replay', async (type) => {
  const file = files.find((name) => name.startsWith(`${type}-`)) ?? '';
  const history = await recorded(file);
  const activity = history.events.find(({ activityTaskScheduledEventAttributes: scheduled }) => scheduled !== undefined);
  const scheduled = activity?.activityTaskScheduledEventAttributes;
  if (scheduled === undefined) throw new Error(`${file} tells of no activity`);
  scheduled.activityType = { name: 'somethingElse' };
  await expect(replay(history, type)).rejects.toThrow(DeterminismViolationError);
});

test('a workflow altered on purpose does not replay', async () => {
  const altered = await bundled(fileURLToPath(new URL('./fixtures/altered-workflows.ts', import.meta.url)));
  const file = files.find((name) => name.startsWith('phase-')) ?? '';
  await expect(Worker.runReplayHistory({ workflowBundle: altered }, await recorded(file), 'phase')).rejects.toThrow(
    DeterminismViolationError,
  );
});
