import { mkdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import type { Client } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { Worker } from '@temporalio/worker';
import { UNHEARD_STANDINGS } from '#worker/standing-sinks';
import { productBundle } from './temporal';

// With COUNTERSIGN_RECORD_HISTORIES=1 stories also write the histories that every later release must replay:
// they are recorded anew only for a new workflow type or a new case, never to make a failing replay pass.
const isRecording = process.env.COUNTERSIGN_RECORD_HISTORIES === '1';
const directory = new URL('../../worker/replay/histories/', import.meta.url);

/** What just ran must replay as it is; where recording, it is kept under `<type>-<case>.json`. */
export async function keepHistory({ workflow }: Client, workflowId: string, name: string, runId?: string): Promise<void> {
  const json = historyToJSON(await workflow.getHandle(workflowId, runId).fetchHistory());
  await Worker.runReplayHistory({ workflowBundle: await productBundle(), sinks: UNHEARD_STANDINGS }, JSON.parse(json), workflowId);
  if (!isRecording) return;
  await mkdir(directory, { recursive: true });
  await writeFile(new URL(`${name}.json`, directory), `${JSON.stringify(JSON.parse(withoutPlace(json)), null, 1)}\n`);
}

/** A history names the machine, process and folder it ran in; none of that matters to a replay. */
function withoutPlace(json: string): string {
  return json.replaceAll(new RegExp(`\\d+@${hostname()}`, 'g'), 'worker').replaceAll(process.cwd(), '.');
}
