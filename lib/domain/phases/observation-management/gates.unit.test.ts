import { describe, expect, it } from 'vitest';
import { OWNER, said, written } from '../../../../test/support/observed-cases';
import { contextOf } from '../../../../test/support/phase-context';
import type { ItemData } from '../../item/json';
import type { GateContext, TestsStanding } from '../../phase/definition';
import { observationManagement } from './definition';
import type { Observation } from './observation-item';

describe('the gates', () => {
  const DONE: TestsStanding = { unfinished: [], unlinked: 0, unfounded: 0, orphaned: 0 };
  const context = (items: ReadonlyMap<string, ItemData>, tests: Partial<TestsStanding> = {}): GateContext => {
    const plain = contextOf([...items.values()]);
    const keyOf = (data: ItemData) => [...items].find(([, one]) => one === data)?.[0] ?? '';
    return {
      ...plain,
      list: async (filter) => (await plain.list(filter)).map(({ data }) => ({ key: keyOf(data), data })),
      tests: () => Promise.resolve({ ...DONE, ...tests }),
    };
  };
  const blocked = async (items: ReadonlyMap<string, ItemData>, tests: Partial<TestsStanding> = {}) =>
    Object.fromEntries(
      (await observationManagement.gates(context(items, tests))).flatMap(({ code, blocked: why }) => (why === null ? [] : [[code, why]])),
    );
  const decided = (more: Partial<Observation> = {}) => {
    const first = said(written(), 'INCOME/scale-100', { decision: 'observation' });
    return said(first, 'INCOME/sign', { decision: 'observation', ...more });
  };

  it('are open once every observation has its disposition', async () => {
    expect(await blocked(written())).toEqual({ decided: '2 observations not decided.' });
    expect(await blocked(decided())).toEqual({});
    expect(await blocked(new Map())).toEqual({});
  });

  it.each<[string, Partial<Observation>, Record<string, string>]>([
    ['another severity', { severity: 'low' }, { severity: '1 observation of another severity than proposed, without a reason.' }],
    ['another severity with its reason', { severity: 'low', severityReason: 'Mended.' }, {}],
    ['no issue', { decision: 'not-an-issue' }, { reasons: '1 observation not an issue without a reason.' }],
    ['no issue with its reason', { decision: 'not-an-issue', decisionReason: 'By design.' }, {}],
    ['merged', { mergedInto: 'INCOME/scale-100', decision: null }, {}],
    ['merged into itself', { mergedInto: 'INCOME/sign' }, { merged: '1 observation merged into one that does not stand by itself.' }],
    ['merged into nothing', { mergedInto: 'INCOME/other' }, { merged: '1 observation merged into one that does not stand by itself.' }],
    ['rejected and kept', { turnedDownBy: OWNER }, { answered: '1 observation rejected by the approver and kept without an answer.' }],
  ])('of %s', async (_, more, expected) => {
    expect(await blocked(decided(more))).toEqual(expected);
  });

  it('want tests that are done, and the cases that fail in them now', async () => {
    expect(await blocked(decided(), { unfinished: ['Retail/1', 'Retail/2'] })).toEqual({
      tests: 'Not done: Retail, data owner 1; Retail, data owner 2.',
    });
    expect(await blocked(decided(), { unlinked: 2, unfounded: 1, orphaned: 1 })).toEqual({
      links:
        '2 failing cases in no observation; 1 case that does not fail any more, or failed in another run; 1 case of an observation that is not there: discard this draft to have it made from what is reviewed now.',
    });
  });

  it('sum up what there is', async () => {
    const facts = { $tests: { cases: 5, failed: 3, inconclusive: 1, tests: [] } };
    const { count } = context(decided({ decision: 'not-an-issue' }));
    const sections = await observationManagement.summary({ ...contextOf([], facts), count });
    expect(sections[0]?.parts.map(({ label, value }) => `${label}: ${value}`)).toEqual([
      'Tests: 5',
      'Observations: 2',
      'Failing cases: 3',
      'No disposition yet: 0',
      'Not an issue: 1',
      'Merged: 0',
    ]);
    expect((await observationManagement.summary(contextOf([], facts)))[0]?.parts[0]).toMatchObject({ value: 'No observation' });
  });
});
