import { faultInWords } from '#domain/package/fault';
import { type Verified, verifyPackage } from '#domain/package/verify/verify-package';
import { NODE_TOOLS, openPackageFile } from '#storage/package-file';
import { PlainError } from './machine/plain-error';

/**
 * Verifies a package by itself, without an installation, and prints what it found. Answers 0 where all agrees, also of a package that
 * declares itself partial, and 1 where something is broken.
 */
export async function verifyPackageFile(path: string, options: { key?: string | undefined; json?: boolean | undefined }): Promise<number> {
  const source = await openPackageFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new PlainError(`${path} cannot be read: ${error.message}.`);
  });
  try {
    const verified = await verifyPackage(source, NODE_TOOLS, { fingerprint: options.key ?? null });
    process.stdout.write(options.json === true ? `${JSON.stringify(asJson(verified), null, 2)}\n` : packageInWords(verified));
    return verified.outcome === 'broken' ? 1 : 0;
  } finally {
    await source.close();
  }
}

function asJson({ faults, counts, ...verified }: Verified) {
  return { ...verified, counts: Object.fromEntries(counts), faults: faults.named, moreFaults: faults.more };
}

/** What a verification came to, as a person reads it in a terminal. */
function packageInWords({ outcome, manifest, signedBy, faults, counts, draws, withheldDraws, withheld, notProven }: Verified): string {
  const lines = [
    ...(manifest === null
      ? []
      : [
          `${manifest.report}, ${manifest.cycle}: package ${manifest.number}${manifest.redacted ? ', redacted' : ''}, which declares itself ${manifest.state}.`,
        ]),
    ...(signedBy === null
      ? []
      : [`Signed by ${signedBy}: compare it with the key that the installation publishes, or name it with --key.`]),
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
