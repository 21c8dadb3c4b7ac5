import 'server-only';
import type { EvidenceKind } from '#domain/evidence/file-kind';
import { judgeEvidence } from '#storage/judge-evidence';
import type { Storage } from '#storage/storage';
import { environment } from './environment';
import { receiveFile } from './receive-file';

/** What a file of evidence is, as it was kept. */
interface ReceivedEvidence {
  sha256: string;
  /** Bytes. */
  size: number;
  kind: EvidenceKind;
  mediaType: string;
}

/**
 * Streams a request's body into storage, where its bytes are those of a file that is taken as evidence.
 * @throws Refusal as `receiveFile`, and one of FILE_FAULTS. Nothing is stored then.
 */
export async function receiveEvidence(storage: Storage, request: Request, fileName: string): Promise<ReceivedEvidence> {
  let judged: { kind: EvidenceKind; mediaType: string } | undefined;
  const kept = await receiveFile(storage, request, {
    limitBytes: environment().evidenceLimitBytes,
    accept: async (path) => {
      judged = await judgeEvidence(path, fileName);
    },
  });
  if (judged === undefined) throw new Error('A file was kept that nobody judged.');
  return { ...judged, ...kept };
}
