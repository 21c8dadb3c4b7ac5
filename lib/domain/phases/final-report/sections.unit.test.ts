import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contextOf } from '../../../../test/support/phase-context';
import { afterwards, cite, firstReport, reportedRun, reportSources } from '../../../../test/support/report-sources';
import type { ItemData } from '../../item/json';
import type { GateContext, ReportStanding } from '../../phase/definition';
import { bodyParts, figureInText, namedFigures, readText, typedNumbers } from './body-text';
import { finalReport } from './definition';
import { deriveSections } from './derive-sections';
import type { ReportSources } from './figures/sources';
import { MATTER_PREFIX, mattersOf, significantMatters } from './matters';
import { SECTIONS, type Section, sectionSchema } from './section-item';
import { settleSection, writeSections } from './write-sections';

const section = (items: ReadonlyMap<string, ItemData>, key: string): Section => sectionSchema.parse(items.get(key));
const said = (items: ReadonlyMap<string, ItemData>, key: string, more: Partial<Section>) =>
  new Map(items).set(key, settleSection({ ...section(items, key), ...more }, items.get(key) ?? null));

describe('texts', () => {
  it('hold figures and numbers that somebody typed', () => {
    const body = 'In {{lines}} lines, 1,402 of 3 (98.3 %) on 2026-11-29; form FR Y-14M, Q2, {person:3b0f1c8e-2f43-4d0e-9d56-0a6ad2b3c111}.';
    expect(namedFigures(body)).toEqual(['lines']);
    expect(typedNumbers(body)).toEqual(['1,402', '3', '98.3 %', '2026-11-29']);
    expect(readText(body, new Map([['lines', '2']]))).toMatch(/^In 2 lines, /);
    expect(readText('{{gone}}', new Map())).toBe('{{gone}}');
  });

  it('are whole again when their parts are joined, and no figure is a typed number', () => {
    const piece = fc.oneof(fc.string(), fc.constantFrom('{{lines}}', '{{a.b}}', '12 %', '{', '}}'));
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const body = pieces.join('');
        const again = bodyParts(body).map((part) => (part.kind === 'text' ? part.text : figureInText(part.code)));
        expect(again.join('').replace(/\s/g, '')).toBe(body.replace(/\s/g, ''));
        for (const part of bodyParts(body)) if (part.kind === 'text') expect(part.text).not.toMatch(/\{\{[^{}]*\}\}/);
        expect(typedNumbers(namedFigures(body).map(figureInText).join(' '))).toEqual([]);
      }),
    );
  });
});

describe('the sections', () => {
  it('begin with a text that names figures alone', () => {
    const items = firstReport();
    const codes = new Set(SECTIONS.flatMap((key) => section(items, key).figures.map(({ code }) => code)));
    for (const key of SECTIONS) {
      const { body, uncited } = section(items, key);
      expect(uncited).toEqual([]);
      expect(body).not.toBe('');
      expect(namedFigures(body).filter((code) => !codes.has(code))).toEqual([]);
    }
  });

  it('keep what people wrote when their figures are derived again, and nothing else', () => {
    const before = said(firstReport(), '01-executive-summary', { title: 'In short', body: 'Tested in 2026: {{cases.failed}} failed.' });
    const [line] = reportSources().lines;
    if (line === undefined) throw new Error('no line');
    const tests = [{ cite: cite('test-execution', 'Retail/1', 2), runs: [reportedRun('INCOME', 'L-1')] }];
    const after = afterwards(before, reportSources({ lines: [{ ...line, tests }] }));
    expect(section(after, '01-executive-summary')).toMatchObject({
      title: 'In short',
      body: 'Tested in 2026: {{cases.failed}} failed.',
      uncited: [{ text: '2026', reason: '' }],
    });
    expect(section(after, '01-executive-summary').figures.find(({ code }) => code === 'cases.failed')?.value).toBe('0');
    expect(
      writeSections(after, deriveSections(reportSources({ lines: [{ ...line, tests }] })), significantMatters(reportSources()), null),
    ).not.toHaveLength(0);
    expect(afterwards(before, reportSources())).toEqual(before);
  });

  it('take no figure from an edit, and keep the reasons of numbers that stay', () => {
    const body = 'In 2026, 14 branches.';
    const stated = said(firstReport(), '02-approach', { body, uncited: [{ text: '2026', reason: 'The year.' }] });
    expect(section(stated, '02-approach').uncited).toEqual([
      { text: '2026', reason: 'The year.' },
      { text: '14', reason: '' },
    ]);
    const again = said(stated, '02-approach', { body: 'In 2026.', figures: [] });
    expect(section(again, '02-approach').uncited).toEqual([{ text: '2026', reason: 'The year.' }]);
    expect(section(again, '02-approach').figures).toEqual(section(stated, '02-approach').figures);
  });

  it('say what a signer turned down', () => {
    const rejected = { by: '{person:x}', reasons: new Map([['03-coverage', 'Too short.']]) };
    const changes = writeSections(firstReport(), deriveSections(reportSources()), significantMatters(reportSources()), rejected);
    expect(changes).toMatchObject([
      { key: '03-coverage', data: { turnedDownReason: 'Too short.', turnedDownBy: '{person:x}', answer: '' } },
    ]);
  });
});

describe('significant matters', () => {
  const kinds = (sources: ReportSources) => [...significantMatters(sources).values()].map(({ kind }) => kind).sort();

  it('are grave observations, what goes against a proposal, what was accepted as it was, and what is let be', () => {
    expect(kinds(reportSources())).toEqual(['comparison', 'override', 'override', 'removed-samples']);
    const [line] = reportSources().lines;
    if (line?.observations == null) throw new Error('no line');
    const [first, ...others] = line.observations.observations;
    if (first === undefined) throw new Error('no observation');
    const grave = { ...line.observations, observations: [[first[0], { ...first[1], severity: 'critical' as const }] as const, ...others] };
    const more = reportSources({
      lines: [{ ...line, observations: grave }],
      acceptedInputs: [{ cite: cite('scoping'), input: { phase: 'planning', instance: '' }, reason: 'A typo.' }],
    });
    expect(kinds(more)).toEqual(['comparison', 'observation', 'override', 'override', 'removed-samples', 'severity', 'stale-input']);
  });

  it('have keys of their own that stay when the versions that they cite change', () => {
    const keys = [...significantMatters(reportSources()).keys()];
    expect(new Set(keys).size).toBe(keys.length);
    const scoping = reportSources().scoping;
    if (scoping === null) throw new Error('no scope');
    const later = significantMatters(reportSources({ scoping: { ...scoping, cite: cite('scoping', '', 2) } }));
    expect([...later.keys()]).toEqual(keys);
  });

  it('stand in the version as facts', () => {
    const facts = new Map([...firstReport()].filter(([key]) => key.startsWith('$')));
    expect(mattersOf(facts)).toHaveLength(4);
    expect([...facts.keys()].every((key) => key.startsWith(MATTER_PREFIX))).toBe(true);
  });
});

describe('the gates', () => {
  const context = (items: ReadonlyMap<string, ItemData>, sources: ReportSources, more: Partial<ReportStanding> = {}): GateContext => {
    const facts = [...items].filter(([key]) => key.startsWith('$'));
    const sections = [...items].filter(([key]) => !key.startsWith('$'));
    const plain = contextOf(
      sections.map(([, data]) => data),
      Object.fromEntries(facts),
    );
    return {
      ...plain,
      list: async (filter) =>
        (await plain.list(filter)).map(({ data }) => ({ key: sections.find(([, one]) => one === data)?.[0] ?? '', data })),
      report: () =>
        Promise.resolve({
          unfinished: [],
          openObservations: [],
          figures: new Map(Object.entries(deriveSections(sources))),
          matters: significantMatters(sources),
          ...more,
        }),
    };
  };
  const blocked = async (items: ReadonlyMap<string, ItemData>, sources = reportSources(), more: Partial<ReportStanding> = {}) =>
    Object.fromEntries(
      (await finalReport.gates(context(items, sources, more))).flatMap(({ code, blocked: why }) => (why === null ? [] : [[code, why]])),
    );

  it('are open on a first version as it is made', async () => {
    expect(await blocked(firstReport())).toEqual({});
    expect(Object.keys(await blocked(new Map()))).toEqual(['figures', 'written']);
  });

  it('name the lanes that are not complete and the observations that are open', async () => {
    const more = { unfinished: ['Retail: Test Execution is not complete'], openObservations: ['Commercial: version 2 is a draft'] };
    expect(await blocked(firstReport(), reportSources(), more)).toEqual({
      lanes: 'Retail: Test Execution is not complete.',
      observations: 'Commercial: version 2 is a draft.',
    });
  });

  it('name the figures that their rules no longer give', async () => {
    const scoping = reportSources().scoping;
    if (scoping === null) throw new Error('no scope');
    const attributes = scoping.attributes.map((one) => (one.code === 'RATE' ? { ...one, decision: 'accept' as const } : one));
    const { figures } = await blocked(firstReport(), reportSources({ scoping: { ...scoping, attributes } }));
    expect(figures).toBe('Derive the figures again. Coverage: Overridden 1, now 0; 1 significant matter differs.');
    const later = await blocked(
      firstReport(),
      reportSources({ profiling: { cite: cite('data-profiling', '', 2), rules: reportSources().profiling?.rules ?? [] } }),
    );
    expect(later.figures).toBe('Derive the figures again. Results: cites earlier versions.');
  });

  it('name figures that are not there, and numbers without a reason', async () => {
    const body = 'In 2026 {{lines}} and {{cases.lost}}.';
    expect(await blocked(said(firstReport(), '06-value', { body }))).toEqual({
      names: 'No such figure: What testing found: cases.lost.',
      numbers: 'Numbers without figure and reason: What testing found: 2026.',
    });
    const stated = said(firstReport(), '06-value', { body: 'In 2026.', uncited: [{ text: '2026', reason: 'The year.' }] });
    expect(await blocked(stated)).toEqual({});
    expect(await blocked(said(firstReport(), '06-value', { body: ' ' }))).toEqual({ written: '1 section without a text.' });
  });
});

describe('the effects of a revision', () => {
  it('are figures that moved, by section, and texts', async () => {
    const scoping = reportSources().scoping;
    if (scoping === null) throw new Error('no scope');
    const attributes = scoping.attributes.map((one) => (one.code === 'RATE' ? { ...one, decision: 'accept' as const } : one));
    const before = firstReport();
    const after = said(afterwards(before, reportSources({ scoping: { ...scoping, attributes } })), '02-approach', { body: 'Otherwise.' });
    const side = (items: ReadonlyMap<string, ItemData>) =>
      contextOf([], Object.fromEntries([...items].filter(([key]) => key.startsWith('$'))));
    const changes = SECTIONS.filter((key) => before.get(key) !== after.get(key)).map((key) => ({
      key,
      before: before.get(key) ?? null,
      after: after.get(key) ?? null,
    }));
    const effects = await finalReport.effects?.({ base: side(before), head: side(after), changes, cutOff: false });
    expect(effects?.map(({ title, parts }) => [title, parts.map(({ label, value }) => [label, value])])).toEqual([
      ['Figures moved: Coverage', [['Overridden', '1 → 0']]],
      ['Text changed', [['Approach', 'Changed']]],
      ['Significant matters', [['Name of RATE is tested though not recommended', 'Gone']]],
    ]);
  });
});
