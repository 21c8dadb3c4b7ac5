import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ATTRIBUTES, failed, JUDGED, OWNER, observation, RUNS, run, SAMPLE, said, written } from '../../../../test/support/observed-cases';
import { contextOf } from '../../../../test/support/phase-context';
import type { ItemData } from '../../item/json';
import { observationManagement } from './definition';
import { deriveObservations } from './derive-observations';
import { testsInWords } from './facts';
import { isCaseLinkKey, observationSchema, observedSchema } from './observation-item';
import { observedSample, type SampledRecord } from './observed-sample';
import { settleObservation, writeObservations } from './write-observations';

describe('the observations of a line of business', () => {
  it('are one for each attribute and kind of error, each with its cases', () => {
    const items = written();
    expect([...items.keys()]).toEqual(['INCOME/scale-100', 'INCOME/sign', '^INCOME/L-1', '^INCOME/L-3', '^INCOME/L-2']);
    expect(observation(items, 'INCOME/scale-100')).toMatchObject({
      position: 1,
      title: 'Name of INCOME: Off by a factor of 100',
      failed: 2,
      tested: 3,
      owner: OWNER,
      remediationOwner: OWNER,
      decision: null,
    });
    expect(items.get('^INCOME/L-3')).toMatchObject({ observation: 'INCOME/scale-100', origin: 'judgmental', runJudged: JUDGED });
    for (const data of items.values()) expect(observedSchema.parse(data)).toEqual(data);
  });

  it('have rates of random records alone, and count the others beside them', () => {
    const { rates, counts, upperPercent, severity, proposed, arithmetic } = observation(written(), 'INCOME/scale-100');
    expect(rates).toMatchObject([{ draw: '$draw/001', sample: 2, deviations: 2 }]);
    expect(upperPercent).toBe(rates[0]?.upperPercent);
    expect(counts.random).toEqual({ tested: 2, failed: 1, inconclusive: 0 });
    expect(counts.judgmental).toEqual({ tested: 1, failed: 1, inconclusive: 0 });
    expect(severity).toBe(proposed);
    expect(arithmetic).toContain('critical data element 2');
  });

  it('are none where nothing failed, which the version says', () => {
    expect(written(RUNS.filter(({ result }) => result !== 'fail')).size).toBe(0);
    expect(testsInWords({ cases: 2, failed: 0, inconclusive: 1, tests: [] })).toBe(
      '2 cases were reviewed, none failed, 1 inconclusive: no observation.',
    );
  });

  it('hold every reviewed failure in exactly one observation, whatever fails', () => {
    const runs = fc
      .uniqueArray(fc.tuple(fc.constantFrom('INCOME', 'RATE', 'A/B'), fc.nat({ max: 40 })), { selector: ([code, at]) => `${code} ${at}` })
      .chain((cases) =>
        fc.tuple(
          ...cases.map(([code, at]) =>
            fc
              .constantFrom('pass', 'fail', 'inconclusive', 'sign')
              .map((come) => (come === 'sign' ? failed(code, `L-${at}`, 'sign') : run(code, `L-${at}`, { result: come as 'pass' }))),
          ),
        ),
      );
    fc.assert(
      fc.property(runs, (given) => {
        const items = written(given);
        const links = [...items].filter(([key]) => isCaseLinkKey(key));
        expect(links.map(([key]) => key.slice(1)).sort()).toEqual(
          given
            .filter(({ result }) => result === 'fail')
            .map((one) => one.caseId)
            .sort(),
        );
        for (const [, { observation: key }] of links) expect(items.has(String(key))).toBe(true);
        const counted = [...items].flatMap(([key, data]) => (isCaseLinkKey(key) ? [] : [observationSchema.parse(data).failed]));
        expect(counted.reduce((sum, count) => sum + count, 0)).toBe(links.length);
      }),
    );
  });

  it('refuse a case that was tested in two places', () => {
    expect(() => written([run('RATE', 'L-1'), run('RATE', 'L-1')])).toThrow('two places');
  });
});

describe('a revision', () => {
  it('writes nothing where nothing moved', () => {
    const items = written();
    expect(writeObservations(items, deriveObservations(RUNS, ATTRIBUTES, SAMPLE), null)).toEqual([]);
  });

  it('keeps what people wrote, and asks again where cases came', () => {
    const before = said(written(), 'INCOME/scale-100', {
      text: 'Thousands were cut.',
      decision: 'observation',
      remediationAction: 'Mend it.',
    });
    const same = written(RUNS, before);
    expect(observation(same, 'INCOME/scale-100')).toMatchObject({ decision: 'observation', text: 'Thousands were cut.' });
    const more = written([...RUNS, failed('INCOME', 'L-4', 'scale-100')], before);
    expect(observation(more, 'INCOME/scale-100')).toMatchObject({
      decision: null,
      failed: 3,
      text: 'Thousands were cut.',
      remediationAction: 'Mend it.',
    });
  });

  it('follows the proposed severity until somebody chose another', () => {
    const first = written();
    const { proposed } = observation(first, 'INCOME/sign');
    const chosen = said(first, 'INCOME/sign', { severity: 'low', severityReason: 'Known, and mended since.' });
    const later = (before: ReadonlyMap<string, ItemData>) =>
      observation(
        written(
          RUNS.filter(({ record }) => record !== 'L-1').map((one) => ({ ...one, record: 'L-9' })),
          before,
        ),
        'INCOME/sign',
      );
    expect(later(first).proposed).not.toBe(proposed);
    expect(later(first).severity).toBe(later(first).proposed);
    expect(later(chosen).severity).toBe('low');
  });

  it('drops what does not fail any more, numbers what is new behind the others, and unmerges what has nothing to be told with', () => {
    const merged = said(written(), 'INCOME/sign', { mergedInto: 'INCOME/scale-100', decision: 'observation' });
    const items = written([failed('INCOME', 'L-2', 'sign'), failed('RATE', 'L-1', 'rounding')], merged);
    expect([...items.keys()].sort()).toEqual(['INCOME/sign', 'RATE/rounding', '^INCOME/L-2', '^RATE/L-1']);
    expect(observation(items, 'INCOME/sign')).toMatchObject({ mergedInto: null, decision: null, position: 2 });
    expect(observation(items, 'RATE/rounding').position).toBe(3);
  });

  it('asks again for what the reviewer turned down', () => {
    const before = said(written(), 'INCOME/sign', { decision: 'observation', decisionReason: 'Seen.' });
    const rejected = { by: OWNER, reasons: new Map([['INCOME/sign', 'The bank agreed to this sign.']]) };
    const changes = writeObservations(before, deriveObservations(RUNS, ATTRIBUTES, SAMPLE), rejected);
    expect(changes).toMatchObject([
      { key: 'INCOME/sign', data: { decision: null, turnedDownBy: OWNER, turnedDownReason: 'The bank agreed to this sign.' } },
    ]);
  });
});

it('an edit changes what people write, and no figure and no case', () => {
  const items = written();
  const edited = { ...observation(items, 'INCOME/sign'), failed: 99, title: 'Signs', rates: [] };
  expect(settleObservation(edited, items.get('INCOME/sign') ?? null)).toMatchObject({ failed: 1, title: 'Signs', rates: [{ sample: 2 }] });
  const link = items.get('^INCOME/L-1') ?? {};
  expect(settleObservation({ ...link, observation: 'INCOME/sign' }, link)).toEqual(link);
});

describe('the sample of a line', () => {
  const record = (more: Partial<SampledRecord>): SampledRecord => ({
    values: {},
    origins: [],
    stratum: null,
    category: null,
    requestedBy: null,
    ...more,
  });
  it('says of each record how it came, the first that applies', () => {
    const { origins } = observedSample(
      [],
      [
        ['a', record({ category: 'anomaly' })],
        ['b', record({ origins: [{ source: 'approver', draw: null, by: null }] })],
        ['c', record({ requestedBy: OWNER })],
        ['d', record({})],
      ],
    );
    expect(Object.fromEntries(origins)).toEqual({ a: 'anomaly', b: 'requested', c: 'requested', d: 'judgmental' });
  });
});

it('the effects of a revision name what is new, gone, graver, merged, and what cases moved', async () => {
  const before = written();
  const after = said(
    written([failed('INCOME', 'L-1', 'scale-100'), failed('RATE', 'L-1', 'rounding'), run('INCOME', 'L-2')], before),
    'INCOME/scale-100',
    { severity: 'critical', severityReason: 'It recurs.' },
  );
  const changes = [...new Set([...before.keys(), ...after.keys()])].sort().map((key) => ({
    key,
    before: before.get(key) ?? null,
    after: after.get(key) ?? null,
  }));
  const context = { base: contextOf([...before.values()]), head: contextOf([...after.values()]), changes, cutOff: false };
  const sections = (await observationManagement.effects?.(context)) ?? [];
  expect(sections.map(({ title }) => title)).toEqual([
    'New observations',
    'Observations gone',
    'Changed severity',
    'Changed cases and rates',
    'Failing cases',
  ]);
  expect(sections.at(-1)?.parts.map(({ value }) => value)).toEqual(['3 → 2', '1', '2']);
});
