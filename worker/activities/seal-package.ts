import { createHash, sign } from 'node:crypto';
import type { Signer } from '#domain/checkpoint/signed-note';
import {
  declaredState,
  MANIFEST_PATH,
  type Manifest,
  manifestBytes,
  SIGNATURE_PATH,
  signatureBytes,
  signedOfManifest,
} from '#domain/package/manifest';
import { StampRefused } from '#domain/package/stamps/judge-token';
import { type PackedStamp, stampedMessage, stampFiles, stampPaths } from '#domain/package/stamps/packed-stamps';
import { tokenOf } from '#domain/package/stamps/stamp-request';
import { NODE_TOOLS } from '#storage/package-file';

/** Asks for a stamp of a message. @throws StampRefused where none is to be had, with a sentence that says why */
export type AskForStamp = (message: Uint8Array) => Promise<PackedStamp>;

/** The end of a package: its manifest with what is said of it, in the order in which it is written. */
export interface Seal {
  manifest: Manifest;
  files: readonly { path: string; bytes: Uint8Array }[];
  /** When it was stamped, and by whom; null where it was not. */
  stamped: { at: Date; by: string } | null;
}

/**
 * Signs a manifest and has the signature stamped, where there is a service. Where no stamp is to be had, the manifest says so and is
 * signed anew, so that nobody takes the package for one that was meant to be without.
 */
export async function sealPackage(manifest: Manifest, signer: Signer, askForStamp: AskForStamp | null): Promise<Seal> {
  const signed = signedFiles(manifest, signer);
  if (askForStamp === null) return { manifest, files: signed, stamped: null };
  const [answerPath, besidePath] = stampPaths(1);
  try {
    const stamp = await askForStamp(
      stampedMessage(
        NODE_TOOLS,
        signed.map(({ bytes }) => bytes),
      ),
    );
    const [answer, beside] = stampFiles(NODE_TOOLS, stamp);
    const stamped = { at: new Date(tokenOf(stamp.answer).at), by: stamp.path[0]?.name ?? '' };
    return { manifest, files: [...signed, { path: answerPath, bytes: answer }, { path: besidePath, bytes: beside }], stamped };
  } catch (error) {
    if (!(error instanceof StampRefused)) throw error;
    const omissions = [...manifest.omissions, { what: answerPath, reason: `There is no time stamp: ${error.message}` }];
    const partial: Manifest = { ...manifest, omissions, state: declaredState(omissions) };
    return { manifest: partial, files: signedFiles(partial, signer), stamped: null };
  }
}

function signedFiles(manifest: Manifest, { publicKey, privateKey }: Signer): { path: string; bytes: Uint8Array }[] {
  const text = manifestBytes(manifest);
  const signature = sign(null, signedOfManifest(createHash('sha256').update(text).digest()), privateKey).toString('base64');
  const key = Buffer.from(publicKey).toString('base64');
  return [
    { path: MANIFEST_PATH, bytes: text },
    { path: SIGNATURE_PATH, bytes: signatureBytes({ algorithm: 'Ed25519', key, signature }) },
  ];
}
