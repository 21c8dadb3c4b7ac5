import type { CastDecision } from '../../version/approval-policy';
import { microsecondsOf } from '../../version/instants';
import type { Faults } from '../fault';
import { rowsPath } from './record-tables';
import { type KeptRows, policyOf, type VersionRow } from './version-rows';
import { inOrder, placeOf } from './versions-check';

const REFUSALS: Readonly<Record<string, string>> = { reject: 'rejected', request_changes: 'changes_requested' };

/**
 * Decides every version again from its commands and receipts (docs/record-format.md, "What follows from the rows"): what the
 * chain's policy makes of them is what the version became, and nobody decided on work of their own.
 */
export function checkDecisions(rows: KeptRows, faults: Faults): void {
  const authors = new Map<string, Set<string>>();
  for (const version of inOrder(rows)) {
    const decisions = rows.decided
      .filter(({ id, version: of }) => of === version.id && rows.applied.has(id))
      .sort((one, other) => one.seq - other.seq)
      .map(({ id, cast }) => ({ ...cast, at: rows.applied.get(id) ?? '' }));
    const since = authors.get(version.chain) ?? new Set();
    authors.set(version.chain, since);
    for (const author of rows.authors.get(version.id) ?? []) since.add(author);
    const at = { ...placeOf(version), file: rowsPath('command') };
    const policy = rows.chains.get(version.chain)?.policy ?? null;
    const signs = policyOf(policy)?.mode === 'signoff';
    // Whoever prepared what is signed attests to it as its tester.
    const own = decisions.some(({ actorId, role }) => since.has(actorId) && !(signs && role === 'tester'));
    faults.expect(!own, at, 'somebody decided on it who had a hand in it.');
    const became = version.status === 'superseded' ? 'approved' : version.status;
    if (became === 'approved') authors.set(version.chain, new Set());
    const decided = ['approved', 'rejected', 'changes_requested'].includes(became) ? became : null;
    const { outcome, taken } = concluded(version, policy, decisions);
    faults.expect(
      outcome === decided && taken === decisions.length,
      at,
      `it is ${version.status}, which is not what was decided under its policy.`,
    );
  }
}

const DAY_MICROSECONDS = 86_400_000_000;

/** The status that a policy and decisions lead to, null without one, and how many decisions that took. Each is judged at the instant of its receipt. */
export function concluded(
  version: Pick<VersionRow, 'status'>,
  stored: Parameters<typeof policyOf>[0],
  decisions: readonly CastDecision[],
): { outcome: string | null; taken: number } {
  const policy = policyOf(stored);
  if (policy === null || version.status === 'draft' || version.status === 'discarded') return { outcome: null, taken: decisions.length };
  const given = new Map<string, number>();
  const signed = new Map<string, string>();
  const { mode, roles, approvalsHoldDays } = policy;
  const counting = (at: number): number =>
    approvalsHoldDays === null
      ? given.size
      : [...given.values()].filter((instant) => at - instant <= approvalsHoldDays * DAY_MICROSECONDS).length;
  const isApproved = (at: number): boolean =>
    mode === 'self' ||
    mode === 'recorded' ||
    (mode === 'review' && counting(at) >= Math.max(1, policy.requiredCount)) ||
    (mode === 'signoff' && roles.length > 0 && roles.every((role) => signed.has(role)));
  if (isApproved(0)) return { outcome: 'approved', taken: 0 };
  for (const [nth, { actorId, role, decision, at }] of decisions.entries()) {
    const refusal = REFUSALS[decision];
    if (refusal !== undefined) return { outcome: refusal, taken: nth + 1 };
    const instant = microsecondsOf(at);
    if (roles.includes(role)) {
      given.set(actorId, instant);
      if (!signed.has(role) && ![...signed.values()].includes(actorId)) signed.set(role, actorId);
    }
    if (isApproved(instant)) return { outcome: 'approved', taken: nth + 1 };
  }
  return { outcome: null, taken: decisions.length };
}

/** Each decision to sign that was carried out has its signature, of its version at that version's hash and as its command says; nobody else has any. */
export function checkSignatures(rows: KeptRows, faults: Faults): void {
  const left = new Map(rows.signatures);
  for (const { id, version: of, cast, signed } of rows.decided) {
    if (signed === null || !rows.applied.has(id)) continue;
    const version = rows.versions.get(of);
    const mark = left.get(id);
    left.delete(id);
    const due = [of, version?.versionHash, cast.actorId, cast.role, ...signed].join(' ');
    const at = version === undefined ? { file: rowsPath('signature') } : { ...placeOf(version), file: rowsPath('signature') };
    faults.expect(mark === due, at, 'a decision to sign has no signature of its own.');
  }
  faults.expect(left.size === 0, { file: rowsPath('signature') }, `${left.size} belong to no decision to sign.`);
}

/** Commands and versions are numbered from 1 without a gap, and a report is closed where its trail says so. */
export function checkNumbers(rows: KeptRows, closed: boolean, faults: Faults): void {
  for (const [owner, numbers] of rows.numbers) {
    const sorted = [...numbers].sort((one, other) => one - other);
    const gap = sorted.findIndex((nth, place) => nth !== place + 1);
    const file = rowsPath(owner.slice(0, owner.indexOf(' ')));
    faults.expect(gap === -1, { file }, `${owner}: number ${gap + 1} is missing, or there twice.`);
  }
  faults.expect(rows.closed === closed, { file: rowsPath('cycle_report') }, 'the report and its trail disagree on whether it is closed.');
}
