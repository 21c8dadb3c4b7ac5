import { canonicalJson, textHash } from '../../item/canonical-json';
import type { Rule } from './rule-item';

/**
 * What decides a rule's result, as a hash: SHA-256 in hex over the canonical JSON (RFC 8785) of `{ code, expression, recipe: "rule/1" }`.
 * A result that cites it was found by the rule as it then stood, whatever its name or severity.
 */
export function ruleHash({ code, expression }: Pick<Rule, 'code' | 'expression'>): string {
  return textHash(canonicalJson({ code, expression, recipe: 'rule/1' }));
}
