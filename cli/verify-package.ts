import { readFile } from 'node:fs/promises';
import { faultInWords } from '#domain/package/fault';
import { standingInWords } from '#domain/package/keys/key-standing';
import { KeysUnreadable, type PublishedKeys, readPublishedKeys } from '#domain/package/keys/published-keys';
import type { Certificate } from '#domain/package/stamps/certificate';
import { stampsInWords } from '#domain/package/stamps/stamp-words';
import { type Verified, verifyPackage } from '#domain/package/verify/verify-package';
import { NODE_TOOLS, openPackageFile } from '#storage/package-file';
import { rootsOfPem } from '#storage/stamp-service';
import { PlainError } from './machine/plain-error';

/** What the reader knows from elsewhere: the fingerprint of a key, files of root certificates in PEM, and a file of the installation's keys. */
export interface PackageOptions {
  key?: string | undefined;
  root?: readonly string[] | undefined;
  keys?: string | undefined;
  json?: boolean | undefined;
}

/**
 * Verifies a package by itself, without an installation, and prints what it found. Answers 0 where all agrees, also of a package that
 * declares itself partial, and 1 where something is broken.
 */
export async function verifyPackageFile(path: string, options: PackageOptions): Promise<number> {
  const source = await openPackageFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new PlainError(`${path} cannot be read: ${error.message}.`);
  });
  try {
    const roots = options.root === undefined ? null : await readRoots(options.root);
    const published = options.keys === undefined ? null : await readKeys(options.keys);
    const verified = await verifyPackage(source, NODE_TOOLS, { fingerprint: options.key ?? null, roots, published });
    process.stdout.write(options.json === true ? `${JSON.stringify(asJson(verified), null, 2)}\n` : packageInWords(verified));
    return verified.outcome === 'broken' ? 1 : 0;
  } finally {
    await source.close();
  }
}

async function readText(file: string): Promise<string> {
  return await readFile(file, 'utf8').catch((error: Error) => {
    throw new PlainError(`${file} cannot be read: ${error.message}.`);
  });
}

async function readKeys(file: string): Promise<PublishedKeys> {
  try {
    return await readPublishedKeys(NODE_TOOLS, await readText(file));
  } catch (error) {
    throw error instanceof KeysUnreadable ? new PlainError(`${file}: ${error.message}`) : error;
  }
}

async function readRoots(files: readonly string[]): Promise<Certificate[]> {
  const roots: Certificate[] = [];
  for (const file of files) {
    const text = await readText(file);
    try {
      roots.push(...rootsOfPem(text, file));
    } catch (error) {
      throw new PlainError(error instanceof Error ? error.message : String(error));
    }
  }
  return roots;
}

function asJson({ faults, counts, ...verified }: Verified) {
  return { ...verified, counts: Object.fromEntries(counts), faults: faults.named, moreFaults: faults.more };
}

/** What a verification came to, as a person reads it in a terminal. */
function packageInWords({
  outcome,
  manifest,
  signedBy,
  revokedKey,
  faults,
  counts,
  stamps,
  draws,
  withheldDraws,
  withheld,
  notProven,
}: Verified): string {
  const lines = [
    ...(manifest === null
      ? []
      : [
          `${manifest.report}, ${manifest.cycle}: package ${manifest.number}${manifest.redacted ? ', redacted' : ''}, which declares itself ${manifest.state}.`,
        ]),
    ...(signedBy === null
      ? []
      : [`Signed by ${signedBy}: compare it with the key that the installation publishes, or name it with --key.`]),
    ...(revokedKey === null ? [] : [standingInWords(revokedKey)]),
    ...stampsInWords(stamps),
    ...counts.map(([what, count]) => `${String(count).padStart(9)} ${what}`),
    ...(withheld > 0 ? [`${withheld} are withheld; their hashes count.`] : []),
    ...draws.map(
      ({ key, fact, outcome: found, words }) =>
        `Drawn again: ${key}, ${fact.method}, ${fact.methodVersion}, seed ${fact.seed || 'none'}: ${found}${words === '' ? '.' : `: ${words}`}`,
    ),
    ...(withheldDraws > 0 ? [`${withheldDraws} draws are withheld, and were not made again.`] : []),
    ...(manifest?.omissions ?? []).map(({ what, reason }) => `Left out: ${what}. ${reason}`),
    ...faults.named.map((fault) => `Broken: ${faultInWords(fault)}`),
    ...(faults.more > 0 ? [`And ${faults.more} more.`] : []),
    ...(outcome === 'broken' ? [] : [outcome === 'whole' ? 'Every hash agrees.' : 'Every hash agrees; something is left out.']),
    ...notProven.map((sentence) => `Not proven: ${sentence}`),
  ];
  return `${lines.join('\n')}\n`;
}
