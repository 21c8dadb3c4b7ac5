import 'server-only';
import { text as textOf } from 'node:stream/consumers';
import { findDerivedFile } from '#data/files/derived-files.queries';
import { type ExtractedText, extractedTextSchema } from '#domain/evidence/extracted-text';
import { TEXT_RECIPE } from '#domain/evidence/text-recipe';
import type { Services } from './services';

/** The text that a worker read out of a file, by the file's hash; null where none has. */
export async function evidenceText({ db, storage }: Pick<Services, 'db' | 'storage'>, sha256: string): Promise<ExtractedText | null> {
  const made = await findDerivedFile(db, sha256, TEXT_RECIPE);
  if (made === null || !(await storage.has(made))) return null;
  return extractedTextSchema.parse(JSON.parse(await textOf(storage.read(made))));
}
