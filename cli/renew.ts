import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { faultInWords } from '#domain/package/fault';
import { MANIFEST_PATH, SIGNATURE_PATH } from '#domain/package/manifest';
import { StampRefused } from '#domain/package/stamps/judge-token';
import { type PackedStamp, stampedMessage, stampFiles, stampPaths } from '#domain/package/stamps/packed-stamps';
import { tokenOf } from '#domain/package/stamps/stamp-request';
import { stampsInWords } from '#domain/package/stamps/stamp-words';
import { type Verified, verifyPackage } from '#domain/package/verify/verify-package';
import { NODE_TOOLS, openPackageFile, readPackedFiles } from '#storage/package-file';
import { rootsOfPem, type StampService, StampServiceAway, stampBy } from '#storage/stamp-service';
import { writeStampedCopy } from '#storage/stamped-copy';
import { PlainError } from './machine/plain-error';

/**
 * `countersign renew PACKAGE`: has a package stamped, over its signature and every stamp that it has, and writes it as a new ZIP in which all
 * files are as they were. It needs no installation. Answers 0 when that is done and 1 for a package in which something does not hold.
 */
export async function run(argv: readonly string[]): Promise<number> {
  const command = new Command('countersign renew')
    .description('Has a package of a report stamped again, and keeps the stamps that it has: before their certificates end.')
    .argument('<package>', 'the ZIP')
    .option('--service <address>', 'who stamps, by RFC 3161 (default: COUNTERSIGN_STAMPS)', process.env.COUNTERSIGN_STAMPS)
    .option('--roots <file>', 'root certificates, in PEM, by which the stamp has to hold', process.env.COUNTERSIGN_STAMP_ROOTS)
    .option('--out <file>', 'the new ZIP (default: beside the package, with the number of its stamps)');
  command.parse([...argv], { from: 'user' });
  const options = command.opts<{ service?: string; roots?: string; out?: string }>();
  const [file = ''] = command.args;
  const service = await serviceOf(options);
  const before = await verified(file);
  if (before.outcome === 'broken') return told(before, `${file} was not stamped: something in it does not hold.`);
  const number = before.stamps.length + 1;
  const stamp = await stampOrSayWhy(service, await messageOf(file, number));
  const last = before.stamps.at(-1);
  if (last !== undefined && Date.parse(last.at) > tokenOf(stamp.answer).at)
    throw new PlainError(
      `The clock of ${service.address.host} is behind: it stamped before ${last.at}, when the package was stamped last.`,
    );
  const [answer, beside] = stampFiles(NODE_TOOLS, stamp);
  const [answerPath, besidePath] = stampPaths(number);
  const out = options.out ?? `${file.replace(/(?:\.stamped-\d+)?\.zip$/i, '')}.stamped-${number}.zip`;
  const added = [
    { path: answerPath, bytes: answer },
    { path: besidePath, bytes: beside },
  ];
  await writeStampedCopy(file, out, added).catch((error: NodeJS.ErrnoException) => {
    throw new PlainError(error.code === 'EEXIST' ? `${out} is there already.` : `${out} cannot be written: ${error.message}.`);
  });
  const after = await verified(out);
  return told(after, after.outcome === 'broken' ? `${out} does not hold.` : `${out} is stamped; everything else in it is as it was.`);
}

async function serviceOf({ service, roots }: { service?: string; roots?: string }): Promise<StampService> {
  if (service === undefined || roots === undefined)
    throw new PlainError('Name who stamps by --service, and by which root certificates the stamp has to hold by --roots.');
  if (!URL.canParse(service) || !/^https?:/.test(service)) throw new PlainError(`${service} is not the address of a time stamp service.`);
  const text = await readFile(roots, 'utf8').catch((error: Error) => {
    throw new PlainError(`${roots} cannot be read: ${error.message}.`);
  });
  try {
    return { address: new URL(service), roots: rootsOfPem(text, roots) };
  } catch (error) {
    throw new PlainError(error instanceof Error ? error.message : String(error));
  }
}

async function verified(file: string): Promise<Verified> {
  const source = await openPackageFile(file).catch((error: Error) => {
    throw new PlainError(`${file} cannot be read: ${error.message}.`);
  });
  try {
    return await verifyPackage(source, NODE_TOOLS, { fingerprint: null });
  } finally {
    await source.close();
  }
}

/** What the stamp of a number is over. */
async function messageOf(file: string, number: number): Promise<Uint8Array> {
  const earlier = Array.from({ length: number - 1 }, (_none, nth) => stampPaths(nth + 1)).flat();
  const paths = [MANIFEST_PATH, SIGNATURE_PATH, ...earlier];
  const files = await readPackedFiles(file, (path) => paths.includes(path));
  return stampedMessage(
    NODE_TOOLS,
    paths.map((path) => files.get(path) ?? new Uint8Array()),
  );
}

async function stampOrSayWhy(service: StampService, message: Uint8Array): Promise<PackedStamp> {
  try {
    return await stampBy(service, message);
  } catch (error) {
    if (error instanceof StampRefused) throw new PlainError(`${service.address.host} gave no stamp that holds: ${error.message}`);
    if (error instanceof StampServiceAway) throw new PlainError(`${error.message} Nothing was written; try again later.`);
    throw error;
  }
}

function told({ outcome, faults, stamps }: Verified, verdict: string): number {
  const lines = [...faults.named.map((fault) => `Broken: ${faultInWords(fault)}`), ...stampsInWords(stamps), verdict];
  process.stdout.write(`${lines.join('\n')}\n`);
  return outcome === 'broken' ? 1 : 0;
}
