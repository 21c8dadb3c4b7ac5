import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { encode } from 'next-auth/jwt';
import type { Subject } from '#domain/people/permissions';
import { LOOPBACK, nextFreePort } from '../../cli/machine/ports';
import { webAnswers, webService } from '../../cli/services/processes';
import { SupervisedProcess } from '../../cli/services/supervisor';

const FIRST_PORT = 3300;
const START_TIMEOUT_MS = 60_000;

/** The built pages in a process of their own, over a database. */
export interface WebProcess {
  url: string;
  pid: number;
  /** The header by which somebody's session, a new one each time, is told; of whoever has chosen a password, with the epoch of their sessions. */
  cookieOf(person: Subject, sessionEpoch?: number): Promise<string>;
  /** Stops it as an installation does; answers what there was to say of it, such as that it had to be forced. */
  stop(): Promise<string[]>;
}

/** Starts the pages that were built last. Temporal need not be there: it is reached when it is needed. */
export async function startWebProcess(databaseUrl: string): Promise<WebProcess> {
  const port = await nextFreePort(FIRST_PORT);
  if (port === undefined) throw new Error(`No port from ${FIRST_PORT} on is free.`);
  const folder = await mkdtemp(path.join(os.tmpdir(), 'countersign-web-'));
  const secret = randomBytes(24).toString('hex');
  const url = `http://${LOOPBACK}:${port}`;
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    COUNTERSIGN_HOME: folder,
    DATABASE_URL: databaseUrl,
    NEXTAUTH_SECRET: secret,
    NEXTAUTH_URL: url,
  } as NodeJS.ProcessEnv;
  const said: string[] = [];
  let pid = 0;
  const web = new SupervisedProcess(webService(env, port, LOOPBACK, path.join(folder, 'web.log')), {
    started: (_, mark) => {
      pid = mark.pid;
    },
    said: (sentence) => said.push(sentence),
  });
  await web.start(() => webAnswers(port), START_TIMEOUT_MS);
  return {
    url,
    pid,
    cookieOf: async ({ userId, name }, sessionEpoch = 0) => {
      const token = { sub: userId, name, sessionEpoch, sessionId: randomUUID() };
      return `next-auth.session-token=${await encode({ token, secret })}`;
    },
    stop: async () => {
      await web.stop();
      await rm(folder, { recursive: true, force: true });
      return said;
    },
  };
}
