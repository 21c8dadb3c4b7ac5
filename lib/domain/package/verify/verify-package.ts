import { canonicalJson } from '../../item/canonical-json';
import { RecordedDraws } from '../draws/recorded-draws';
import { type RepeatedDraw, repeatDraws } from '../draws/repeat-draws';
import { Faults, PackageUnreadable, THE_ZIP } from '../fault';
import { checkKey, KEYS_PATH, type KeyStanding, unprovenOfKey } from '../keys/key-standing';
import type { PublishedKeys } from '../keys/published-keys';
import { type Line, lineOf, linesOf, list, number, object, text } from '../lines';
import {
  MANIFEST_PATH,
  type Manifest,
  type PackedFile,
  readManifest,
  readSignature,
  SIGNATURE_PATH,
  STAMPS_FOLDER,
  signedOfManifest,
  UNLISTED_PATHS,
} from '../manifest';
import { type ReadFile, readEntry, readWhole } from '../read-entry';
import { type Counts, checkRecord } from '../record/record-check';
import { FILES_FOLDER, ITEMS_PATH, RECORD_TABLES, REPORT_FOLDER, rowsPath, TRAIL_PATH } from '../record/record-tables';
import type { Certificate } from '../stamps/certificate';
import { checkStamps, type JudgedStamp } from '../stamps/check-stamps';
import { unprovenOfStamps } from '../stamps/stamp-words';
import { type ByteSource, bytesOfBase64, fingerprintOf, hexOf, sha256Of, utf8, type VerifyTools } from '../tools';
import { readEntries } from '../zip-directory';
import type { ZipEntry } from '../zip-layout';

/** The manifest of a million files, and more. */
const MAX_SMALL_BYTES = 256 * 1024 * 1024;
const ABOUT_PATH = 'package.json';
const PEOPLE_PATH = 'people.ndjson';

/** What a verification came to. `broken`: something does not hold. `partial`: all holds, and the package says what is left out of it. */
export interface Verified {
  outcome: 'whole' | 'partial' | 'broken';
  manifest: Manifest | null;
  /** By which key it is signed, as people compare keys; null where the signature does not hold. */
  signedBy: string | null;
  faults: Faults;
  counts: Counts;
  /** How its key stands, where the reader knows that it was revoked later; null otherwise. */
  revokedKey: KeyStanding | null;
  /** Its time stamps that hold, in their order. */
  stamps: readonly JudgedStamp[];
  /** The draws of its samples, each made again. */
  draws: readonly RepeatedDraw[];
  /** How many draws are withheld, and so were not made again. */
  withheldDraws: number;
  /** How many rows, entries and items stand as hashes alone. */
  withheld: number;
  /** What the package says that it cannot prove, and what this verification did not prove. */
  notProven: readonly string[];
}

export interface VerifyOptions {
  /** The fingerprint of the key that must have signed; null: any. */
  fingerprint: string | null;
  /** From which certificates the reader's trust in time stamps begins; left out: nobody named any, and stamps are told with that. */
  roots?: readonly Certificate[] | null;
  /** The keys of the installation as the reader has them, which may know of later revocations; left out: those of the package alone. */
  published?: PublishedKeys | null;
  /** Called as files are read, in bytes of the ZIP. */
  progress?: (read: { done: number; total: number }) => void;
}

/**
 * Verifies a package by itself (docs/package-format.md): the ZIP, its manifest and signature, each file, and the record in it. It reads
 * no clock. Whatever is found is an answer; only what the source or the tools throw is thrown.
 */
export async function verifyPackage(source: ByteSource, tools: VerifyTools, options: VerifyOptions): Promise<Verified> {
  const run = new Verification(source, tools, options);
  try {
    await run.all();
  } catch (error) {
    if (!(error instanceof PackageUnreadable)) throw error;
    run.faults.add(error.fault.at, error.fault.words);
  }
  return run.answer();
}

class Verification {
  readonly faults = new Faults();
  private entries = new Map<string, ZipEntry>();
  private manifest: Manifest | null = null;
  private signedBy: string | null = null;
  private counts: Counts = [];
  private stamps: JudgedStamp[] = [];
  private revokedKey: KeyStanding | null = null;
  private draws: RepeatedDraw[] = [];
  private withheldDraws = 0;
  private withheld = 0;
  private notProven: string[] = [];
  private done = 0;
  private readonly seen = new Set<string>();
  private readonly listed = new Map<string, PackedFile>();

  constructor(
    private readonly source: ByteSource,
    private readonly tools: VerifyTools,
    private readonly options: VerifyOptions,
  ) {}

  answer(): Verified {
    const { faults, manifest, signedBy, revokedKey, counts, stamps, draws, withheldDraws, withheld } = this;
    const notProven = [...this.notProven, ...unprovenOfStamps(stamps), ...(revokedKey === null ? [] : [unprovenOfKey(revokedKey)])];
    const outcome = faults.named.length > 0 ? 'broken' : manifest?.state === 'complete' ? 'whole' : 'partial';
    return { outcome, manifest, signedBy, revokedKey, faults, counts, stamps, draws, withheldDraws, withheld, notProven };
  }

  async all(): Promise<void> {
    this.entries = new Map((await readEntries(this.source)).map((entry) => [entry.path, entry]));
    const manifest = await this.readManifest();
    this.manifest = manifest;
    this.checkPaths(manifest);
    await this.checkStamps();
    const about = await this.small(ABOUT_PATH);
    await this.checkKey(about);
    this.notProven = list(about, 'notProven').filter((sentence) => typeof sentence === 'string');
    const trail = object(about, 'trail');
    this.faults.expect(
      text(trail, 'stream') === `cycle-report/${manifest.cycleReport}`,
      { file: ABOUT_PATH },
      'it names the trail of another report.',
    );
    this.faults.expect(number(about, 'number') === manifest.number, { file: ABOUT_PATH }, 'it has another number than the manifest.');
    const draws = new RecordedDraws();
    const record = await checkRecord(
      this.tools,
      {
        head: {
          stream: text(trail, 'stream'),
          recipe: text(about, 'recipe'),
          entries: number(trail, 'entries'),
          head: text(trail, 'head'),
        },
        open: (path) => this.open(path),
        has: (path) => this.entries.has(path),
        documents: manifest.files.filter(({ path }) => path.startsWith(REPORT_FOLDER)),
        omitted: new Set(manifest.omissions.map(({ what }) => what)),
        redacted: manifest.redacted,
        onItem: (line, rows) => draws.take(line, rows),
      },
      this.faults,
    );
    this.counts = record.counts;
    this.withheld = record.withheld;
    this.faults.expect(
      manifest.redacted || record.withheld === 0,
      { file: MANIFEST_PATH },
      'it says that nothing is withheld, and something is.',
    );
    await this.checkPeople(record.commitments);
    const reading = { open: (path: string) => this.open(path), has: (path: string) => this.entries.has(path) };
    this.draws = await repeatDraws(this.tools, draws.all(), reading, this.faults);
    this.withheldDraws = draws.withheld;
    this.counts.push(['draws made again', this.draws.filter(({ outcome }) => outcome !== 'not repeated').length]);
    await this.readRest(manifest);
    this.counts.push(['time stamps', this.stamps.length], ['files', manifest.files.length]);
  }

  private async readManifest(): Promise<Manifest> {
    const bytes = await this.whole(MANIFEST_PATH);
    const manifest = readManifest(bytes);
    const { key, signature } = readSignature(await this.whole(SIGNATURE_PATH));
    const [publicKey, message] = [bytesOfBase64(key), signedOfManifest(sha256Of(this.tools, bytes))];
    const holds = await this.tools.ed25519({ key: publicKey, message, signature: bytesOfBase64(signature) });
    this.faults.expect(holds, { file: SIGNATURE_PATH }, 'the signature is not that of this manifest.');
    if (holds) this.signedBy = fingerprintOf(this.tools, publicKey);
    const { fingerprint } = this.options;
    const expected = fingerprint === null || fingerprint === fingerprintOf(this.tools, publicKey);
    this.faults.expect(expected, { file: SIGNATURE_PATH }, `another key signed it: ${fingerprintOf(this.tools, publicKey)}.`);
    return manifest;
  }

  /** No file unlisted, none missing, each with the size that the manifest gives, and every part of a record there. */
  private checkPaths({ files }: Manifest): void {
    const { listed } = this;
    for (const file of files) listed.set(file.path, file);
    for (const [path, { size }] of this.entries) {
      if (UNLISTED_PATHS.includes(path) || path.startsWith(STAMPS_FOLDER)) continue;
      const file = listed.get(path);
      this.faults.expect(file !== undefined, { file: path }, 'the manifest does not list it.');
      this.faults.expect(file === undefined || file.size === size, { file: path }, 'it has another size than the manifest gives.');
      const name = path.startsWith(FILES_FOLDER) ? path.slice(FILES_FOLDER.length) : null;
      this.faults.expect(name === null || name === file?.sha256, { file: path }, 'it is not what its name says.');
    }
    for (const path of listed.keys())
      this.faults.expect(this.entries.has(path), { file: path }, 'the manifest lists it, and it is missing.');
    const parts = [ABOUT_PATH, KEYS_PATH, PEOPLE_PATH, TRAIL_PATH, ITEMS_PATH, ...[...RECORD_TABLES.keys()].map(rowsPath)];
    const missing = parts.find((path) => !this.entries.has(path));
    if (missing !== undefined) throw new PackageUnreadable({ at: { file: missing }, words: 'no package is without it.' });
  }

  private async checkStamps(): Promise<void> {
    const signed = [await this.whole(MANIFEST_PATH), await this.whole(SIGNATURE_PATH)];
    const { roots = null } = this.options;
    const files = { paths: [...this.entries.keys()], signed, read: (path: string) => this.whole(path), roots };
    this.stamps = await checkStamps(this.tools, files, this.faults);
  }

  private async checkKey(about: Line): Promise<void> {
    const own = await this.small(KEYS_PATH);
    if (this.signedBy === null) return;
    const { published = null } = this.options;
    const standing = { own, published, checkpoint: number(about, 'checkpoint'), stamps: this.stamps };
    this.revokedKey = checkKey(this.signedBy, standing, this.faults);
  }

  /** Names that are told open the commitments by which the trail names people. */
  private async checkPeople(commitments: ReadonlyMap<string, ReadonlySet<string>>): Promise<void> {
    const told = new Map<string, Set<string>>();
    let people = 0;
    for await (const { number: nth, line } of linesOf(PEOPLE_PATH, this.open(PEOPLE_PATH))) {
      if (line === null) this.faults.add({ file: PEOPLE_PATH }, `line ${nth} is not the canonical text of an object.`);
      const [id, commitment, salt] = [text(line ?? {}, 'id'), text(line ?? {}, 'commitment'), text(line ?? {}, 'salt')];
      people += 1;
      told.set(id, (told.get(id) ?? new Set()).add(commitment));
      if (salt === '') continue;
      const opened = canonicalJson({ email: text(line ?? {}, 'email'), name: text(line ?? {}, 'name'), salt });
      const holds = hexOf(sha256Of(this.tools, utf8(opened))) === commitment;
      this.faults.expect(holds, { file: PEOPLE_PATH }, `line ${nth}: ${id} was called otherwise.`);
    }
    for (const [id, used] of commitments)
      for (const commitment of used)
        this.faults.expect(
          told.get(id)?.has(commitment) === true,
          { file: PEOPLE_PATH },
          `what ${id} was called when they acted is not told.`,
        );
    this.counts.push(['names of people', people]);
  }

  /** Reads whatever no check has read yet, so that every byte is held to the manifest. */
  private async readRest({ files }: Manifest): Promise<void> {
    for (const { path } of files) {
      if (this.seen.has(path) || !this.entries.has(path)) continue;
      try {
        for await (const _bytes of this.open(path));
      } catch (error) {
        if (!(error instanceof PackageUnreadable)) throw error;
        this.faults.add(error.fault.at, error.fault.words);
      }
    }
  }

  private async small(path: string): Promise<Line> {
    const line = lineOf(await this.whole(path));
    if (line === null) throw new PackageUnreadable({ at: { file: path }, words: 'it is not the canonical text of an object.' });
    return line;
  }

  private async whole(path: string): Promise<Uint8Array> {
    const entry = this.entries.get(path);
    if (entry === undefined) throw new PackageUnreadable({ at: { file: path }, words: `${THE_ZIP} does not hold it.` });
    const bytes = await readWhole(this.source, this.tools, entry, MAX_SMALL_BYTES);
    if (!UNLISTED_PATHS.includes(path)) this.hold(path, { sha256: sha256Of(this.tools, bytes), size: bytes.length });
    return bytes;
  }

  /** A file as it is read; at its end it is held to the manifest. */
  private async *open(path: string): AsyncGenerator<Uint8Array> {
    const entry = this.entries.get(path);
    if (entry === undefined) throw new PackageUnreadable({ at: { file: path }, words: 'it is missing.' });
    this.seen.add(path);
    yield* readEntry(this.source, this.tools, entry, (read) => this.hold(path, read));
    this.done += entry.packedSize;
    this.options.progress?.({ done: this.done, total: this.source.size });
  }

  private hold(path: string, { sha256 }: ReadFile): void {
    this.seen.add(path);
    const file = this.listed.get(path);
    this.faults.expect(file === undefined || file.sha256 === hexOf(sha256), { file: path }, 'it is not the file that the manifest names.');
  }
}
