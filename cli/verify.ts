import { Command } from 'commander';
import type { VerifyResult } from '#contract/views/work-views';
import { checkCheckpoints, NOTHING_OUTSIDE } from '#data/checkpoints/check-checkpoints.queries';
import { verifyInstallation } from '#data/record/verify.queries';
import { openDatabase } from '#data/sql/connection';
import { openStorage } from '#storage/storage';
import { findInstallation } from './machine/installation';
import { checkpointsInWords, keysToTrust, readAgainst } from './verify-outside';
import { verifyPackageFile } from './verify-package';

/**
 * `countersign verify`: recomputes every hash of the trail, the versions and the archived histories, and follows the
 * checkpoints, against what left the installation where it is given. Of a package it verifies what is in it, and needs no installation. Answers 0 when all agree and 1 when a link is broken,
 * which it names.
 */
export async function run(argv: readonly string[]): Promise<number> {
  const command = new Command('countersign verify')
    .description(
      'Recomputes the hashes of the trail, the versions and the archived histories, and names the first broken link of each kind.',
    )
    .argument('[package]', 'a package of a report, verified by itself; left out: this installation')
    .option('--key <fingerprint>', 'of a package: the key that must have signed it')
    .option('--root <file>', 'of a package: root certificates, in PEM, that you trust to stamp; may be repeated', several)
    .option('--against <path>', 'compare with what left the installation: a checkpoint, a receipt, lines of a sink, or a folder of them')
    .option('--keys <file>', 'trust the keys of this file (default: those of this installation, or of the package)')
    .option('--json', 'print the result as JSON');
  command.parse([...argv], { from: 'user' });
  const options = command.opts<{ json?: boolean; against?: string; keys?: string; key?: string; root?: string[] }>();
  const [packageFile] = command.args;
  if (packageFile !== undefined) return verifyPackageFile(packageFile, options);
  const evidence = options.against === undefined ? null : await readAgainst(options.against);
  const keys = await keysToTrust(options.keys);
  const found = process.env.DATABASE_URL === undefined ? await findInstallation() : null;
  const filesDirectory = process.env.COUNTERSIGN_FILES ?? found?.filesDir;
  const db = openDatabase(process.env.DATABASE_URL ?? found?.databaseUrl ?? '', {
    maxConnections: 1,
    applicationName: 'countersign verify',
  });
  try {
    const links = await verifyInstallation(db, filesDirectory === undefined ? null : openStorage(filesDirectory));
    const checkpoints = await checkCheckpoints(db, keys, evidence);
    const problems = [...links.problems, ...checkpoints.problems];
    const notProven = [...links.notProven.filter((sentence) => sentence !== NOTHING_OUTSIDE), ...checkpoints.notProven];
    const result = { ...links, ok: problems.length === 0, problems, notProven };
    const { checkpoints: count, heads, outside } = checkpoints;
    process.stdout.write(
      options.json === true
        ? `${JSON.stringify({ ...result, checkpoints: { count, heads, outside } }, null, 2)}\n`
        : `${inWords(result)}${checkpointsInWords(checkpoints)}`,
    );
    return result.ok ? 0 : 1;
  } finally {
    await db.close();
  }
}

function several(file: string, before: readonly string[] = []): string[] {
  return [...before, file];
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
