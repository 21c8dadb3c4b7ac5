import { randomBytes } from 'node:crypto';
import { type Certificate, readCertificate } from '#domain/package/stamps/certificate';
import { stampedMessage, stampFiles, stampPaths } from '#domain/package/stamps/packed-stamps';
import { stampRequest } from '#domain/package/stamps/stamp-request';
import { NODE_TOOLS } from '#storage/package-file';
import type { UnpackedPackage } from '../packages/unpacked-package';
import { type AnswerOptions, answerOf, type Certified, type StampAuthority } from './stamp-authority';

/** How a stamp is put into a package: by whom, and which certificates stand beside it; left out: those of the authority. */
export interface StampOptions extends AnswerOptions {
  service?: Certified;
  path?: readonly Certified[];
}

/** What the next stamp of a package is over. */
export function nextMessage(unpacked: UnpackedPackage): { number: number; message: Uint8Array } {
  const paths = ['manifest.json', 'manifest.sig', ...[...unpacked.files.keys()].filter((path) => path.startsWith('stamps/'))];
  const files = paths.map((path) => unpacked.files.get(path) ?? Buffer.alloc(0));
  return { number: paths.length / 2, message: stampedMessage(NODE_TOOLS, files) };
}

/** A copy of a package with one stamp more, whether it holds or not. */
export async function stamped(
  unpacked: UnpackedPackage,
  authority: StampAuthority,
  { service = authority.service, path, ...options }: StampOptions,
): Promise<UnpackedPackage> {
  const { number, message } = nextMessage(unpacked);
  const request = stampRequest(NODE_TOOLS, message, randomBytes(16));
  const answer = await answerOf(service, request, { along: [authority.between], ...options });
  const certified = path ?? [service, authority.between, authority.root];
  return withStamp(
    unpacked,
    number,
    answer,
    certified.map(({ der }) => readCertificate(der)),
  );
}

/** A copy of a package with these as its stamp of a number. */
export function withStamp(
  unpacked: UnpackedPackage,
  number: number,
  answer: Uint8Array,
  certificates: readonly Certificate[],
): UnpackedPackage {
  const copy = unpacked.copy();
  const files = stampFiles(NODE_TOOLS, { answer, path: certificates });
  for (const [nth, path] of stampPaths(number).entries()) copy.files.set(path, Buffer.from(files[nth] ?? []));
  return copy;
}
