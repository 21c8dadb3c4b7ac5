import { readFile } from 'node:fs/promises';
import { fileRefusal } from '#domain/evidence/file-faults';
import { type EvidenceKind, judgeFile } from '#domain/evidence/file-kind';
import { workbookParts } from './workbook-parts';

/**
 * What a file sent as evidence is, before it is kept. `name` is what its sender calls it. Refuses whatever is no whole file of a kind that is
 * taken, in words that its sender can act on; a PDF whose body is broken, or whose password shows only inside, is found when it is read.
 */
export async function judgeEvidence(path: string, name: string): Promise<{ kind: EvidenceKind; mediaType: string }> {
  const judged = judgeFile(await readFile(path), name);
  if (!judged.taken) throw fileRefusal(judged.fault);
  const workbook = judged.kind === 'xlsx' ? await workbookParts(path) : null;
  if (workbook?.taken === false) throw fileRefusal(workbook.fault);
  return { kind: judged.kind, mediaType: judged.mediaType };
}
