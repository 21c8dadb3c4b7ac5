import { existsSync } from 'node:fs';
import path from 'node:path';
import { describeDatabase } from '#data/sql/database-setup';
import { homeFolders } from '../machine/folders';
import { type InstallationState, readState } from '../machine/installation-state';
import { stillRuns } from '../machine/processes';
import { webAnswers } from '../services/processes';
import { temporalAnswers, workerPolls } from '../services/temporal-health';
import { orphansOf } from '../up/leftovers';
import type { Finding } from './finding';

const POLLED_LATELY_MS = 5 * 60_000;

/** What runs, and whether it answers. */
export async function runningFindings(): Promise<Finding[]> {
  const folders = homeFolders();
  const state = await readState(folders.state);
  if (!state || !stillRuns(state.up)) return [stopped(folders.home, folders.postgres), ...leftovers(state), ...(await external())];
  const processes = state.processes.map(({ name, mark }): Finding => {
    const alive = stillRuns(mark);
    return {
      subject: name,
      state: alive ? 'good' : 'missing',
      words: alive ? `process ${mark.pid}` : `process ${mark.pid} is gone; up starts it again`,
    };
  });
  return [
    {
      subject: 'Installation',
      state: 'good',
      words: `${folders.home}, run by process ${state.up.pid}${state.ready ? '' : ', still starting'}`,
    },
    ...processes,
    ...(await reachable(state)),
  ];
}

async function reachable(state: InstallationState): Promise<Finding[]> {
  const since = Date.now() - POLLED_LATELY_MS;
  const [application, owner, temporal, worker, web] = await Promise.all([
    describeDatabase(state.databaseUrl),
    describeDatabase(state.ownerUrl),
    temporalAnswers(state.temporalAddress),
    workerPolls(state.temporalAddress, state.namespace, since),
    webAnswers(state.ports.web),
  ]);
  return [
    databaseFinding('Database, application', application),
    databaseFinding('Database, owner', owner),
    answer('Temporal', temporal, state.temporalAddress),
    ...(state.temporalUi ? [{ subject: 'Temporal UI', state: 'good' as const, words: state.temporalUi }] : []),
    answer('Worker polls', worker, `namespace ${state.namespace}`),
    answer('Pages', web, state.webUrl),
  ];
}

async function external(): Promise<Finding[]> {
  const { DATABASE_URL, TEMPORAL_ADDRESS } = process.env;
  return [
    ...(DATABASE_URL ? [databaseFinding('DATABASE_URL', await describeDatabase(DATABASE_URL))] : []),
    ...(TEMPORAL_ADDRESS ? [answer('TEMPORAL_ADDRESS', await temporalAnswers(TEMPORAL_ADDRESS), TEMPORAL_ADDRESS)] : []),
  ];
}

function stopped(home: string, postgres: string): Finding {
  const hasData = existsSync(path.join(postgres, 'PG_VERSION'));
  return {
    subject: 'Installation',
    state: 'absent',
    words: hasData ? `stopped, with data in ${home}` : `none in ${home}; "./countersign up" makes one`,
  };
}

function leftovers(state: InstallationState | undefined): Finding[] {
  return orphansOfOrNone(state).map(({ name, mark }) => ({
    subject: name,
    state: 'missing',
    words: `process ${mark.pid} was left by a killed start; the next "./countersign up" stops it`,
  }));
}

function orphansOfOrNone(state: InstallationState | undefined): ReturnType<typeof orphansOf> {
  return state ? orphansOf(state) : [];
}

function databaseFinding(subject: string, found: Awaited<ReturnType<typeof describeDatabase>>): Finding {
  if (!found.reachable) return { subject, state: 'missing', words: `does not answer: ${found.why}` };
  return { subject, state: 'good', words: `answers, PostgreSQL ${found.version}, as ${found.role}` };
}

function answer(subject: string, answers: boolean, where: string): Finding {
  return { subject, state: answers ? 'good' : 'missing', words: `${answers ? 'answers' : 'does not answer'} (${where})` };
}
