import { canonicalJson } from '../../item/canonical-json';
import type { Json } from '../../item/json';
import type { ScopedAttribute } from './scope-item';

/** What a decision rests on. Figures inside the sentences may move with new data; who counted what for how much may not. */
function grounds({ name, type, recommendation, reasons, cde, historicalIssue, risk, requirement, failedRules }: ScopedAttribute): Json {
  return {
    name,
    type,
    recommendation,
    reasons: reasons.map(({ source, points }) => [source, points]),
    cde,
    historicalIssue,
    risk,
    requirement,
    failedRules,
  };
}

/** What people made of an attribute: their decision with its words, and what passed between them and the reviewer. */
function peoplesPart({ decision, decisionReason, finalScoping, approach, turnedDownBy, turnedDownReason, answer }: ScopedAttribute) {
  return { decision, decisionReason, finalScoping, approach, turnedDownBy, turnedDownReason, answer };
}

/**
 * An attribute recommended anew beside what people made of it before. The decision stands where what it rests on did not change;
 * where it did, the decision is asked again and the words stay as a help. A key is decided by rule on either side.
 */
export function rescoped(before: ScopedAttribute | undefined, now: ScopedAttribute): ScopedAttribute {
  if (before === undefined) return now;
  const kept = peoplesPart(before);
  const stands = canonicalJson(grounds(before)) === canonicalJson(grounds(now));
  return { ...now, ...kept, ...(stands ? {} : { decision: null, finalScoping: now.finalScoping }) };
}

/** An attribute that the reviewer turned down: undecided again, with the reviewer's words beside it. A key stays in scope by rule. */
export function turnedDown(attribute: ScopedAttribute, by: string, reason: string): ScopedAttribute {
  const finalScoping = attribute.recommendation === 'key' ? 'key' : null;
  return { ...attribute, decision: null, decisionReason: '', finalScoping, turnedDownBy: by, turnedDownReason: reason, answer: '' };
}
