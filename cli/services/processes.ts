import path from 'node:path';
import { ANALYSIS_QUEUE } from '#contract/names';
import { VERIFY_PAGE } from '../build/verify-page';
import { WORKER_PROGRAM, WORKFLOW_BUNDLE } from '../build/worker-bundle';
import { PROJECT_ROOT } from '../machine/folders';
import { LOOPBACK } from '../machine/ports';
import type { ServiceSpec } from './service-spec';

/** MB of objects that an analysis may hold: work that would take more is tried again, and the machine goes on. DuckDB's own gigabyte lies beside it. */
const ANALYSIS_HEAP = 2_048;

/**
 * The compiled worker with its prebuilt workflows; all queues where none is named. One of analyses alone is bounded in what it may hold: it
 * reads whatever people bring.
 */
export function workerService(env: NodeJS.ProcessEnv, logFile: string, queues: readonly string[] = []): ServiceSpec {
  const isAnalysis = queues.length === 1 && queues[0] === ANALYSIS_QUEUE;
  const limits = isAnalysis ? [`--max-old-space-size=${ANALYSIS_HEAP}`] : [];
  return {
    name: isAnalysis ? 'Analysis' : 'Worker',
    program: process.execPath,
    args: [...limits, '--enable-source-maps', WORKER_PROGRAM, ...queues.flatMap((queue) => ['--queue', queue])],
    cwd: PROJECT_ROOT,
    env: { ...env, COUNTERSIGN_WORKFLOW_BUNDLE: WORKFLOW_BUNDLE, COUNTERSIGN_VERIFY_PAGE: VERIFY_PAGE },
    logFile,
    // Activities under way get the time to end; what is cut off is taken up again after the next start.
    stopSignal: 'SIGTERM',
    stopGraceMs: 20_000,
  };
}

/** The environment of a second worker beside the first on one machine, which tells of itself at the next port. */
export function besideFirst(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { COUNTERSIGN_WORKER_METRICS: place } = env;
  if (!place) return env;
  return { ...env, COUNTERSIGN_WORKER_METRICS: place.replace(/[1-9]\d*$/, (port) => String(Number(port) + 1)) };
}

/** The built pages. */
export function webService(env: NodeJS.ProcessEnv, port: number, host: string, logFile: string): ServiceSpec {
  return {
    name: 'Web',
    program: process.execPath,
    args: [path.join(PROJECT_ROOT, 'node_modules', 'next', 'dist', 'bin', 'next'), 'start', '--port', String(port), '--hostname', host],
    cwd: PROJECT_ROOT,
    env: { ...env, COUNTERSIGN_VERIFY_PAGE: VERIFY_PAGE },
    logFile,
    stopSignal: 'SIGTERM',
    stopGraceMs: 10_000,
  };
}

/** True when the pages answer and reach their database. */
export async function webAnswers(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://${LOOPBACK}:${port}/api/health`, { signal: AbortSignal.timeout(5_000) });
    return response.ok;
  } catch {
    return false; // not listening yet
  }
}
