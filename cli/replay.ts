import { DefaultLogger, Runtime } from '@temporalio/worker';
import { Command } from 'commander';
import type { DecisionReplay, ReplayOutcome } from '#contract/views/course-view';
import { openDatabase } from '#data/sql/connection';
import { type DecidedVersion, decidedVersions } from '#data/tracking/decision-course.queries';
import { versionInWords } from '#domain/phase/chain-address';
import { replayDecision } from '#worker/prepare/inquiries/replay-decision';
import { buildWorker, WORKFLOW_BUNDLE } from './build/worker-bundle';
import { findInstallation } from './machine/installation';
import { PlainError } from './machine/plain-error';

/** What the replay of a version's decision came to, as a person reads it in a terminal. */
export function inWords(version: DecidedVersion, { runs }: DecisionReplay): string {
  const place = `${version.report}: ${versionInWords(version, version.number)} (${version.id})`;
  if (runs.length === 0) return `${place}\n  no workflow answered what was asked for\n`;
  return `${[place, ...runs.map(({ outcome }) => `  ${outcomeWords(outcome)}`)].join('\n')}\n`;
}

function outcomeWords(outcome: ReplayOutcome): string {
  switch (outcome.kind) {
    case 'same':
      return `the same steps, in ${outcome.turns} turns of the workflow`;
    case 'differs':
      return `DIFFERENT: event ${outcome.completed}, ${outcome.at}: ${outcome.sentence}`;
    case 'not_replayed':
      return `NOT REPLAYED: ${outcome.why}`;
  }
}

/**
 * `countersign replay [version]`: carries the archived histories of decisions out again, by the workflow code of this release. It asks the
 * database alone: Temporal may be stopped, or have forgotten the runs. Answers 0 where all take the same steps, else 1.
 */
export async function run(argv: readonly string[]): Promise<number> {
  const command = new Command('countersign replay')
    .description('Replays how versions were decided, from the archived histories, and prints "the same steps" or the first that differs.')
    .argument('[version]', 'id of a version; without it, every one of this installation that was submitted')
    .option('--json', 'print the result as JSON');
  command.parse([...argv], { from: 'user' });
  const [wanted] = command.args;
  const found = process.env.DATABASE_URL ? null : await findInstallation();
  const db = openDatabase(process.env.DATABASE_URL ?? found?.databaseUrl ?? '', {
    maxConnections: 2,
    applicationName: 'countersign replay',
  });
  try {
    const versions = await decidedVersions(db.pool, wanted ?? null);
    if (versions.length === 0)
      throw new PlainError(
        wanted === undefined
          ? 'Nothing was submitted in this installation yet.'
          : `${wanted} is not the id of a version that was submitted.`,
      );
    await buildWorker();
    Runtime.install({ logger: new DefaultLogger('ERROR') });
    const replays: { version: DecidedVersion; replay: DecisionReplay }[] = [];
    for (const version of versions)
      replays.push({ version, replay: await replayDecision(db, { workflowBundle: { codePath: WORKFLOW_BUNDLE } }, version.id) });
    process.stdout.write(
      command.opts<{ json?: boolean }>().json === true
        ? `${JSON.stringify(replays, null, 2)}\n`
        : replays.map(({ version, replay }) => inWords(version, replay)).join(''),
    );
    return replays.every(({ replay }) => replay.runs.every(({ outcome }) => outcome.kind === 'same')) ? 0 : 1;
  } finally {
    await db.close();
  }
}
