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

const WORKFLOW_TYPES = fileURLToPath(new URL('../../worker/workflows/bundle/workflow-types.ts', import.meta.url));
const bundles = new Map<string, Promise<{ code: string }>>();

/** Bundles a file of workflows, with interceptors of theirs, once a process. */
export function bundled(workflowsPath: string, workflowInterceptorModules: readonly string[] = []): Promise<{ code: string }> {
  quietRuntime();
  const key = [workflowsPath, ...workflowInterceptorModules].join();
  const known = bundles.get(key);
  if (known) return known;
  const bundle = bundleWorkflowCode({
    workflowsPath,
    workflowInterceptorModules: [...workflowInterceptorModules],
    logger: new DefaultLogger('ERROR'),
  });
  bundles.set(key, bundle);
  return bundle;
}

/** The product's own workflows. */
export function productBundle(): Promise<NonNullable<WorkerOptions['workflowBundle']>> {
  return bundled(WORKFLOW_TYPES);
}

/** The product's own workflows, with interceptors of this module. */
export function productBundleWith(module: URL): Promise<NonNullable<WorkerOptions['workflowBundle']>> {
  return bundled(WORKFLOW_TYPES, [fileURLToPath(module)]);
}

/** The product's own workflows, with what hands traces on. */
export function productBundleTraced(): Promise<NonNullable<WorkerOptions['workflowBundle']>> {
  return productBundleWith(new URL('../../worker/workflows/tracing/interceptors.ts', import.meta.url));
}

/** A directory for files, removed by `remove`. */
export async function temporaryDirectory(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), `countersign-${randomUUID().slice(0, 8)}-`));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
