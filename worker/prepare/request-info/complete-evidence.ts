import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CompleteRecording } from '#data/chain/chain.transitions';
import { type EvidenceFile, requireEvidence } from '#data/evidence/evidence.queries';
import { soughtColumns } from '#domain/evidence/headings';
import { type SearchableText, searchableText } from '#domain/evidence/match';
import type { ItemData } from '#domain/item/json';
import {
  type EvidenceClaim,
  evidenceClaimSchema,
  type NamedColumns,
  type RequestItem,
  requestSchema,
  type SuppliedEvidence,
} from '#domain/phases/request-info/request-item';
import { searchCase, soughtOfCase } from '#domain/phases/request-info/search-case';
import { Refusal } from '#domain/refusals';
import type { RecordingCompleter } from '../phase/completer';
import { knownText } from './evidence-text';

/** Cases after which others get their turn. */
const AT_ONCE = 25;

/** A file with its text, ready to be searched. */
interface ReadFile {
  file: EvidenceFile;
  text: SearchableText;
}

/**
 * Completes evidence that is recorded: what the file is, when it came, and what a search of it finds for exactly this case. A file has been
 * read before it is recorded, so that a chain is never held while one is.
 */
export const completeEvidence: RecordingCompleter =
  (where): CompleteRecording =>
  async (sql, chainId, asked) => {
    const files = new Map<string, ReadFile>();
    const complete = new Map<string, ItemData>();
    for (const [key, { before, fields }] of asked) {
      if (fields.evidence === undefined || fields.evidence === null) continue;
      const claim = claimOf(key, fields.evidence);
      const file = files.get(claim.evidenceId) ?? (await readFile(where, sql, chainId, claim.evidenceId));
      files.set(claim.evidenceId, file);
      complete.set(key, { ...fields, evidence: supplied(before, claim, file) });
      // Searching is computing alone: others get their turn, the heartbeat among them.
      if (complete.size % AT_ONCE === 0) await nextTurn();
    }
    return complete;
  };

function claimOf(key: string, sent: unknown): EvidenceClaim {
  const parsed = evidenceClaimSchema.safeParse(sent);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Refusal('invalid_input', `${key}: ${issue?.path.join('.') ?? 'evidence'} ${issue?.message ?? 'is not right'}.`);
}

async function readFile(
  where: Parameters<typeof knownText>[0],
  sql: Parameters<CompleteRecording>[0],
  chainId: string,
  evidenceId: string,
): Promise<ReadFile> {
  const file = await requireEvidence(sql, chainId, evidenceId);
  const text = await knownText(where, file);
  if (text === null) throw new Refusal('file_not_checked', `It is ${file.fileName}.`);
  return { file, text: searchableText(text) };
}

function supplied(before: ItemData, claim: EvidenceClaim, { file, text }: ReadFile): SuppliedEvidence {
  const request = requestSchema.parse(before);
  const columns = columnsOf(request, claim, text);
  const { check, at } = searchCase(text, request, { stated: claim.stated, columns });
  const { evidenceId: _, columns: __, ...said } = claim;
  return {
    ...said,
    ...(Object.keys(columns).length === 0 ? {} : { columns }),
    sha256: file.sha256,
    fileName: file.fileName,
    mediaType: file.mediaType,
    size: file.size,
    at,
    submission: (request.evidence?.submission ?? 0) + 1,
    check,
  };
}

/**
 * The columns that were named for what one case looks for; a claim for many cases names more.
 * @throws Refusal `invalid_input` where the file has no such column
 */
function columnsOf(request: RequestItem, { columns = {}, stated }: EvidenceClaim, text: SearchableText): NamedColumns {
  const { keys, value } = soughtOfCase(request, stated, columns);
  const named = [...keys, value].filter(({ heading }) => heading !== undefined);
  for (const { code, heading } of soughtColumns(text, named)) {
    if (heading === null)
      throw new Refusal('invalid_input', `The file has no column “${columns[code] ?? ''}”, which is named for ${code}.`);
  }
  return Object.fromEntries(named.map(({ code, heading = '' }) => [code, heading]));
}
