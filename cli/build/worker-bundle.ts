import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bundleWorkflowCode } from '@temporalio/worker';
import { type BuildFailure, build, formatMessages } from 'esbuild';
import { buildIdFile } from '#worker/build-id';
import { tracedBundle } from '#worker/telemetry';
import { PROJECT_ROOT } from '../machine/folders';
import { PlainError } from '../machine/plain-error';
import { buildIdOf } from './build-id';
import { skipWhenUnchanged } from './source-stamp';

const OUTPUT = 'dist/worker';
export const WORKER_PROGRAM = path.join(PROJECT_ROOT, OUTPUT, 'main.mjs');
export const WORKFLOW_BUNDLE = path.join(PROJECT_ROOT, OUTPUT, 'workflow-bundle.js');

const TRACED_WORKFLOW_BUNDLE = tracedBundle(WORKFLOW_BUNDLE);
const WORKFLOW_TYPES = path.join(PROJECT_ROOT, 'worker', 'workflows', 'bundle', 'workflow-types.ts');
/** What makes workflows hand traces on. */
const TRACING_MODULE = path.join(PROJECT_ROOT, 'worker', 'workflows', 'tracing', 'interceptors.ts');
const SOURCES = [
  'worker',
  'lib/contract',
  'lib/data',
  'lib/dispatch',
  'lib/domain',
  'lib/storage',
  'prisma',
  'package.json',
  'package-lock.json',
  'cli/build',
];

/**
 * Compiles the worker and its workflows, so that production runs no TypeScript and bundles nothing at start. Workflows that hand traces on are compiled only
 * where a collector is named: nobody else runs them.
 */
export async function buildWorker(): Promise<boolean> {
  const built = await Promise.all([buildPlainWorker(), process.env.OTEL_EXPORTER_OTLP_ENDPOINT ? buildTracedWorkflows() : false]);
  return built.includes(true);
}

function buildTracedWorkflows(): Promise<boolean> {
  const made = [path.relative(PROJECT_ROOT, TRACED_WORKFLOW_BUNDLE)];
  return skipWhenUnchanged({ name: 'traced-workflows', sources: SOURCES, made }, async () => {
    await mkdir(path.join(PROJECT_ROOT, OUTPUT), { recursive: true });
    await bundleWorkflows(TRACED_WORKFLOW_BUNDLE, [TRACING_MODULE]);
  });
}

function buildPlainWorker(): Promise<boolean> {
  return skipWhenUnchanged(
    {
      name: 'worker',
      sources: SOURCES,
      made: [
        `${OUTPUT}/main.mjs`,
        `${OUTPUT}/extraction-thread.mjs`,
        `${OUTPUT}/workflow-bundle.js`,
        path.relative(PROJECT_ROOT, buildIdFile(WORKFLOW_BUNDLE)),
      ],
    },
    async () => {
      await mkdir(path.join(PROJECT_ROOT, OUTPUT), { recursive: true });
      await Promise.all([bundleWorkflows(WORKFLOW_BUNDLE), compileWorker()]);
      await writeBuildId();
    },
  );
}

async function bundleWorkflows(file: string, workflowInterceptorModules: string[] = []): Promise<void> {
  const warnings: string[] = [];
  const keep = (_level: string, message: string) => warnings.push(message);
  const quiet = () => undefined;
  try {
    const { code } = await bundleWorkflowCode({
      workflowsPath: WORKFLOW_TYPES,
      workflowInterceptorModules,
      logger: { log: quiet, trace: quiet, debug: quiet, info: quiet, warn: (m) => keep('warn', m), error: (m) => keep('error', m) },
    });
    const draft = `${file}.${process.pid}`;
    await writeFile(draft, code);
    await rename(draft, file);
  } catch (error) {
    throw new PlainError(`The workflows cannot be bundled: ${warnings.join('\n') || String(error)}`, { cause: error });
  }
}

async function writeBuildId(): Promise<void> {
  const { version } = JSON.parse(await readFile(path.join(PROJECT_ROOT, 'package.json'), 'utf8')) as { version: string };
  const compiled = await readFile(WORKFLOW_BUNDLE, 'utf8');
  await writeFile(buildIdFile(WORKFLOW_BUNDLE), `${buildIdOf(compiled, version, PROJECT_ROOT)}\n`);
}

async function compileWorker(): Promise<void> {
  await rm(WORKER_PROGRAM, { force: true });
  await build({
    // The thread is a program of its own, which extract-text.ts looks for beside its own.
    entryPoints: {
      main: path.join(PROJECT_ROOT, 'worker', 'main.ts'),
      'extraction-thread': path.join(PROJECT_ROOT, 'worker', 'analysis', 'evidence', 'extraction-thread.ts'),
    },
    outdir: path.dirname(WORKER_PROGRAM),
    outExtension: { '.js': '.mjs' },
    absWorkingDir: PROJECT_ROOT,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    sourcemap: true,
    logLevel: 'silent',
  }).catch(async (failure: BuildFailure) => {
    const errors = await formatMessages(failure.errors, { kind: 'error' });
    throw new PlainError(`The worker cannot be compiled:\n${errors.join('\n')}`, { cause: failure });
  });
}
