import { describe, expect, it } from 'vitest';
import { defaultComparison } from '../../comparing/comparison-setting';
import type { ItemData } from '../../item/json';
import { withJudged } from '../../phase/recorded';
import { requestSchema, type SuppliedEvidence } from '../request-info/request-item';
import { listTests, type RequestedCase, shownBy } from './list-tests';
import { recordedTests } from './recorded';
import { runTest } from './run-test';
import { settleTest } from './settle-test';
import { runClaimSchema, type TestItem, testSchema } from './test-item';
import { settingWords } from './words';

const HASH = 'ab'.repeat(32);
const OTHER = 'cd'.repeat(32);
const AUTOMATIC = { method: 'automatic', because: '' } as const;

const check = { recipe: 'match/2', keys: [], value: 'found', result: 'pass', read: null } as const;
const supplied: SuppliedEvidence = {
  sort: 'extract',
  sha256: HASH,
  fileName: 'rates.csv',
  mediaType: 'text/csv',
  size: 1,
  asOf: '2026-09-30',
  extraction: { query: 'q', ranOn: '2026-09-30', rows: 1 },
  at: { row: 2 },
  stated: null,
  note: '',
  submission: 1,
  check: { ...check, keys: [] },
};

/** A case of AMT as Request Info has it. */
function requested(over: Record<string, unknown> = {}, standing: RequestedCase['standing'] = 'accepted'): RequestedCase {
  const request = requestSchema.parse({
    attribute: 'AMT',
    attributeName: 'Amount',
    description: '',
    type: 'decimal',
    format: '',
    source: '',
    record: 'LN-1',
    keys: {},
    reported: '5',
    ask: '',
    dueOn: '2026-12-01',
    evidence: supplied,
    checked: 'pass',
    unobtainable: '',
    judged: HASH,
    ...over,
  });
  return { request, standing };
}

const planned = new Map([['AMT', { specialValues: ['NA'], confidential: false }]]);

/** What a listing of one case makes of it, beside what there was. */
function listed(one: RequestedCase, before: TestItem | null = null, requestVersion = 2): TestItem | 'same' {
  const known = new Map<string, ItemData>(before === null ? [] : [['AMT/LN-1', before as ItemData]]);
  const [change] = listTests(known, new Map([['AMT/LN-1', one]]), { requestVersion, planned });
  return change?.op === 'put' ? testSchema.parse(change.data) : 'same';
}

/** A test as it is listed, and after a run. */
function fresh(over: Record<string, unknown> = {}): TestItem {
  const item = listed(requested(over));
  if (item === 'same') throw new Error('nothing was listed');
  return item;
}

function ran(item: TestItem, claim = runClaimSchema.parse(AUTOMATIC)): TestItem {
  const settled = settleTest({ ...item, run: runTest(item, claim) } as ItemData);
  return testSchema.parse(withJudged(recordedTests, settled));
}

describe('what evidence shows', () => {
  it.each([
    ['what its owner stated', { stated: '7', check: { ...check, keys: [], read: '6' } }, '7'],
    ['what stands in the row of the record', { stated: null, check: { ...check, keys: [], read: '6' } }, '6'],
    ['the reported value, where it was found for certain', { stated: null, check: { ...check, keys: [] } }, '5'],
    ['nothing, where it may stand there by chance', { stated: null, check: { ...check, keys: [], value: 'weak' as const } }, null],
    [
      'by an earlier search, what was found',
      { stated: null, check: { recipe: 'match/1' as const, keys: [], value: 'found' as const, result: 'pass' as const } },
      '5',
    ],
  ])('is %s', (_, evidence, shown) => {
    expect(shownBy(evidence as Pick<SuppliedEvidence, 'stated' | 'check'>, '5')).toBe(shown);
  });
});

describe('a listing', () => {
  it('takes evidence once it is accepted, with the version in which it first was, and compares as values of the type are', () => {
    expect(fresh()).toMatchObject({
      state: 'to-run',
      shown: '5',
      evidence: { sha256: HASH, requestVersion: 2, judged: HASH },
      specialValues: ['NA'],
      setting: { ...defaultComparison('decimal'), reason: '' },
      looser: false,
      run: null,
      pattern: null,
    });
    expect(listed(requested({}, 'none'))).toMatchObject({ state: 'waiting', evidence: null, shown: null });
    expect(listed(requested({}, 'needs_revision'))).toMatchObject({ state: 'waiting' });
    expect(listed(requested({ evidence: null, checked: null, unobtainable: 'Burnt.' }))).toMatchObject({
      state: 'to-run',
      evidence: null,
      unobtainable: 'Burnt.',
    });
  });

  it('changes nothing where the same evidence stands in a later version, and takes out what is not asked for any more', () => {
    const item = ran(fresh());
    expect(listed(requested({ dueOn: '2027-01-01' }), item, 9)).toBe('same');
    const gone = listTests(new Map([['AMT/LN-1', item as ItemData]]), new Map(), { requestVersion: 3, planned });
    expect(gone).toEqual([{ key: 'AMT/LN-1', op: 'remove' }]);
  });

  it('leaves a run, which is outdated by other evidence, another value or another attribute, and counts again where all is as it was', () => {
    const item = ran(fresh());
    const other = listed(requested({ judged: OTHER }), item, 4);
    expect(other).toMatchObject({ state: 'outdated', run: { number: 1 }, evidence: { requestVersion: 4 } });
    expect(listed(requested({ reported: '5.0' }), item)).toMatchObject({ state: 'outdated' });
    expect(listed(requested({ type: 'text' }), item)).toMatchObject({ state: 'outdated', setting: { comparator: 'text' } });
    expect(listed(requested(), other as TestItem)).toMatchObject({ state: 'pass', judged: item.judged });
  });

  it('takes an attribute that Planning does not know any more to be confidential', () => {
    expect(listTests(new Map(), new Map([['X', requested({ attribute: 'GONE' })]]), { requestVersion: 1, planned })).toMatchObject([
      { data: { confidential: true } },
    ]);
  });
});

describe('a run', () => {
  it('compares what is reported with what the evidence shows, and says why it was made', () => {
    const failed = ran(fresh({ evidence: { ...supplied, stated: '500' } }));
    expect(failed).toMatchObject({
      state: 'fail',
      pattern: 'scale-100',
      run: { number: 1, reason: 'initial', value: '500', reported: '5', result: 'fail', pattern: 'scale-100' },
    });
    expect(ran(failed, { ...AUTOMATIC, because: 'Once more.' }).run).toMatchObject({ number: 2, reason: 'retry', because: 'Once more.' });
    const looser = testSchema.parse(settleTest({ ...failed, setting: { ...failed.setting, absolute: '495', reason: 'x' } } as ItemData));
    expect(looser).toMatchObject({ state: 'outdated', looser: true, pattern: null });
    expect(ran(looser).run).toMatchObject({ reason: 'setting-changed', result: 'pass' });
    const other = { ...fresh().evidence, judged: OTHER };
    expect(ran({ ...failed, evidence: other } as TestItem).run?.reason).toBe('evidence-updated');
  });

  it('is inconclusive where no value is known, and says why where the evidence cannot be had', () => {
    expect(ran(fresh({ evidence: { ...supplied, check: { ...check, value: 'missing' } } }))).toMatchObject({ state: 'inconclusive' });
    const lost = ran(fresh({ evidence: null, checked: null, unobtainable: 'Burnt.' }));
    expect(lost.run).toMatchObject({ result: 'inconclusive', difference: 'The evidence cannot be had: Burnt.', evidence: null });
  });

  it('made by hand keeps where the value was read, and an empty text states that there is none', () => {
    const claim = { method: 'manual', because: '', value: '', place: 'Page 2', rationale: 'The field is struck out.' } as const;
    expect(ran(fresh(), claim)).toMatchObject({ state: 'fail', pattern: 'blank-evidence', run: { place: 'Page 2', reason: 'manual' } });
    expect(runClaimSchema.safeParse({ ...claim, rationale: ' ' }).success).toBe(false);
  });

  it('is judged with how it was compared: a verdict falls with the run, the evidence or the comparison, not with words about it', () => {
    const item = ran(fresh());
    const judged = (over: Record<string, unknown>) => withJudged(recordedTests, settleTest({ ...item, ...over } as ItemData)).judged;
    expect(judged({})).toBe(item.judged);
    expect(judged({ attributeName: 'Sum' })).toBe(item.judged);
    for (const over of [{ reported: '6' }, { shown: '6' }, { setting: { ...item.setting, absolute: '1' } }, { run: null }])
      expect(judged(over)).not.toBe(item.judged);
  });
});

it('says how values are compared', () => {
  const words = (over: Record<string, unknown>) => settingWords({ ...defaultComparison('decimal'), ...over });
  expect(words({})).toBe('Number');
  expect(words({ absolute: '0.5', relativePercent: '1' })).toBe('Number, may differ by 0.5 or 1%');
  expect(settingWords({ ...defaultComparison('date'), days: 1 })).toBe('Date, may differ by 1 day');
  expect(settingWords(defaultComparison(null))).toBe('Text, capitals ignored');
});
