import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { groupDigest, recordDigest } from '#data/record/record-rows';
import type { Json } from '#domain/item/json';

type Row = { [column: string]: Json };

/** An exported record in memory, to be changed and written elsewhere: every file but the manifest as its lines. */
export class ExportedRecord {
  private constructor(
    private manifest: { [member: string]: Json },
    private readonly files: Map<string, string[]>,
  ) {}

  /** Reads the export in a directory. */
  static async read(directory: string): Promise<ExportedRecord> {
    const entries = await readdir(directory, { recursive: true, withFileTypes: true });
    const files = new Map<string, string[]>();
    for (const entry of entries.filter((one) => one.isFile() && one.name !== 'manifest.json')) {
      const file = path.join(entry.parentPath, entry.name);
      files.set(path.relative(directory, file), (await readFile(file, 'utf8')).split(/(?<=\n)/));
    }
    return new ExportedRecord(JSON.parse(await readFile(path.join(directory, 'manifest.json'), 'utf8')), files);
  }

  /** A copy that can be changed by itself. */
  copy(): ExportedRecord {
    return new ExportedRecord(structuredClone(this.manifest), new Map([...this.files].map(([name, lines]) => [name, [...lines]])));
  }

  /** Names of the files that have lines. */
  names(): string[] {
    return [...this.files].flatMap(([name, lines]) => (lines.some((line) => line !== '') ? [name] : [])).sort();
  }

  /** The lines of a file, each with its line end. */
  lines(name: string): string[] {
    return this.files.get(name) ?? [];
  }

  /** Replaces the lines of a file; null takes the file away. */
  replace(name: string, lines: string[] | null): void {
    if (lines === null) this.files.delete(name);
    else this.files.set(name, lines);
  }

  /**
   * Forges rows of a table as somebody would who holds the database: `change` alters the records in place, their digests are bound
   * anew by the entries that bound them last, and every entry is hashed again.
   */
  forge(table: string, change: (records: Row[]) => void): void {
    const name = `rows/${table}.ndjson`;
    const rows = this.lines(name).map((line) => JSON.parse(line) as { key: string; record: Row });
    change(rows.map(({ record }) => record));
    this.replace(
      name,
      rows.map((row) => `${JSON.stringify(row)}\n`),
    );
    this.rehash((bindings) => {
      for (const binding of bindings.filter(([of]) => of === table)) {
        const records = rows.filter(({ key }) => key === binding[1]);
        binding.splice(2, 2, records.length, groupDigest(records.map(({ record }) => recordDigest(record) ?? '')));
      }
    });
  }

  /** Hashes every entry of the trail again, after `rebind` has changed the bindings of each in place. */
  rehash(rebind: (bindings: Json[][]) => void): void {
    const entries = this.lines('trail.ndjson').map((line) => (JSON.parse(line) as { record: Row }).record);
    let hash = createHash('sha256').update(String(this.manifest.stream), 'utf8').digest('hex');
    const lines = entries.map((record) => {
      rebind(record.bound as Json[][]);
      record.prev_hash = `\\x${hash}`;
      hash = recordDigest(record) ?? '';
      return `${JSON.stringify({ record, hash })}\n`;
    });
    this.replace('trail.ndjson', lines);
  }

  /** Writes the export, with a manifest that fits what is written, to a directory. */
  async write(directory: string): Promise<void> {
    const files: Json[] = [];
    for (const [name, lines] of this.files) {
      const text = lines.join('');
      await mkdir(path.dirname(path.join(directory, name)), { recursive: true });
      await writeFile(path.join(directory, name), text);
      files.push({ name, sha256: createHash('sha256').update(text, 'utf8').digest('hex'), bytes: Buffer.byteLength(text) });
    }
    const trail = this.lines('trail.ndjson').filter((line) => line !== '');
    const head = /"hash":"([0-9a-f]{64})"/.exec(trail.at(-1) ?? '')?.[1];
    await writeFile(
      path.join(directory, 'manifest.json'),
      JSON.stringify({ ...this.manifest, files, entries: trail.length, head: head ?? this.manifest.head ?? null }),
    );
  }
}
