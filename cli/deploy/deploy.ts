import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { WorkflowCode } from '#worker/prepare/inquiries/replay-run';
import { PlainError } from '../machine/plain-error';
import type { Deployed, NamedRun } from './deployed';
import { givenTo, isKnownEverywhere, makeCurrent, type Poller, pollers, queuesWithout } from './deployment';
import { countRunning, type Difference, firstDifference, type RunKey, replayRunning, underWayElsewhere } from './running-runs';
import { currentWords, differingWords, missingWords, replayedWords, stoppableWords, underWayWords } from './words';

/** So many runs that differ are told in full: their number says the rest. */
const DIFFERENCES_TOLD = 10;
const LOOK_AGAIN_MS = 1_000;

export interface Release {
  client: Client;
  /** The compiled workflows of the build, and its name. */
  code: WorkflowCode;
  build: string;
  /** Names runs to people, by the ids of their workflows; those that it does not know are left out. */
  names: (workflowIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
}

export interface DeployOptions {
  /** Whether nothing is to be changed: runs are replayed, and that is all. */
  check: boolean;
  /** How long workers of the build are waited for, and then the end of what others have in hand. */
  waitMs: number;
  say: (sentence: string) => void;
  /** How many runs were replayed, of about how many. */
  progress: (count: number, total: number) => void;
}

/**
 * Has runs go on by a build, once its workers take work from every queue and every run that goes on takes the same steps by it; then waits
 * until no other build has anything in hand. Nothing is changed where a run takes other steps, also on the way back to an earlier build.
 * @throws PlainError where workers are missing, or the server refuses
 */
export async function deploy(release: Release, options: DeployOptions): Promise<Deployed> {
  const { client, build } = release;
  const { build: before } = await givenTo(client);
  const found: Deployed = {
    ...{ build, before, outcome: 'current', replayed: null, differing: 0 },
    ...{ differences: [], underWay: [], mayStop: [] },
  };
  if (before === build && !options.check) options.say(`Build ${build} is current already.`);
  else {
    if (!options.check) await untilPolled(release, options);
    Object.assign(found, await replayed(release, options));
    options.say(found.outcome === 'differs' ? differingWords(found) : replayedWords(found));
    if (found.outcome === 'differs' || options.check) return found;
    await switchTo(release, before);
    found.outcome = 'switched';
    options.say(currentWords(found));
  }
  return Object.assign(found, await untilDrained(release, options));
}

async function untilPolled({ client, build }: Release, { waitMs, say }: DeployOptions): Promise<void> {
  let waits = false;
  for (const deadline = Date.now() + waitMs; ; await pause(LOOK_AGAIN_MS)) {
    const seen = await pollers(client);
    const missing = queuesWithout(build, seen);
    if (missing.length === 0) return;
    if (Date.now() >= deadline) throw new PlainError(missingWords(build, missing, seen));
    if (!waits) say(`Waiting for workers of build ${build} …`);
    waits = true;
  }
}

async function replayed(
  release: Release,
  { progress }: DeployOptions,
): Promise<Pick<Deployed, 'outcome' | 'replayed' | 'differing' | 'differences'>> {
  const { client, code } = release;
  const total = await countRunning(client);
  const { count, differing } = await replayRunning(client, code, (so) => progress(so, Math.max(so, total)));
  const differences: Difference[] = [];
  for (const run of differing.slice(0, DIFFERENCES_TOLD)) differences.push(await firstDifference(client, code, run));
  return {
    ...{ outcome: differing.length === 0 ? 'replays' : 'differs', replayed: count, differing: differing.length },
    differences: (await named(release, differences)).map(({ event, sentence, run, workflowId }) => ({ run, workflowId, event, sentence })),
  };
}

async function switchTo({ client, build }: Release, before: string | null): Promise<void> {
  const { build: now, token } = await givenTo(client);
  if (now !== before) throw new PlainError('Another build was made current in the meantime: run this again.');
  await makeCurrent(client, build, token);
}

async function untilDrained(release: Release, { waitMs, say }: DeployOptions): Promise<Pick<Deployed, 'underWay' | 'mayStop'>> {
  const { client, build } = release;
  const deadline = Date.now() + waitMs;
  while (!(await isKnownEverywhere(client)) && Date.now() < deadline) await pause(LOOK_AGAIN_MS);
  let busy = await underWayElsewhere(client, build);
  while (busy.length > 0 && Date.now() < deadline) {
    await pause(LOOK_AGAIN_MS);
    busy = await underWayElsewhere(client, build, busy);
  }
  const underWay = (await named(release, busy)).map(({ run, workflowId }) => ({ run, workflowId }));
  const mayStop = busy.length > 0 ? [] : workersOfOthers(build, await pollers(client));
  say(busy.length > 0 ? underWayWords(underWay) : stoppableWords(mayStop));
  return { underWay, mayStop };
}

function workersOfOthers(build: string, seen: readonly Poller[]): Deployed['mayStop'] {
  const others = seen.filter((one) => one.build !== build);
  const builds = [...new Set(others.map((one) => one.build))];
  return builds.map((other) => ({
    build: other,
    workers: [...new Set(others.filter((one) => one.build === other).map(({ worker }) => worker))].sort(),
  }));
}

async function named<Run extends RunKey>({ names }: Release, runs: readonly Run[]): Promise<(Run & NamedRun)[]> {
  if (runs.length === 0) return [];
  const known = await names(runs.map(({ workflowId }) => workflowId));
  return runs.map((run) => ({ ...run, run: known.get(run.workflowId) ?? 'A run of no report' }));
}
