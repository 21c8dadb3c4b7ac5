import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ruleHash } from './rule-hash';

describe('the hash of a rule', () => {
  it('is what its recipe says, byte for byte', () => {
    const bytes = '{"code":"STATE.valid-values","expression":"STATE in (\'TX\', \'CA\')","recipe":"rule/1"}';
    expect(ruleHash({ code: 'STATE.valid-values', expression: "STATE in ('TX', 'CA')" })).toBe(
      createHash('sha256').update(bytes).digest('hex'),
    );
  });
  it('differs with the expression and with the code, and with nothing else', () => {
    const rule = { code: 'A', expression: 'A is not blank', name: 'One', severity: 'high' };
    expect(ruleHash({ ...rule, name: 'Two' } as typeof rule)).toBe(ruleHash(rule));
    expect(ruleHash({ ...rule, expression: 'A is blank' })).not.toBe(ruleHash(rule));
    expect(ruleHash({ ...rule, code: 'B' })).not.toBe(ruleHash(rule));
  });
});
