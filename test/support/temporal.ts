import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { bundleWorkflowCode, DefaultLogger, Runtime, type WorkerOptions } from '@temporalio/worker';
import { temporalBinary, temporalTestServerBinary } from '#cli/temporal/binaries';
import { SEARCH_ATTRIBUTES } from '#contract/names';

let runtimeIsQuiet = false;

/** Workers log their every start; tests want to read warnings only. Must come before anything else of Temporal's. */
function quietRuntime(): void {
  if (runtimeIsQuiet) return;
  runtimeIsQuiet = true;
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { forward: {}, filter: 'ERROR' } },
    shutdownSignals: [],
  });
}

/** Passes a 30-day timer at once; has no schedules, listing or reset, and knows no search attributes. */
export async function timeSkippingServer(): Promise<TestWorkflowEnvironment> {
  quietRuntime();
  return await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path: await temporalTestServerBinary() } },
  });
}

/** The dev server as `up` runs it, in memory; all search attributes are registered unless others are given. */
export async function localServer({
  searchAttributes = Object.values(SEARCH_ATTRIBUTES),
}: {
  searchAttributes?: readonly string[];
} = {}): Promise<TestWorkflowEnvironment> {
  quietRuntime();
  return await TestWorkflowEnvironment.createLocal({
    server: {
      executable: { type: 'existing-path', path: await temporalBinary() },
      ui: false,
      extraArgs: searchAttributes.flatMap((name) => ['--search-attribute', `${name}=Keyword`]),
    },
  });
}

const bundles = new Map<string, Promise<{ code: string }>>();

/** Bundles a file of workflows once a process. */
export function bundled(workflowsPath: string): Promise<{ code: string }> {
  quietRuntime();
  const known = bundles.get(workflowsPath);
  if (known) return known;
  const bundle = bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') });
  bundles.set(workflowsPath, bundle);
  return bundle;
}

/** The product's own workflows. */
export function productBundle(): Promise<NonNullable<WorkerOptions['workflowBundle']>> {
  return bundled(fileURLToPath(new URL('../../worker/workflows/bundle/workflow-types.ts', import.meta.url)));
}

/** A directory for files, removed by `remove`. */
export async function temporaryDirectory(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), `countersign-${randomUUID().slice(0, 8)}-`));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
