import { generatePrismaClient } from './build/prisma-client';
import { buildVerifyPage } from './build/verify-page';
import { buildWeb } from './build/web';
import { PlainError } from './machine/plain-error';
import { isPortFree, parsePort } from './machine/ports';
import { webService } from './services/processes';
import { runInForeground } from './worker';

/** `countersign web`: one more copy of the pages, behind a load balancer. */
export async function runWeb(options: { port: string; host: string }): Promise<number> {
  for (const name of ['DATABASE_URL', 'NEXTAUTH_SECRET', 'NEXTAUTH_URL']) {
    if (!process.env[name]) throw new PlainError(`${name} is not set: the pages alone need it (docs/operations.md).`);
  }
  const port = parsePort(options.port);
  if (port === undefined) throw new PlainError(`"${options.port}" is not a port: it must be a number from 1 to 65535.`);
  if (!(await isPortFree(port))) throw new PlainError(`Port ${port} is taken by another program: choose another with --port.`);
  await generatePrismaClient();
  await Promise.all([buildWeb(), buildVerifyPage()]);
  return runInForeground(webService({ ...process.env, NODE_ENV: 'production' }, port, options.host, ''));
}
