import { spawn } from 'node:child_process';
import { generatePrismaClient } from './build/prisma-client';
import { buildVerifyPage } from './build/verify-page';
import { buildWorker } from './build/worker-bundle';
import { PlainError } from './machine/plain-error';
import { workerService } from './services/processes';
import type { ServiceSpec } from './services/service-spec';

/** `countersign worker`: one more worker beside those that run, on this machine or another. */
export async function runWorker(options: { queue?: string[] }): Promise<number> {
  if (!process.env.DATABASE_URL) throw new PlainError('DATABASE_URL is not set: a worker alone needs the address of the database.');
  await generatePrismaClient();
  await Promise.all([buildWorker(), buildVerifyPage()]);
  return runInForeground(workerService({ ...process.env, NODE_ENV: 'production' }, '', options.queue));
}

/** Runs a service in this terminal, hands it the signals this process gets, and answers its exit code. */
export async function runInForeground(spec: ServiceSpec): Promise<number> {
  const child = spawn(spec.program, spec.args, { cwd: spec.cwd, env: spec.env, stdio: 'inherit', detached: true });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(spec.stopSignal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}
