import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { expect, test } from 'vitest';
import { bundled, productBundle } from '../../test/support/temporal';
import { UNHEARD_STANDINGS } from '../standing-sinks';
import * as workflowTypes from '../workflows/bundle/workflow-types';

const directory = new URL('./histories/', import.meta.url);
const files = (await readdir(directory)).filter((name) => name.endsWith('.json')).sort();

async function recorded(file: string): Promise<unknown> {
  return JSON.parse(await readFile(new URL(file, directory), 'utf8'));
}

test.each(files)('%s replays', async (file) => {
  await Worker.runReplayHistory(
    { workflowBundle: await productBundle(), sinks: UNHEARD_STANDINGS },
    await recorded(file),
    file.replace('.json', ''),
  );
});

test.each(Object.keys(workflowTypes))('%s has a recorded history', (type) => {
  expect(files.some((file) => file.startsWith(`${type}-`))).toBe(true);
});

test('a workflow altered on purpose does not replay', async () => {
  const altered = await bundled(fileURLToPath(new URL('./fixtures/altered-workflows.ts', import.meta.url)));
  const file = files.find((name) => name.startsWith('phase-')) ?? '';
  await expect(Worker.runReplayHistory({ workflowBundle: altered }, await recorded(file), 'phase')).rejects.toThrow(
    DeterminismViolationError,
  );
});
