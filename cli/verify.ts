import { Command } from 'commander';
import type { VerifyResult } from '#contract/views/work-views';
import { openDatabase } from '#data/sql/connection';
import { verifyInstallation } from '#data/trail/verify.queries';
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
  const db = openDatabase(process.env.DATABASE_URL ?? (await findInstallation()).databaseUrl, {
    maxConnections: 1,
    applicationName: 'countersign verify',
  });
  try {
    const result = await verifyInstallation(db);
    process.stdout.write(command.opts<{ json?: boolean }>().json === true ? `${JSON.stringify(result, null, 2)}\n` : inWords(result));
    return result.ok ? 0 : 1;
  } finally {
    await db.close();
  }
}

/** The result as a person reads it in a terminal. */
export function inWords(result: VerifyResult): string {
  const { auditEvents, versions, items, historySegments } = result.checked;
  const checked = `Checked ${auditEvents} trail entries, ${versions} versions, ${items} items and ${historySegments} stretches of archived history.\n`;
  if (result.ok) return `${checked}Every hash agrees.\n`;
  return `${checked}${result.problems.map((problem) => `Broken: ${problem}\n`).join('')}`;
}
