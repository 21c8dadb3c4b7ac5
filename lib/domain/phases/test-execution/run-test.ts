import { compare } from '../../comparing/compare';
import { isLooserThanDefault } from '../../comparing/comparison-setting';
import { canonicalJson, textHash } from '../../item/canonical-json';
import type { RunClaim, RunReason, TestItem, TestRun, TestState } from './test-item';

/** What a run is made by: values, evidence and comparison. */
type Basis = Pick<
  TestItem,
  'type' | 'format' | 'specialValues' | 'confidential' | 'reported' | 'evidence' | 'shown' | 'unobtainable' | 'setting'
>;
type Runnable = Basis & Pick<TestItem, 'run'>;

/** SHA-256, in lower-case hex, of everything that a run is made by; a run counts while it is unchanged. The reason of a setting is none of it. */
export function basisOf({ reported, evidence, shown, unobtainable, setting: { reason: _, ...setting }, ...attribute }: Basis): string {
  const { type, format, specialValues, confidential } = attribute;
  const accepted = evidence?.judged ?? null;
  return textHash(canonicalJson({ type, format, specialValues, confidential, reported, evidence: accepted, shown, unobtainable, setting }));
}

/** Whether a case has accepted evidence, or it is agreed that there is none: it can be run. */
export function isReady({ evidence, unobtainable }: Pick<TestItem, 'evidence' | 'unobtainable'>): boolean {
  return evidence !== null || unobtainable !== '';
}

/** A case with all that follows from its parts: where it stands, its pattern, and whether it is compared more loosely than usual. */
export function withStanding<Item extends Runnable>(item: Item): Item & Pick<TestItem, 'state' | 'pattern' | 'looser'> {
  const state = stateOf(item);
  const pattern = state === 'fail' ? (item.run?.pattern ?? null) : null;
  return { ...item, state, pattern, looser: isLooserThanDefault(comparison(item)) };
}

function stateOf(item: Runnable): TestState {
  if (!isReady(item)) return 'waiting';
  if (item.run === null) return 'to-run';
  return item.run.basis === basisOf(item) ? item.run.result : 'outdated';
}

/** How values are compared, with what is known of their attribute. */
function comparison({ type, format, specialValues, confidential, setting }: Basis) {
  return { type, format, specialValues, confidential, ...setting };
}

/** Runs a case: what its values come to as they are, and why it was run. The caller has seen to it that it is ready. */
export function runTest(item: Runnable, claim: RunClaim): TestRun {
  const isManual = claim.method === 'manual';
  const value = isManual ? claim.value : item.shown;
  const outcome = compare(comparison(item), item.reported, value);
  const isMissing = !isManual && item.unobtainable !== '' && outcome.result === 'inconclusive';
  return {
    number: (item.run?.number ?? 0) + 1,
    reason: reasonOf(item, claim),
    because: claim.because.trim(),
    reported: item.reported,
    evidence: item.evidence,
    value,
    method: claim.method,
    place: isManual ? claim.place : '',
    rationale: isManual ? claim.rationale : '',
    comparator: item.setting.comparator,
    basis: basisOf(item),
    ...outcome,
    difference: isMissing ? `The evidence cannot be had: ${item.unobtainable}` : outcome.difference,
  };
}

function reasonOf(item: Runnable, { method }: RunClaim): RunReason {
  if (method === 'manual') return 'manual';
  if (item.run === null) return 'initial';
  if (item.run.basis === basisOf(item)) return 'retry';
  return item.run.evidence?.judged === item.evidence?.judged ? 'setting-changed' : 'evidence-updated';
}
