import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EvidenceAnswers, Inquiry } from '#contract/inquiries';
import { requireEvidence } from '#data/evidence/evidence.queries';
import { versionPlace } from '#data/files/preparation.queries';
import { searchableText } from '#domain/evidence/match';
import { requestSchema } from '#domain/phases/request-info/request-item';
import { searchCase } from '#domain/phases/request-info/search-case';
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
  { versionId, evidenceId }: Extract<Inquiry, { kind: 'check-evidence' }>,
): Promise<EvidenceAnswers> {
  const place = await versionPlace(db.pool, versionId);
  const file = await requireEvidence(db.pool, place.chainId, evidenceId);
  const reading = setInterval(() => heartbeat({ step: 'Reading', done: 0, total: 1, unit: 'files' }), READING_HEARTBEAT_MS);
  const text = searchableText(await evidenceText({ db, storage }, file, signal).finally(() => clearInterval(reading)));
  const found: EvidenceAnswers['found'][number][] = [];
  let cases = 0;
  for await (const { key, data } of versionItems(db, place)) {
    if (cases === MOST_CASES) return answers({ cases, cutOff: true, found }, text);
    cases += 1;
    const { check, at } = searchCase(text, requestSchema.parse(data), null);
    if (check.result === 'pass' || check.result === 'warning') found.push({ itemKey: key, result: check.result, value: check.value, at });
    if (cases % AT_ONCE !== 0) continue;
    signal.throwIfAborted();
    heartbeat({ step: 'Searching', done: cases, total: cases, unit: 'cases' });
    await nextTurn();
  }
  return answers({ cases, cutOff: false, found }, text);
}

function answers(counted: Omit<EvidenceAnswers, 'isSilent'>, { parts }: ReturnType<typeof searchableText>): EvidenceAnswers {
  return { ...counted, isSilent: parts.every(({ hasText }) => !hasText) };
}
