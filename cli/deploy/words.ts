import type { Deployed, NamedRun } from './deployed';
import type { Poller } from './deployment';

const NAMED = 10;

/** That workers of a build are missing, and what to do. */
export function missingWords(build: string, queues: readonly string[], seen: readonly Poller[]): string {
  const others = new Set(seen.flatMap((one) => (one.build === build ? [] : [one.build])));
  const untold = others.has(null) ? ' Of those that run, some tell of no build.' : '';
  return (
    `No worker of build ${build} takes work from ${listed(queues)}.${untold} ` +
    'Start the workers of this release with COUNTERSIGN_WORKER_VERSIONING=on, beside those that run, and run this again.'
  );
}

/** That runs take the same steps. */
export function replayedWords({ build, replayed }: Pick<Deployed, 'build' | 'replayed'>): string {
  if (!replayed) return 'No run goes on: nothing had to be replayed.';
  const runs = replayed === 1 ? 'The one run that goes on takes' : `All ${counted(replayed)} runs that go on take`;
  return `${runs} the same steps by build ${build}.`;
}

/** Which runs take other steps, and what that means. */
export function differingWords({ build, before, replayed, differing, differences }: Deployed): string {
  const runs = differing === 1 ? '1 run takes' : `${counted(differing)} runs take`;
  const told = differences.flatMap(({ run, workflowId, event, sentence }) => [
    `  ${run} (${workflowId})`,
    `    ${event === null ? '' : `event ${event}: `}${sentence}`,
  ]);
  const more = differing > differences.length ? [`  and ${counted(differing - differences.length)} more`] : [];
  return [
    `Of ${counted(replayed ?? 0)} that go on, ${runs} other steps by build ${build}:`,
    ...told,
    ...more,
    `Nothing was changed: runs stay with ${buildWords(before)}. A build that runs cannot follow is repaired forward (docs/changing-workflows.md).`,
  ].join('\n');
}

/** That the build is current now. */
export function currentWords({ build, before }: Pick<Deployed, 'build' | 'before'>): string {
  return `Build ${build} is current now; until now, runs were given to ${buildWords(before)}.`;
}

/** Which workers may be stopped. */
export function stoppableWords(mayStop: Deployed['mayStop']): string {
  if (mayStop.length === 0) return 'No other build has anything in hand, and no worker of one runs.';
  const which = mayStop.map(({ build, workers }) => `  ${workers.join(', ')}, ${build === null ? 'of no build' : `of build ${build}`}`);
  return ['No other build has anything in hand. These workers may be stopped:', ...which].join('\n');
}

/** For which runs other builds still have something in hand. */
export function underWayWords(underWay: readonly NamedRun[]): string {
  const [which, what] = underWay.length === 1 ? ['1 run', 'has'] : [`${counted(underWay.length)} runs`, 'have'];
  const more = underWay.length > NAMED ? [`  and ${counted(underWay.length - NAMED)} more`] : [];
  return [
    `${which} still ${what} work in the hands of another build:`,
    ...underWay.slice(0, NAMED).map(({ run, workflowId }) => `  ${run} (${workflowId})`),
    ...more,
    'Let its workers end that, and run this again; where they are stopped now, it is begun anew.',
  ].join('\n');
}

function buildWords(build: string | null): string {
  return build === null ? 'workers that tell of no build' : `build ${build}`;
}

function counted(count: number): string {
  return count.toLocaleString('en');
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
