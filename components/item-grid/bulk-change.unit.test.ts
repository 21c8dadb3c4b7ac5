import { describe, expect, it } from 'vitest';
import type { ItemRow } from '#contract/views/row-views';
import type { ItemData } from '#domain/item/json';
import { phaseDefinition } from '#domain/phases/registry';
import { type BulkTarget, fittingChoices, fittingFilters, takesAnswer, wantsReason } from './bulk-change';

const row = (data: ItemData): ItemRow => ({ key: 'K', data, hash: '', masked: [], verdict: null, feedback: null, openComments: 0 });
const target = (rows: readonly ItemRow[], count = rows.length): BulkTarget => ({ filter: { all: [] }, count, words: '', rows });
const scoping = phaseDefinition('scoping');
const decision = scoping.fields.find((field) => field.preparerDecision);
if (decision === undefined) throw new Error('Scoping has no decision');
const recommended = (recommendation: string): ItemRow => row({ recommendation, decision: null, decisionReason: '' });

describe('a bulk change of decisions', () => {
  it('offers the choices that fit one of the items, and no other', () => {
    const offered = (...kinds: string[]) => fittingChoices(decision, kinds.map(recommended)).map(({ value }) => value);
    expect(offered('test')).toEqual(['accept', 'decline']);
    expect(offered('skip', 'key')).toEqual(['accept', 'override']);
    expect(offered('key')).toEqual([]);
    const planning = phaseDefinition('planning').fields.find((field) => field.preparerDecision);
    expect(planning && fittingChoices(planning, [])).toEqual(planning?.choices);
  });

  it('has the server count what each choice fits, of all that a filter matches', () => {
    const called = { field: 'name', operator: 'contains', values: ['rate'] } as const;
    const filters = fittingFilters(decision, { all: [called] });
    expect(filters).toHaveLength(decision.choices?.length ?? 0);
    expect(filters.every(({ all }) => all[0] === called && all[1]?.field === 'recommendation')).toBe(true);
  });

  it('wants a reason where a condition for submission asks for one, until it is given', () => {
    const tests = target([recommended('skip'), recommended('test')]);
    expect(wantsReason(scoping, tests, { decision: 'decline' })).toBe(true);
    expect(wantsReason(scoping, tests, { decision: 'decline', decisionReason: 'Not used.' })).toBe(false);
    expect(wantsReason(scoping, tests, { decision: 'accept' })).toBe(false);
    expect(wantsReason(phaseDefinition('planning'), tests, { decision: 'exclude' })).toBe(false);
  });

  it('takes the reason as the answer too where a reviewer spoke of every item', () => {
    const turnedDown = row({ turnedDownBy: 'Rosa Lind', turnedDownReason: 'Why?' });
    expect(takesAnswer(target([turnedDown]))).toBe(true);
    expect(takesAnswer(target([turnedDown, recommended('test')]))).toBe(false);
    expect(takesAnswer(target([turnedDown], 2))).toBe(false);
  });
});
