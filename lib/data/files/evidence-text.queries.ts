import type { Readable } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import { type ExtractedText, extractedTextSchema } from '#domain/evidence/extracted-text';
import { TEXT_RECIPE } from '#domain/evidence/text-recipe';
import type { Database } from '../sql/connection';
import { findDerivedFile } from './derived-files.queries';

/** Where files lie by their SHA-256, as far as it is read here. */
interface Files {
  has(sha256: string): Promise<boolean>;
  read(sha256: string): Readable;
}

/** The text that a worker read out of a file, by the file's hash; null where none has. */
export async function readEvidenceText(db: Database, files: Files, sha256: string): Promise<ExtractedText | null> {
  const made = await findDerivedFile(db, sha256, TEXT_RECIPE);
  if (made === null || !(await files.has(made))) return null;
  return extractedTextSchema.parse(JSON.parse(await textOf(files.read(made))));
}
