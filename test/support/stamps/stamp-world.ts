import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, vi } from 'vitest';
import type { KeyStanding } from '#domain/package/keys/key-standing';
import { readPublishedKeys } from '#domain/package/keys/published-keys';
import { certificatesOfPem } from '#domain/package/stamps/certificate';
import type { JudgedStamp } from '#domain/package/stamps/check-stamps';
import { verifyPackage } from '#domain/package/verify/verify-package';
import { NODE_TOOLS, openPackageFile } from '#storage/package-file';
import { openStorage } from '#storage/storage';
import { packedReport } from '../packages/packed-world';
import { UnpackedPackage, zipOf } from '../packages/unpacked-package';
import { testDatabase } from '../postgres';
import { makeRecordedWorld } from '../world/recorded-world';
import { type StampAuthority, stampAuthority } from './stamp-authority';

/** The verifier that shares no line with the product. */
const PYTHON_VERIFIER = fileURLToPath(new URL('../../../verifiers/verify_package.py', import.meta.url));
/** A time within the certificates of both authorities. */
export const AT = new Date('2016-05-01T10:00:00Z');

const program = promisify(execFile);

/** What verifiers say of a package. */
export interface Said {
  outcome: string;
  /** The file of the first fault, and what is wrong there in the product's words. */
  first: string | null;
  words: string;
  stamps: readonly JudgedStamp[];
  revokedKey: KeyStanding | null;
}

/** What the reader of packages knows from elsewhere: whom they trust to stamp, and the keys that the installation published. */
export interface Known {
  trusted?: readonly StampAuthority[];
  published?: string;
}

/** A package without a stamp, two authorities whose certificates ended years ago, and a folder to write to. */
export class StampWorld {
  private constructor(
    readonly place: string,
    readonly plain: UnpackedPackage,
    /** RSA, from 2015 to the end of 2017. */
    readonly early: StampAuthority,
    /** P-256, from 2016 to the end of 2023. */
    readonly late: StampAuthority,
  ) {}

  static async make(): Promise<StampWorld> {
    const database = await testDatabase();
    const place = await mkdtemp(path.join(tmpdir(), 'countersign-stamps-'));
    const storage = openStorage(path.join(place, 'storage'));
    const { tester, cycleReportId } = await makeRecordedWorld(database.db, storage);
    const made = await packedReport({ db: database.db, storage }, tester.actor, { cycleReportId });
    await database.drop();
    return new StampWorld(
      place,
      await UnpackedPackage.read(storage.path(made.sha256)),
      await stampAuthority({ name: 'Early', from: new Date('2015-01-01'), until: new Date('2018-01-01') }),
      await stampAuthority({ name: 'Late', kind: 'P-256', from: new Date('2016-01-01'), until: new Date('2024-01-01') }),
    );
  }

  async close(): Promise<void> {
    await rm(this.place, { recursive: true, force: true });
  }

  /** Writes a package, under a name of its own unless one is given; answers its path. */
  async write(unpacked: UnpackedPackage, name = `${Math.random()}.zip`): Promise<string> {
    const file = path.join(this.place, name);
    await writeFile(file, zipOf(unpacked.packed()));
    return file;
  }

  /** Writes the roots of authorities as PEM; answers the path. */
  async roots(...authorities: readonly StampAuthority[]): Promise<string> {
    return await this.text(authorities.map(({ root }) => root.pem).join(''));
  }

  /** Writes a text; answers its path. */
  async text(text: string): Promise<string> {
    const file = path.join(this.place, `${Math.random()}.txt`);
    await writeFile(file, text);
    return file;
  }

  /** What is said of packages: both verifiers have to say the same. */
  async said(packages: readonly UnpackedPackage[], { trusted, published }: Known = {}): Promise<Said[]> {
    const files = await Promise.all(packages.map((unpacked) => this.write(unpacked)));
    const known = [
      ...(trusted === undefined ? [] : ['--root', await this.roots(...trusted)]),
      ...(published === undefined ? [] : ['--keys', await this.text(published)]),
    ];
    const theirs = python(['--json', ...known, ...files]);
    const options = {
      fingerprint: null,
      roots: trusted?.flatMap(({ root }) => certificatesOfPem(root.pem)) ?? null,
      published: published === undefined ? null : await readPublishedKeys(NODE_TOOLS, published),
    };
    const ours: Said[] = [];
    for (const file of files) {
      const source = await openPackageFile(file);
      const { outcome, faults, stamps, revokedKey } = await verifyPackage(source, NODE_TOOLS, options);
      const [fault] = faults.named;
      ours.push({ outcome, first: fault?.at.file ?? null, words: fault?.words ?? '', stamps, revokedKey });
      await source.close();
    }
    const lines = (await theirs).trim().split('\n');
    const other = lines.map((line) => JSON.parse(line) as Omit<Said, 'first' | 'words'> & { faults: [string, string][] });
    const same = other.map(({ outcome, faults, stamps, revokedKey }) => ({ outcome, first: faults[0]?.[0] ?? null, stamps, revokedKey }));
    expect(same).toEqual(ours.map(({ words: _words, ...each }) => each));
    return ours;
  }
}

/** What the verifier in Python prints, whatever it finds. */
export async function python(argv: readonly string[]): Promise<string> {
  const asked = program('python3', [PYTHON_VERIFIER, ...argv], { maxBuffer: 64 << 20 });
  return (await asked.catch((error: { stdout: string }) => error)).stdout;
}

/** What a command answers and prints. */
export async function printed(
  command: (argv: string[]) => Promise<number>,
  argv: readonly string[],
): Promise<{ code: number; text: string }> {
  let text = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
  try {
    return { code: await command([...argv]), text };
  } finally {
    write.mockRestore();
  }
}
