import { z } from 'zod';
import { canonicalJson } from '../item/canonical-json';
import { Refusal } from '../refusals';
import { PackageUnreadable } from './fault';
import { sameBytes } from './tools';

/** The format of a package (docs/package-format.md). */
export const PACKAGE_FORMAT = 'countersign-package/1';

export const MANIFEST_PATH = 'manifest.json';
export const SIGNATURE_PATH = 'manifest.sig';
/** Where the time stamps of a package lie, which are over the manifest and so not listed by it. */
export const STAMPS_FOLDER = 'stamps/';
/** What the manifest does not list: itself, and what is said of it. */
export const UNLISTED_PATHS: readonly string[] = [MANIFEST_PATH, SIGNATURE_PATH];

/**
 * What a package says of itself: everything is in it; something is left out, which it lists; or it could not be made, which is said where
 * it was asked for.
 */
export const PACKAGE_STATES = ['complete', 'partial', 'failed'] as const;
export type PackageState = (typeof PACKAGE_STATES)[number];

/** Something that belongs into a package and is not in it, and why. */
export interface Omission {
  /** A path of the format, or in words what it is. */
  what: string;
  reason: string;
}

/** The state that a package declares by what was left out of it. */
export function declaredState(omissions: readonly Omission[]): Exclude<PackageState, 'failed'> {
  return omissions.length === 0 ? 'complete' : 'partial';
}

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);
/** Parts of lower-case letters, digits, `.`, `_` and `-`, none of which begins with a dot: no system reads such a path otherwise. */
export const PATH = /^[a-z0-9_-][a-z0-9._-]*(?:\/[a-z0-9_-][a-z0-9._-]*)*$/;

const packedFileSchema = z.strictObject({
  path: z.string().max(200).regex(PATH),
  /** SHA-256 of its bytes, lower-case hex. */
  sha256: sha256Schema,
  /** Bytes. */
  size: z.number().int().min(0),
});
export type PackedFile = z.output<typeof packedFileSchema>;

const manifestSchema = z.strictObject({
  format: z.literal(PACKAGE_FORMAT),
  /** Of the installation, as checkpoints name it. */
  installation: z.string(),
  report: z.string(),
  cycle: z.string(),
  cycleReport: z.uuid(),
  /** Of the packages of this report, from 1. */
  number: z.number().int().min(1),
  redacted: z.boolean(),
  state: z.enum(['complete', 'partial']),
  omissions: z.array(z.strictObject({ what: z.string(), reason: z.string() })),
  files: z.array(packedFileSchema),
});
export type Manifest = z.output<typeof manifestSchema>;

/** The bytes of a manifest: the RFC 8785 text, its files in the order of their paths' bytes. */
export function manifestBytes(manifest: Manifest): Uint8Array {
  return new TextEncoder().encode(canonicalJson({ ...manifest, files: [...manifest.files].sort(byPath) }));
}

/** Order of paths by their bytes; they are ASCII, in which the order of code units is the same. */
function byPath(one: PackedFile, other: PackedFile): number {
  return one.path < other.path ? -1 : Number(one.path > other.path);
}

/**
 * Reads a manifest that says the same in no other way: canonical text, files in order, none twice, the state that follows from its
 * omissions. @throws PackageUnreadable
 */
export function readManifest(bytes: Uint8Array): Manifest {
  const parsed = manifestSchema.safeParse(parsedJson(bytes, MANIFEST_PATH));
  if (!parsed.success)
    throw unreadable(MANIFEST_PATH, `it is no manifest of ${PACKAGE_FORMAT} (${parsed.error.issues[0]?.path.join('.') ?? ''}).`);
  const manifest = parsed.data;
  const again = canonical(manifest);
  if (again === null || !sameBytes(bytes, new TextEncoder().encode(again))) throw unreadable(MANIFEST_PATH, 'it is not in canonical form.');
  const paths = manifest.files.map(({ path }) => path);
  const wrong = paths.find((path, at) => at > 0 && path <= (paths[at - 1] ?? ''));
  if (wrong !== undefined) throw unreadable(MANIFEST_PATH, `${wrong} is listed twice, or out of order.`);
  const own = paths.find((path) => UNLISTED_PATHS.includes(path) || path.startsWith(STAMPS_FOLDER));
  if (own !== undefined) throw unreadable(MANIFEST_PATH, `it lists ${own}.`);
  if (manifest.state !== declaredState(manifest.omissions))
    throw unreadable(MANIFEST_PATH, `it declares itself ${manifest.state}, which is not what its omissions say.`);
  return manifest;
}

const signatureSchema = z.strictObject({
  algorithm: z.literal('Ed25519'),
  /** The public key of 32 bytes, base64. */
  key: z.base64().length(44),
  /** The signature of 64 bytes, base64. */
  signature: z.base64().length(88),
});
export type ManifestSignature = z.output<typeof signatureSchema>;

/** The bytes of `manifest.sig`. */
export function signatureBytes(signature: ManifestSignature): Uint8Array {
  return new TextEncoder().encode(canonicalJson(signature));
}

/** @throws PackageUnreadable */
export function readSignature(bytes: Uint8Array): ManifestSignature {
  const parsed = signatureSchema.safeParse(parsedJson(bytes, SIGNATURE_PATH));
  if (!parsed.success || !sameBytes(bytes, signatureBytes(parsed.data))) throw unreadable(SIGNATURE_PATH, 'it is no signature.');
  return parsed.data;
}

/** What is signed: the format and a line feed, then SHA-256 of the manifest's bytes. */
export function signedOfManifest(manifestSha256: Uint8Array): Uint8Array {
  const format = new TextEncoder().encode(`${PACKAGE_FORMAT}\n`);
  const signed = new Uint8Array(format.length + manifestSha256.length);
  signed.set(format);
  signed.set(manifestSha256, format.length);
  return signed;
}

function parsedJson(bytes: Uint8Array, path: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    throw unreadable(path, 'it is not JSON.');
  }
}

function canonical(manifest: Manifest): string | null {
  try {
    return canonicalJson(manifest);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

function unreadable(file: string, words: string): PackageUnreadable {
  return new PackageUnreadable({ at: { file }, words });
}
