import { type FoundDifference, foundBehind, knownCommands } from '#data/tracking/reconcile.transitions';
import type { Looked } from './look-at-process';
import type { Places } from './places';

const OLDER =
  'Restore the newer database, if there is one: what was done is in it. Where there is none, an administrator restarts the report from its page: its workflows are ended, and it goes on from what the tables say. Numbers of versions and commands are then given a second time.';

/** What the histories of some workflows tell of commands that the tables do not. */
export interface CommandsInHistories {
  found: readonly FoundDifference[];
  /** The reports whose database is older than their workflows, by id: none of their workflows is rung. */
  behind: ReadonlySet<string>;
  /** Workflows that were rung for a command that nobody knows. */
  forged: ReadonlySet<string>;
}

/**
 * What histories tell of commands that the tables do not: a command that was carried out and is unknown shows that the database is older than its
 * workflows; one that was only rung for, that somebody rang who was none of ours, or the same. Neither is ever acted on. One that is
 * known and waits is what the relay rings for.
 */
export async function commandsInHistories({ db }: Places, looked: readonly Looked[]): Promise<CommandsInHistories> {
  const read = looked.flatMap(({ process, history }) => (history === null ? [] : [{ ...process, history }]));
  const ids = new Set(read.flatMap(({ history }) => [...history.rung.map(({ commandId }) => commandId), ...history.carriedOut]));
  if (ids.size === 0) return { found: [], behind: new Set(), forged: new Set() };
  const { known, answered } = await knownCommands(db, [...ids]);
  const ahead = new Map<string, { title: string; commands: Set<string>; parts: Set<string> }>();
  const rings: FoundDifference[] = [];
  const forged = new Set<string>();
  for (const { cycleReportId, workflowId, title, subject, history } of read) {
    const carriedOut = history.carriedOut.filter((id) => !answered.has(id));
    if (carriedOut.length > 0) {
      const report = ahead.get(cycleReportId) ?? { title, commands: new Set(), parts: new Set() };
      for (const id of carriedOut) report.commands.add(id);
      ahead.set(cycleReportId, {
        ...report,
        parts: report.parts.add(subject === title ? 'the report itself' : subject.slice(title.length + 2)),
      });
      continue;
    }
    const unknown = [...new Map(history.rung.map((one) => [one.commandId, one.signal]))].filter(([id]) => !known.has(id));
    if (unknown.length === 0) continue;
    forged.add(workflowId);
    const detail = `Somebody rang its workflow (${[...new Set(unknown.map(([, signal]) => signal))].join(', ')}) for ${commands(unknown.length)} that nobody sent here. Nothing was carried out.`;
    const remedy = `The ring came from outside, or the database is older than its workflow: Temporal's page of the workflow says when and from whom. A ring alone does nothing; it is listed as long as this run lasts.`;
    rings.push({ key: `signal/${workflowId}`, kind: 'signal', subject, detail, remedy, repaired: false });
  }
  const older = [...ahead].map(([cycleReportId, { title, commands: carriedOut, parts }]): FoundDifference => {
    const detail = `Its workflows have carried out ${commands(carriedOut.size)} that the database does not hold (${[...parts].sort().join(', ')}): the database is older. Nothing of the report can be changed.`;
    return foundBehind(cycleReportId, { subject: title, detail, remedy: OLDER });
  });
  return { found: [...older, ...rings], behind: new Set(ahead.keys()), forged };
}

function commands(count: number): string {
  return count === 1 ? 'a command' : `${count} commands`;
}
