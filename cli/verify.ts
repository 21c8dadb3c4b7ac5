import { Command } from 'commander';
import type { VerifyResult } from '#contract/views/work-views';
import { verifyInstallation } from '#data/record/verify.queries';
import { openDatabase } from '#data/sql/connection';
import { openStorage } from '#storage/storage';
import { findInstallation } from './machine/installation';

/**
 * `countersign verify`: recomputes every hash of the trail, the versions and the archived histories. Answers 0 when all
 * agree and 1 when a link is broken, which it names.
 */
export async function run(argv: readonly string[]): Promise<number> {
  const command = new Command('countersign verify')
    .description(
      'Recomputes the hashes of the trail, the versions and the archived histories, and names the first broken link of each kind.',
    )
    .option('--json', 'print the result as JSON');
  command.parse([...argv], { from: 'user' });
  const found = process.env.DATABASE_URL === undefined ? await findInstallation() : null;
  const filesDirectory = process.env.COUNTERSIGN_FILES ?? found?.filesDir;
  const db = openDatabase(process.env.DATABASE_URL ?? found?.databaseUrl ?? '', {
    maxConnections: 1,
    applicationName: 'countersign verify',
  });
  try {
    const result = await verifyInstallation(db, filesDirectory === undefined ? null : openStorage(filesDirectory));
    process.stdout.write(command.opts<{ json?: boolean }>().json === true ? `${JSON.stringify(result, null, 2)}\n` : inWords(result));
    return result.ok ? 0 : 1;
  } finally {
    await db.close();
  }
}

/** The result as a person reads it in a terminal. */
export function inWords(result: VerifyResult): string {
  const { auditEvents, versions, items, historySegments, decisions, files, rows } = result.checked;
  const lines = [
    `Checked ${auditEvents} trail entries, ${versions} versions with ${items} items, ${decisions} decided versions, ${historySegments} stretches of archived history and ${files} files.`,
    'Rows compared with the trail:',
    ...Object.entries(rows).map(([table, count]) => `  ${table.padEnd(20)}${String(count).padStart(9)}`),
    ...result.problems.map((problem) => `Broken: ${problem}`),
    ...(result.ok ? ['Every hash agrees.'] : []),
    ...result.notProven.map((sentence) => `Not proven: ${sentence}`),
  ];
  return `${lines.join('\n')}\n`;
}
