import { Readable } from 'node:stream';
import { recordDerivedFile } from '#data/files/derived-files.commands';
import { readEvidenceText } from '#data/files/evidence-text.queries';
import type { Database } from '#data/sql/connection';
import type { ExtractedText } from '#domain/evidence/extracted-text';
import type { EvidenceKind } from '#domain/evidence/file-kind';
import { TEXT_RECIPE } from '#domain/evidence/text-recipe';
import type { Storage } from '#storage/storage';
import { extractText } from '../../analysis/evidence/extract-text';

interface Where {
  db: Database;
  storage: Storage;
}

/** The text that was read out of a stored file; null where nobody has read it. A picture has none to read. */
export async function knownText({ db, storage }: Where, file: { sha256: string; kind: EvidenceKind }): Promise<ExtractedText | null> {
  if (file.kind === 'png' || file.kind === 'jpeg') return { parts: [] };
  return await readEvidenceText(db, storage, file.sha256);
}

/**
 * The text of a stored file, read in a thread of its own where nobody has read it yet, and kept.
 * @throws Refusal one of FILE_FAULTS, where it cannot be read, or not within the limits
 */
export async function evidenceText(
  where: Where,
  file: { sha256: string; kind: EvidenceKind },
  signal: AbortSignal,
): Promise<ExtractedText> {
  const known = await knownText(where, file);
  if (known !== null) return known;
  const { db, storage } = where;
  const read = await extractText(storage.path(file.sha256), file.kind, signal);
  const { sha256 } = await storage.put(Readable.from([Buffer.from(JSON.stringify(read))]), { signal });
  await recordDerivedFile(db, file.sha256, TEXT_RECIPE, sha256);
  return read;
}
