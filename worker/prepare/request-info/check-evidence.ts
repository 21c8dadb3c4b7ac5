import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EvidenceAnswers, Inquiry } from '#contract/inquiries';
import { requireEvidence } from '#data/evidence/evidence.queries';
import { versionPlace } from '#data/files/preparation.queries';
import type { Sought } from '#domain/evidence/find-value';
import { headingsIn, soughtColumns } from '#domain/evidence/headings';
import { type SearchableText, searchableText } from '#domain/evidence/match';
import { requestSchema } from '#domain/phases/request-info/request-item';
import { searchCase, soughtOfCase } from '#domain/phases/request-info/search-case';
import type { PrepareContext } from '../phase/preparer';
import { versionItems } from '../phase/version-reader';
import { evidenceText } from './evidence-text';

/** More cases than a person would choose from are not looked for; an extract answers those. */
const MOST_CASES = 2_000;
/** Cases after which others get their turn: searching is computing alone. */
const AT_ONCE = 25;
/** Reading a file is one wait of up to a minute. */
const READING_HEARTBEAT_MS = 3_000;

/**
 * Answers which cases of a version a file answers. Its text is read first, where nobody has.
 * @throws Refusal `not_found` where it was not supplied in the version's chain, or one of FILE_FAULTS
 */
export async function checkEvidence(
  { db, storage, signal, heartbeat }: Pick<PrepareContext, 'db' | 'storage' | 'signal' | 'heartbeat'>,
  { versionId, evidenceId, columns }: Extract<Inquiry, { kind: 'check-evidence' }>,
): Promise<EvidenceAnswers> {
  const place = await versionPlace(db.pool, versionId);
  const file = await requireEvidence(db.pool, place.chainId, evidenceId);
  const reading = setInterval(() => heartbeat({ step: 'Reading', done: 0, total: 1, unit: 'files' }), READING_HEARTBEAT_MS);
  const text = searchableText(await evidenceText({ db, storage }, file, signal).finally(() => clearInterval(reading)));
  const found: EvidenceAnswers['found'][number][] = [];
  const sought = new Map<string, Sought>();
  let cases = 0;
  for await (const { key, data } of versionItems(db, place)) {
    if (cases === MOST_CASES) return { cases, cutOff: true, found, ...told(text, sought) };
    cases += 1;
    const request = requestSchema.parse(data);
    const { keys, value } = soughtOfCase(request, null, columns);
    for (const one of [...keys, value]) if (!sought.has(one.code)) sought.set(one.code, one);
    const { check, at } = searchCase(text, request, { stated: null, columns });
    if (check.result === 'pass' || check.result === 'warning') found.push({ itemKey: key, result: check.result, value: check.value, at });
    if (cases % AT_ONCE !== 0) continue;
    signal.throwIfAborted();
    heartbeat({ step: 'Searching', done: cases, total: cases, unit: 'cases' });
    await nextTurn();
  }
  return { cases, cutOff: false, found, ...told(text, sought) };
}

/** What a file is: whether it holds text, and in which columns of its tables was looked. */
function told(text: SearchableText, sought: ReadonlyMap<string, Sought>): Pick<EvidenceAnswers, 'isSilent' | 'headings' | 'columns'> {
  const headings = headingsIn(text, [...sought.values()]);
  return {
    isSilent: text.parts.every(({ hasText }) => !hasText),
    headings,
    columns: headings.length === 0 ? [] : soughtColumns(text, [...sought.values()]),
  };
}
