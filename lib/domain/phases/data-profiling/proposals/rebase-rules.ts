import { canonicalJson } from '../../../item/canonical-json';
import type { ProfiledAttribute } from '../../../rules/rule-attribute';
import type { Rule } from '../rule-item';
import { readExpression } from '../settle-rule';
import { newRule } from './new-rule';
import { proposeFromDictionary } from './propose-from-dictionary';

export interface RebaseInput {
  rules: readonly Rule[];
  before: readonly ProfiledAttribute[];
  now: readonly ProfiledAttribute[];
  /** Codes proposed at any time before: what people took out is not brought back. */
  proposed: ReadonlySet<string>;
  /** Whether the records are others than before. */
  populationMoved: boolean;
}

/** Rules as they are after the attributes or the records changed, by code; null for one that goes. Those that stay as they are are not listed. */
export interface Rebased {
  rules: Map<string, Rule | null>;
  proposed: Set<string>;
}

/** Codes of attributes that came, went, or are typed or listed otherwise. */
export function changedCodes(before: readonly ProfiledAttribute[], now: readonly ProfiledAttribute[]): Set<string> {
  const was = new Map(before.map((attribute) => [attribute.code, canonicalJson(attribute)]));
  const changed = new Set(
    now.filter((attribute) => was.get(attribute.code) !== canonicalJson(attribute)).map((attribute) => attribute.code),
  );
  const is = new Set(now.map((attribute) => attribute.code));
  for (const code of was.keys()) if (!is.has(code)) changed.add(code);
  return changed;
}

function listed(codes: readonly string[]): string {
  return codes.length === 1 ? `${codes[0]} is` : `${codes.join(', ')} are`;
}

/**
 * What becomes of rules when Planning was approved anew. Results of other records, or of attributes typed or listed
 * otherwise, are taken away. A proposal whose attribute left the report goes; what people wrote or imported is left out,
 * with the reason. A dictionary's proposal that nobody reworded follows the dictionary and is decided anew. New proposals
 * are added.
 */
export function rebaseRules({ rules, before, now, proposed, populationMoved }: RebaseInput): Rebased {
  const changed = changedCodes(before, now);
  const there = new Set(now.map((attribute) => attribute.code));
  const former = new Map(proposeFromDictionary(before).map((proposal) => [proposal.code, proposal.expression]));
  const current = proposeFromDictionary(now);
  const byCode = new Map(current.map((proposal) => [proposal.code, proposal]));
  const rebased = new Map<string, Rule | null>();
  for (const rule of rules) {
    const gone = rule.attributes.filter((code) => !there.has(code));
    const proposal = byCode.get(rule.code);
    if (gone.length > 0 && rule.source !== 'tester' && rule.source !== 'import') rebased.set(rule.code, null);
    else if (gone.length > 0)
      rebased.set(rule.code, {
        ...rule,
        ...readExpression(rule.expression, now),
        decision: 'exclude',
        decisionReason: `${listed(gone)} no longer among the report’s attributes.`,
        result: null,
      });
    else if (proposal !== undefined && former.get(rule.code) === rule.expression && proposal.expression !== rule.expression) {
      rebased.set(rule.code, {
        ...newRule(proposal, now),
        turnedDownBy: rule.turnedDownBy,
        turnedDownReason: rule.turnedDownReason,
        answer: rule.answer,
      });
    } else if (rule.attributes.some((code) => changed.has(code)))
      rebased.set(rule.code, { ...rule, ...readExpression(rule.expression, now), result: null });
    else if (rule.result !== null && populationMoved) rebased.set(rule.code, { ...rule, result: null });
  }
  const known = new Set([...proposed, ...rules.map((rule) => rule.code)]);
  for (const proposal of current) if (!known.has(proposal.code)) rebased.set(proposal.code, newRule(proposal, now));
  return { rules: rebased, proposed: new Set([...proposed, ...byCode.keys()]) };
}
