import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Command } from 'commander';
import { exportRecord } from '#data/record/export.queries';
import { openDatabase } from '#data/sql/connection';
import { canonicalJson } from '#domain/item/canonical-json';
import type { Json } from '#domain/item/json';
import { RECORD_RECIPE } from '#domain/version/content-hash';
import { openStorage } from '#storage/storage';
import { findInstallation } from './machine/installation';
import { PlainError } from './machine/plain-error';

interface Written {
  name: string;
  sha256: string;
  bytes: number;
}

/**
 * `countersign export-record CYCLE_REPORT DIR`: writes the record of a report as plain files, which `verifiers/verify.py` checks
 * without Countersign (docs/record-format.md, "Exports"). DIR must be empty or not there.
 */
export async function run(argv: readonly string[]): Promise<number> {
  const command = new Command('countersign export-record')
    .description('Writes the record of a report as plain files, to be verified by verifiers/verify.py.')
    .argument('<cycle-report>', 'id of the report of a cycle: the last part of its address')
    .argument('<directory>', 'where to; empty, or not there yet');
  command.parse([...argv], { from: 'user' });
  const [cycleReportId = '', directory = ''] = command.args;
  await requireEmpty(directory);
  const found = process.env.DATABASE_URL && process.env.COUNTERSIGN_FILES ? null : await findInstallation();
  const storage = openStorage(process.env.COUNTERSIGN_FILES ?? found?.filesDir ?? '');
  const db = openDatabase(process.env.DATABASE_URL ?? found?.databaseUrl ?? '', {
    maxConnections: 1,
    applicationName: 'countersign export-record',
  });
  try {
    const title = await exportRecord(db, cycleReportId, async (report, files) => {
      const written: Written[] = [];
      for await (const { name, lines } of files()) written.push(await writeTo(directory, name, Readable.from(asLines(lines))));
      for (const sha256 of report.uploads) written.push(await writeTo(directory, `files/${sha256}`, storage.read(sha256)));
      const { uploads: _uploads, cycleReportId: cycleReport, ...head } = report;
      const manifest = { recipe: RECORD_RECIPE, cycleReport, ...head, files: written.map((file) => ({ ...file })) };
      await writeFile(path.join(directory, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
      return report.title;
    });
    if (title === null) throw new PlainError(`${cycleReportId} is not the id of a report of a cycle.`);
    process.stdout.write(`Wrote the record of ${title} to ${directory}.\n`);
    return 0;
  } finally {
    await db.close();
  }
}

async function requireEmpty(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  if ((await readdir(directory)).length > 0) throw new PlainError(`${directory} is not empty: name another directory.`);
}

async function* asLines(values: AsyncIterable<Json>): AsyncGenerator<string> {
  for await (const value of values) yield `${canonicalJson(value)}\n`;
}

async function writeTo(directory: string, name: string, content: Readable): Promise<Written> {
  const file = path.join(directory, name);
  await mkdir(path.dirname(file), { recursive: true });
  const sum = createHash('sha256');
  let bytes = 0;
  const counted = async function* (parts: AsyncIterable<string | Buffer>): AsyncGenerator<string | Buffer> {
    for await (const part of parts) {
      sum.update(part);
      bytes += Buffer.byteLength(part);
      yield part;
    }
  };
  await pipeline(content, counted, createWriteStream(file));
  return { name, sha256: sum.digest('hex'), bytes };
}
