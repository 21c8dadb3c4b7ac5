import type { MatterKind } from '#domain/phases/final-report/matters';
import type { VersionLink } from './destinations';

/** One significant matter of a version, as a signer sees it. */
export interface MatterView {
  key: string;
  kind: MatterKind;
  title: string;
  detail: string;
  /** The version that says it, in words and as a link. */
  place: string;
  link: VersionLink;
  /** Whether the reader has opened it in this version as it is. */
  opened: boolean;
}

/** One signature on a version. */
export interface SignatureView {
  name: string;
  role: string;
  /** ISO instants. */
  openedAt: string;
  signedAt: string;
  /** Hex; the document's is null where none was made. */
  versionHash: string;
  pdfSha256: string | null;
}

/** What signing a version takes, and who has signed it. */
export interface SigningView {
  /** The words to agree to, with their SHA-256 (hex). */
  consent: string;
  consentSha256: string;
  /** The document that is signed along: its SHA-256 (hex), or null where it is not made yet. Null where the policy asks for none. */
  document: { sha256: string | null } | null;
  matters: readonly MatterView[];
  signatures: readonly SignatureView[];
}
