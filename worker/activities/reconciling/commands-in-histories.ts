import { type FoundDifference, knownCommands } from '#data/tracking/reconcile.transitions';
import type { Looked } from './look-at-process';
import type { Places } from './places';

const OLDER =
  'Restore the newer database, if there is one, before anybody goes on: numbers of versions and commands would be given twice. Where there is none, an administrator restarts the report, which goes on from what the tables say.';

/**
 * What histories tell of commands that the tables do not: a command that was carried out and is unknown shows that the database is older than its
 * workflows; one that was only rung for, that somebody rang who was none of ours, or the same. Neither is ever acted on. One that is
 * known and waits is what the relay rings for.
 */
export async function commandsInHistories({ db }: Places, looked: readonly Looked[]): Promise<FoundDifference[]> {
  const read = looked.flatMap(({ process, history }) => (history === null ? [] : [{ ...process, history }]));
  const ids = new Set(read.flatMap(({ history }) => [...history.rung.map(({ commandId }) => commandId), ...history.carriedOut]));
  if (ids.size === 0) return [];
  const { known, answered } = await knownCommands(db, [...ids]);
  return read.flatMap(({ workflowId, subject, history }): FoundDifference[] => {
    const ahead = [...new Set(history.carriedOut)].filter((id) => !answered.has(id));
    if (ahead.length > 0) {
      const detail = `Its workflow has carried out ${commands(ahead.length)} that the database does not hold: the database is older than its workflow.`;
      return [{ key: `older/${workflowId}`, kind: 'older_database', subject, detail, remedy: OLDER, repaired: false }];
    }
    const unknown = [...new Map(history.rung.map((one) => [one.commandId, one.signal]))].filter(([id]) => !known.has(id));
    if (unknown.length === 0) return [];
    const detail = `Somebody rang its workflow (${[...new Set(unknown.map(([, signal]) => signal))].join(', ')}) for ${commands(unknown.length)} that nobody sent here. Nothing was carried out.`;
    const remedy = `The ring came from outside, or the database is older than its workflow: Temporal's page of the workflow says when and from whom. A ring alone does nothing; it is listed as long as this run lasts.`;
    return [{ key: `signal/${workflowId}`, kind: 'signal', subject, detail, remedy, repaired: false }];
  });
}

function commands(count: number): string {
  return count === 1 ? 'a command' : `${count} commands`;
}
