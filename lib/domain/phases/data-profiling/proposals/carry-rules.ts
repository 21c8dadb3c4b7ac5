import type { LeftBehind } from '../../../phase/carried';
import { NOT_YET_DECIDED } from '../../../phase/review-fields';
import type { ProfiledAttribute } from '../../../rules/rule-attribute';
import type { Rule } from '../rule-item';
import { readExpression } from '../settle-rule';
import { newRule } from './new-rule';
import { proposeFromDictionary } from './propose-from-dictionary';

export interface CarryRulesInput {
  /** The rules that an earlier cycle ended with. */
  rules: readonly Rule[];
  /** The attributes that they were about then, and those of now. */
  before: readonly ProfiledAttribute[];
  now: readonly ProfiledAttribute[];
}

/** The rules that a cycle begins with, by code: all undecided and not run. */
export interface CarriedRules {
  rules: Rule[];
  /** Codes of those that come from the earlier cycle. */
  carried: string[];
  left: LeftBehind[];
}

/**
 * Rules of an earlier cycle beside what the dictionary of now proposes. What people wrote, reworded or imported is carried as it stood; a
 * dictionary's own proposal follows the dictionary of now; a rule that names an attribute that is gone stays behind. Nothing is decided by being carried.
 */
export function carryRules({ rules, before, now }: CarryRulesInput): CarriedRules {
  const there = new Set(now.map(({ code }) => code));
  const former = new Map(proposeFromDictionary(before).map(({ code, expression }) => [code, expression]));
  const proposals = proposeFromDictionary(now);
  const proposed = new Map(proposals.map((proposal) => [proposal.code, proposal]));
  const known = new Set(rules.map(({ code }) => code));
  const kept = new Map<string, Rule>();
  const left: LeftBehind[] = [];
  for (const rule of rules) {
    const why = reasonToLeave(rule, { there, former: former.get(rule.code), now: proposed.get(rule.code)?.expression });
    if (why === null) kept.set(rule.code, { ...rule, ...readExpression(rule.expression, now), ...NOT_YET_DECIDED, result: null });
    else left.push({ key: rule.code, name: rule.name, why });
  }
  const anew = proposals.filter(({ code }) => !kept.has(code) && (!known.has(code) || left.some(({ key }) => key === code)));
  return { rules: [...kept.values(), ...anew.map((proposal) => newRule(proposal, now))], carried: [...kept.keys()], left };
}

function reasonToLeave(
  rule: Rule,
  dictionary: { there: ReadonlySet<string>; former: string | undefined; now: string | undefined },
): string | null {
  const gone = rule.attributes.filter((code) => !dictionary.there.has(code));
  if (gone.length > 0) return `${gone.join(', ')} ${gone.length === 1 ? 'is' : 'are'} no longer among the report’s attributes.`;
  // Reworded by people: theirs, whatever the dictionary says.
  if (dictionary.former !== rule.expression || dictionary.former === dictionary.now) return null;
  return dictionary.now === undefined
    ? 'The dictionary of this cycle no longer gives rise to it.'
    : 'The dictionary is newer: its rule is proposed as it reads now.';
}
