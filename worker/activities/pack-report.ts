import { type Part, type PublishedKey, packageParts } from '#data/packages/package-parts.queries';
import type { WaitingPackage } from '#data/packages/packages.queries';
import type { MadePackage } from '#data/packages/packages.transitions';
import { readReportSnapshot } from '#data/packages/read-package.queries';
import type { Database } from '#data/sql/connection';
import { fingerprint } from '#domain/checkpoint/signed-note';
import { canonicalJson } from '#domain/item/canonical-json';
import type { Json } from '#domain/item/json';
import { declaredState, type Manifest, type Omission, PACKAGE_FORMAT, type PackedFile } from '#domain/package/manifest';
import { type PackageZip, packageZip } from '#storage/package-zip';
import { type KeyFile, signerOf, trustedKeys } from '#storage/signing-keys';
import type { Storage } from '#storage/storage';
import { populationPacker } from './pack-population';
import { type AskForStamp, sealPackage } from './seal-package';

/** Thrown where a package cannot be made, with a sentence for people. */
export class CannotPack extends Error {}

/** A file in storage is not the one that its hash names. */
class ChangedInStorage extends Error {
  constructor(readonly sha256: string) {
    super(`the stored file ${sha256} was changed`);
  }
}

export interface PackRequest {
  db: Database;
  storage: Storage;
  keys: KeyFile | null;
  /** Has it stamped; null where there is no service for stamps. */
  askForStamp: AskForStamp | null;
  /** The page that verifies it; null where it was not built. */
  verifyPage: string | null;
  asked: WaitingPackage;
  /** What is known to be missing of archived histories. */
  openRuns: readonly Omission[];
  signal: AbortSignal;
  /** Called after each file. */
  progress: (packed: { files: number; bytes: number }) => void;
}

/** How much text is gathered before it is handed on. */
const CHUNK_CHARACTERS = 64 * 1024;

/**
 * Packs a report into a ZIP in storage, read from one snapshot of the database; answers what it came to. Memory does not grow with the
 * report but by its list of files. A stored file that was changed is left out by beginning anew: its bytes were on their way already.
 * @throws CannotPack
 */
export async function packReport(request: PackRequest): Promise<MadePackage> {
  const notStored = new Map<string, string>();
  for (;;) {
    try {
      return await packOnce(request, notStored);
    } catch (error) {
      if (!(error instanceof ChangedInStorage) || notStored.has(error.sha256)) throw error;
      notStored.set(error.sha256, 'Its stored bytes are not those that its hash names: they were changed.');
    }
  }
}

async function packOnce(
  { db, storage, keys, askForStamp, verifyPage, asked, openRuns, signal, progress }: PackRequest,
  notStored: ReadonlyMap<string, string>,
): Promise<MadePackage> {
  const signer = keys && signerOf(keys);
  if (!keys || !signer)
    throw new CannotPack('There is no key that can sign it. Somebody who runs this installation makes one: "./countersign keys create".');
  const made = await readReportSnapshot(db, asked.cycleReportId, async (snapshot) => {
    const { report } = snapshot;
    const zip = packageZip();
    const stored = storage.put(zip.bytes, { signal });
    // It is awaited below, after the last file; until then its failure is told by the file that waits.
    stored.catch(() => undefined);
    try {
      const readPopulation = populationPacker({ db, storage, signal });
      const context = {
        ...{ ...snapshot, asked, keys: published(keys), statements: keys.statements },
        ...{ verifyPage, openRuns, notStored, readPopulation },
      };
      const { files, omissions, withheld } = await addParts(zip, storage, packageParts(context), progress);
      const { report: name, cycle, installation } = snapshot.named;
      const unsealed: Manifest = {
        ...{ format: PACKAGE_FORMAT, installation, report: name, cycle, cycleReport: asked.cycleReportId, number: asked.number },
        ...{ redacted: asked.redacted, state: declaredState(omissions), omissions, files },
      };
      const seal = await sealPackage(unsealed, signer, askForStamp);
      for (const { path, bytes } of seal.files) await zip.add(path, once(bytes), { pack: true });
      zip.end();
      return {
        ...{ state: declaredState(seal.manifest.omissions), omissions: seal.manifest.omissions, withheld, ...(await stored) },
        ...{ entries: report.entries, head: report.head, fingerprint: fingerprint(signer.publicKey), stamped: seal.stamped },
      };
    } catch (error) {
      zip.abandon(error instanceof Error ? error : new Error(String(error)));
      throw error;
    }
  });
  if (made === null) throw new CannotPack('Nothing has happened in this report yet.');
  return made;
}

async function addParts(
  zip: PackageZip,
  storage: Storage,
  parts: ReturnType<typeof packageParts>,
  progress: PackRequest['progress'],
): Promise<{ files: PackedFile[]; omissions: Omission[]; withheld: number }> {
  const files: PackedFile[] = [];
  const omissions: Omission[] = [];
  let withheld = 0;
  let bytes = 0;
  for await (const part of parts) {
    if ('omitted' in part) omissions.push(part.omitted);
    else if ('withheld' in part) withheld += part.withheld;
    else if ('stored' in part && !(await storage.has(part.stored))) omissions.push({ what: part.path, reason: 'It is gone from storage.' });
    else {
      const content = contentOf(part, storage);
      const file = await zip.add(part.path, content, { pack: !('stored' in part) });
      if ('stored' in part && file.sha256 !== part.stored) throw new ChangedInStorage(part.stored);
      files.push(file);
      bytes += file.size;
      progress({ files: files.length, bytes });
    }
  }
  return { files, omissions, withheld };
}

function contentOf(
  part: Exclude<Part, { omitted: Omission } | { withheld: number }>,
  storage: Storage,
): AsyncIterable<string | Uint8Array> {
  if ('stored' in part) return storage.read(part.stored);
  if ('text' in part) return once(part.text);
  return 'json' in part ? asText(once(part.json), '') : asText(part.lines, '\n');
}

function published(keys: KeyFile): PublishedKey[] {
  return trustedKeys(keys).keys.map(({ publicKey, revokedFrom }) => ({
    key: publicKey.toString('base64'),
    fingerprint: fingerprint(publicKey),
    revokedFrom,
  }));
}

async function* once<T>(value: T): AsyncGenerator<T> {
  yield value;
}

/** The canonical text of values, each followed by `end`, in parts of a size that is worth handing on. */
async function* asText(values: AsyncIterable<Json>, end: string): AsyncGenerator<string> {
  let text = '';
  for await (const value of values) {
    text += canonicalJson(value) + end;
    if (text.length < CHUNK_CHARACTERS) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}
