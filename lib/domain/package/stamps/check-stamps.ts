import type { Faults } from '../fault';
import { STAMPS_FOLDER } from '../manifest';
import { fingerprintOf, sameBytes } from '../tools';
import type { Certificate } from './certificate';
import { type JudgedToken, judgeToken, StampRefused, type StampTools } from './judge-token';
import { readBeside, stampedMessage, stampPaths } from './packed-stamps';
import { tokenOf } from './stamp-request';

/** A time stamp of a package that holds at its own time. Instants are ISO 8601, in UTC. */
export interface JudgedStamp {
  file: string;
  at: string;
  /** The service, as its certificate names it. */
  by: string;
  /** From which certificate trust begins, and its fingerprint: `SHA256:` and base64 of its SHA-256 without padding. */
  root: { name: string; fingerprint: string };
  /** Whether the reader named this root; null where they named none. */
  trusted: boolean | null;
  /** When the first certificate of its path ends. */
  endsAt: string;
  /** Whether the next stamp was made before that; null of the last one. */
  renewedInTime: boolean | null;
}

/** The files of a ZIP as the check of stamps takes them. */
export interface StampedFiles {
  /** In the order of the ZIP. */
  paths: readonly string[];
  /** What is stamped before any stamp: the manifest and its signature. */
  signed: readonly Uint8Array[];
  read(path: string): Promise<Uint8Array>;
  /** From which certificates the reader's trust begins; null where they named none. */
  roots: readonly Certificate[] | null;
}

/**
 * Judges the time stamps of a package: each over the manifest, its signature and all stamps before it, by the certificates beside it as they
 * were at its own time. Answers those that hold; what does not is a fault.
 */
export async function checkStamps(tools: StampTools, files: StampedFiles, faults: Faults): Promise<JudgedStamp[]> {
  const count = countStamps(files.paths, faults);
  const stamped = [...files.signed];
  const judged: { file: string; token: JudgedToken }[] = [];
  for (let number = 1; number <= count; number += 1) {
    const [file, besideFile] = stampPaths(number);
    const [answer, beside] = [await files.read(file), await files.read(besideFile)];
    const path = orFault(faults, besideFile, () => readBeside(tools, beside, answer));
    const token =
      path === null ? null : orFault(faults, file, () => judgeToken(tools, tokenOf(answer), stampedMessage(tools, stamped), path));
    if (token !== null) judged.push({ file, token });
    stamped.push(answer, beside);
  }
  for (const [nth, { file, token }] of judged.entries()) {
    const before = judged[nth - 1];
    faults.expect(before === undefined || before.token.at <= token.at, { file }, 'it is older than the stamp before it.');
    faults.expect(
      files.roots === null || isTrusted(token, files.roots),
      { file },
      `it begins at ${token.root.name}, which is none of the roots that you trust.`,
    );
  }
  faults.expect(files.roots === null || count > 0, { file: stampPaths(1)[0] }, 'the package has no time stamp.');
  return judged.map(({ file, token }, nth) => inWords(tools, file, token, judged[nth + 1]?.token ?? null, files.roots));
}

/** How many stamps there are: they stand at the end of the ZIP, in their order, each with what belongs to it. */
function countStamps(paths: readonly string[], faults: Faults): number {
  const found = paths.filter((path) => path.startsWith(STAMPS_FOLDER));
  const count = Math.floor(found.length / 2);
  const expected = Array.from({ length: count }, (_none, nth) => stampPaths(nth + 1)).flat();
  const wrong = paths.slice(paths.length - found.length).findIndex((path, nth) => path !== expected[nth]);
  if (wrong === -1) return count;
  faults.add({ file: found[wrong] ?? STAMPS_FOLDER }, 'stamps stand at the end of the ZIP in their order, each with its certificates.');
  return 0;
}

function orFault<T>(faults: Faults, file: string, judge: () => T): T | null {
  try {
    return judge();
  } catch (error) {
    if (!(error instanceof StampRefused)) throw error;
    faults.add({ file }, error.message);
    return null;
  }
}

function isTrusted({ root }: JudgedToken, roots: readonly Certificate[]): boolean {
  return roots.some(({ whole }) => sameBytes(whole, root.whole));
}

function inWords(
  tools: StampTools,
  file: string,
  token: JudgedToken,
  next: JudgedToken | null,
  roots: readonly Certificate[] | null,
): JudgedStamp {
  const { at, by, root, endsAt } = token;
  return {
    ...{ file, at: instant(at), by, root: { name: root.name, fingerprint: fingerprintOf(tools, root.whole) }, endsAt: instant(endsAt) },
    trusted: roots === null ? null : isTrusted(token, roots),
    renewedInTime: next === null ? null : next.at <= endsAt,
  };
}

function instant(at: number): string {
  return new Date(at).toISOString();
}

/**
 * Since when a package is proven to have been there: the time of its first stamp, or of the first after a gap in which the certificates of
 * the stamp before had ended. Null without a stamp.
 */
export function provenSince(stamps: readonly JudgedStamp[]): string | null {
  const gap = stamps.findLastIndex(({ renewedInTime }) => renewedInTime === false);
  return stamps[gap + 1]?.at ?? null;
}
