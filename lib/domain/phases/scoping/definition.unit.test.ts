import { describe, expect, it } from 'vitest';
import { contextOf } from '../../../../test/support/phase-context';
import type { ItemData } from '../../item/json';
import { scoping } from './definition';
import { finalScoping } from './final-scoping';
import type { ScopedAttribute } from './scope-item';

const ATTRIBUTE: ScopedAttribute = {
  code: 'A',
  position: 1,
  name: 'A',
  recommendation: 'test',
  score: 40,
  reasons: [{ source: 'cde', text: 'Critical data element.', points: 40 }],
  recommendedBy: 'countersign/1',
  cde: true,
  historicalIssue: false,
  risk: null,
  requirement: null,
  type: 'text',
  rules: 0,
  failedRules: 0,
  dqScore: null,
  decision: 'accept',
  decisionReason: '',
  finalScoping: 'test',
  approach: '',
  turnedDownBy: null,
  turnedDownReason: '',
  answer: '',
};
const attribute = (changes: Partial<ScopedAttribute> = {}): ItemData => ({ ...ATTRIBUTE, ...changes }) as unknown as ItemData;
const key = attribute({ code: 'K', recommendation: 'key', decision: null, finalScoping: 'key', cde: false });
const settled = (changes: Partial<ScopedAttribute>) => scoping.settle?.(attribute(changes), null, new Map());

async function blocked(items: readonly ItemData[], staleInputs: readonly string[] = []): Promise<Record<string, string>> {
  const gates = await scoping.gates(contextOf(items, {}, staleInputs));
  return Object.fromEntries(gates.flatMap((gate) => (gate.blocked === null ? [] : [[gate.code, gate.blocked]])));
}

describe('Scoping', () => {
  it('derives the final scoping from recommendation and decision', () => {
    const scopings = (['test', 'skip', 'key'] as const).map((recommendation) =>
      ([null, 'accept', 'decline', 'override'] as const).map((decision) => finalScoping({ recommendation, decision })),
    );
    expect(scopings).toEqual([
      [null, 'test', 'skip', 'test'],
      [null, 'skip', 'skip', 'test'],
      ['key', 'key', 'key', 'key'],
    ]);
  });

  it('settles an edit, and takes a decision on a key away', () => {
    expect(settled({ decision: 'decline' })).toMatchObject({ finalScoping: 'skip' });
    expect(settled({ decision: null })).toMatchObject({ finalScoping: null });
    expect(settled({ recommendation: 'key', decision: 'decline', finalScoping: null })).toMatchObject({
      decision: null,
      finalScoping: 'key',
    });
  });

  it('has no open gate where everything is in order, and is not satisfied by keys or nothing', async () => {
    expect(await blocked([key, attribute()])).toEqual({});
    expect(await blocked([key])).toEqual({ tested: 'No attribute is to be tested.' });
    expect(await blocked([])).toEqual({ tested: 'There are no attributes.' });
  });

  it('names what blocks', async () => {
    const items = [
      key,
      attribute(),
      attribute({ decision: null, finalScoping: null }),
      attribute({ decision: 'decline', finalScoping: 'skip' }),
      attribute({ recommendation: 'skip', decision: 'override', decisionReason: 'Changed system.' }),
      attribute({ recommendation: 'skip', decision: 'decline', finalScoping: 'skip', decisionReason: 'No.' }),
      attribute({ decision: 'override', decisionReason: 'Yes.' }),
      attribute({ turnedDownBy: 'o@example.test' }),
      attribute({ turnedDownBy: 'o@example.test', answer: 'Tested last year.' }),
    ];
    expect(await blocked(items, ['Planning has changed.'])).toEqual({
      decided: '1 attribute not decided.',
      fits: '1 attribute declined that was not recommended for testing: accept instead; 1 attribute overridden that was recommended for testing: accept instead.',
      reasons: '1 attribute declined or overridden without a reason.',
      answered: '1 attribute rejected by the approver without an answer.',
      inputs: 'Planning has changed.',
    });
  });

  it('never counts a key as undecided', async () => {
    expect(await contextOf([key, attribute({ decision: null })]).count(scoping.undecided)).toBe(1);
  });

  it('sums up scope, figures and coverage, each part opening its rows', async () => {
    const items = [
      key,
      attribute(),
      attribute({ decision: 'decline', finalScoping: 'skip', risk: 8, failedRules: 2 }),
      attribute({ cde: false, recommendation: 'skip', decision: 'override', historicalIssue: true }),
    ];
    const context = contextOf(items);
    const sections = await scoping.summary(context);
    const part = (label: string) => sections.flatMap((section) => section.parts).find((candidate) => candidate.label === label);
    expect(
      [
        'To test',
        'Keys, in scope by rule',
        'Not tested',
        'In scope',
        'Overrides',
        'Agreement',
        'Critical data elements',
        'Historical issues',
        'Attributes with failed rules',
        'High risk (7 to 10)',
      ].map((label) => part(label)?.value),
    ).toEqual([
      '2',
      '1',
      '1',
      '75.0 %',
      '33.3 %',
      '33.3 %',
      '1 of 2 in scope (50.0 %)',
      '1 of 1 in scope (100.0 %)',
      '0 of 1 in scope (0.0 %)',
      '0 of 1 in scope (0.0 %)',
    ]);
    for (const { value, filter } of sections.flatMap((section) => section.parts))
      if (filter && /^\d+$/.test(value)) expect(await context.count(filter)).toBe(Number(value));
    expect(await context.count(part('Critical data elements')?.filter ?? { all: [] })).toBe(1);
  });

  it('describes every field of an item once', () => {
    expect(scoping.itemSchema.safeParse(attribute()).success).toBe(true);
    expect(scoping.fields.map((field) => field.name).sort()).toEqual(Object.keys(ATTRIBUTE).sort());
    expect(
      scoping.fields
        .filter((field) => field.editable)
        .map((field) => field.name)
        .sort(),
    ).toEqual(['answer', 'approach', 'decision', 'decisionReason']);
  });
});
