import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { sampleVersions } from '#data/files/preparation.queries';
import { openDatabase } from '#data/sql/connection';
import { openStorage, type Storage } from '#storage/storage';
import { rememberedFiles } from '#worker/analysis/files/derived-files';
import { type RedrawReport, redrawVersion } from '#worker/prepare/sample-selection/redraw-version';
import { findInstallation } from './machine/installation';
import { PlainError } from './machine/plain-error';

/** Reads the installation's files and keeps what is made from them apart: redrawing leaves nothing behind. */
function readingOnly(files: Storage, own: Storage): Storage {
  const holder = (sha256: string) => (existsSync(own.path(sha256)) ? own : files);
  return {
    put: (stream, options) => own.put(stream, options),
    read: (sha256) => holder(sha256).read(sha256),
    path: (sha256) => holder(sha256).path(sha256),
    has: (sha256) => holder(sha256).has(sha256),
  };
}

/** A report as a person reads it in a terminal. */
export function inWords({ versionId, number, draws, byHand }: RedrawReport): string {
  const lines = [`Sample Selection, version ${number} (${versionId})`];
  for (const { draw, method, seed, records, difference } of draws) {
    const settings = [method, ...(seed === '' ? [] : [`seed ${seed}`]), `${records} records`].join(', ');
    lines.push(`  ${draw}: ${settings}: ${difference === null ? 'identical' : `DIFFERENT: ${difference}`}`);
  }
  if (draws.length === 0) lines.push('  no draw is recorded');
  if (byHand.length > 0) lines.push('  changed by hand:', ...byHand.map((change) => `    ${change}`));
  lines.push(draws.every((draw) => draw.difference === null) ? '  identical' : '  not identical');
  return `${lines.join('\n')}\n`;
}

/**
 * `countersign redraw [version]`: makes every recorded draw of a Sample Selection version again, from the pinned file as it
 * was uploaded. Answers 0 when all are identical and 1 with the first difference.
 */
export async function run(argv: readonly string[]): Promise<number> {
  const command = new Command('countersign redraw')
    .description(
      'Replays every recorded draw of a version and prints "identical" or the first difference; changes by hand are listed apart.',
    )
    .argument('[version]', 'id of a Sample Selection version; without it, every one of this installation')
    .option('--json', 'print the result as JSON');
  command.parse([...argv], { from: 'user' });
  const [wanted] = command.args;
  const found = process.env.DATABASE_URL && process.env.COUNTERSIGN_FILES ? null : await findInstallation();
  const db = openDatabase(process.env.DATABASE_URL ?? found?.databaseUrl ?? '', {
    maxConnections: 2,
    applicationName: 'countersign redraw',
  });
  const directory = await mkdtemp(join(tmpdir(), 'countersign-redraw-'));
  try {
    const versions = await sampleVersions(db.pool, wanted ?? null);
    if (versions.length === 0)
      throw new PlainError(
        wanted === undefined
          ? 'This installation has no version of Sample Selection yet.'
          : `${wanted} is not the id of a Sample Selection version.`,
      );
    const storage = readingOnly(openStorage(process.env.COUNTERSIGN_FILES ?? found?.filesDir ?? ''), openStorage(directory));
    const analysis = { storage, derived: rememberedFiles(), signal: new AbortController().signal, heartbeat: () => undefined };
    const reports: RedrawReport[] = [];
    for (const versionId of versions) reports.push(await redrawVersion(db, analysis, versionId));
    process.stdout.write(
      command.opts<{ json?: boolean }>().json === true ? `${JSON.stringify(reports, null, 2)}\n` : reports.map(inWords).join(''),
    );
    return reports.every((report) => report.draws.every((draw) => draw.difference === null)) ? 0 : 1;
  } finally {
    await db.close();
    await rm(directory, { recursive: true, force: true });
  }
}
