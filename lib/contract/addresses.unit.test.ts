import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FILTER_OPERATORS } from '#domain/item/item-filter';
import { PHASES } from '#domain/phase/phase-names';
import { destinationHref, reportHref, versionHref } from './addresses';
import { parseReportLink, placeOfPage } from './read-address';
import { VERSION_PAGES, type VersionPlace } from './views/destinations';

const REPORT = '0197a3a5-6f00-7000-8000-000000000001';
const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 });
const maybe = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null });
const number = maybe(fc.integer({ min: 1, max: 999_999 }));
const condition = fc.record({ field: text, operator: fc.constantFrom(...FILTER_OPERATORS), values: fc.array(text, { maxLength: 3 }) });
/** Any place; the instances include what a path could not hold, and words that are segments of one. */
const place: fc.Arbitrary<VersionPlace> = fc
  .record({
    cycleReportId: fc.uuid(),
    phase: fc.constantFrom(...PHASES),
    instance: fc.oneof(text, fc.constantFrom('', 'decide', 'compare', 'A/B', 'R&D?', '100 % #1', '..')),
    page: fc.constantFrom(...VERSION_PAGES),
    number,
    base: number,
    cycle: maybe(text),
    row: maybe(text),
    filter: maybe(fc.record({ all: fc.array(condition, { minLength: 1, maxLength: 3 }) })),
    panel: maybe(text),
    rule: maybe(text),
  })
  .map((stated) => ({
    ...stated,
    base: ['compare', 'print'].includes(stated.page) ? stated.base : null,
    cycle: stated.page === 'compare' ? stated.cycle : null,
  }));

describe('a link to a phase', () => {
  it('is read as the place it was made of', () => {
    fc.assert(
      fc.property(place, (stated) => {
        expect(parseReportLink(versionHref(stated))).toEqual({ to: 'version', ...stated });
      }),
    );
  });

  it('is read alike by the page it leads to', () => {
    fc.assert(
      fc.property(place, (stated) => {
        const { pathname, searchParams } = new URL(versionHref(stated), 'https://countersign.example');
        const [, , cycleReportId = '', phase = '', page = 'workspace'] = pathname.split('/');
        expect(page).toBe(stated.page);
        expect(placeOfPage({ cycleReportId, phase }, Object.fromEntries(searchParams), stated.page)).toEqual(stated);
      }),
    );
  });

  it('differs for two instances of one phase', () => {
    fc.assert(
      fc.property(place, place, (one, other) => {
        fc.pre(one.instance !== other.instance);
        expect(versionHref({ ...one, instance: other.instance })).not.toBe(versionHref(one));
      }),
    );
  });

  it('stays as it is where a phase runs once for the whole report', () => {
    const chain = { cycleReportId: REPORT, phase: 'planning', instance: '' } as const;
    expect(versionHref(chain)).toBe(`/reports/${REPORT}/planning`);
    expect(versionHref({ ...chain, number: 2 })).toBe(`/reports/${REPORT}/planning?version=2`);
    expect(versionHref({ ...chain, number: 2, page: 'decide' })).toBe(`/reports/${REPORT}/planning/decide?version=2`);
    expect(versionHref({ ...chain, number: 2, base: 1, page: 'compare' })).toBe(`/reports/${REPORT}/planning/compare?base=1&head=2`);
    expect(versionHref({ ...chain, number: 2, panel: 'rules', rule: 'R1' })).toBe(
      `/reports/${REPORT}/planning?version=2&panel=rules&rule=R1`,
    );
    expect(versionHref({ ...chain, number: 2, filter: { all: [] } })).toBe(`/reports/${REPORT}/planning?version=2`);
  });

  it('says a filter in words, and reads those of links made before', () => {
    const filter = { all: [{ field: 'decision', operator: 'is', values: ['use'] }] } as const;
    const chain = { cycleReportId: REPORT, phase: 'data-profiling', instance: '' } as const;
    expect(versionHref({ ...chain, filter })).toBe(`/reports/${REPORT}/data-profiling?f=decision:is:use`);
    const old = `/reports/${REPORT}/data-profiling?filter=${encodeURIComponent(JSON.stringify(filter))}`;
    expect(parseReportLink(old)).toMatchObject({ filter });
  });

  it('leaves open what it does not say, or says badly', () => {
    const open = { number: null, base: null, cycle: null, row: null, filter: null, panel: null, rule: null };
    const chain = { cycleReportId: REPORT, phase: 'scoping', instance: '' };
    for (const search of ['', '?version=0', '?version=1.5', '?version=x', '?filter={', '?filter=[]', '?f=decision', '?f=a:was:b'])
      expect(parseReportLink(`/reports/${REPORT}/scoping${search}`)).toEqual({ to: 'version', page: 'workspace', ...chain, ...open });
    expect(placeOfPage({ cycleReportId: REPORT, phase: 'scoping' }, { instance: ['Retail', 'Cards'] }, 'decide')).toMatchObject({
      instance: 'Retail',
    });
  });
});

describe('other links', () => {
  it('a report is read as the report it was made of', () => {
    expect(parseReportLink(reportHref(REPORT))).toEqual({ to: 'report', cycleReportId: REPORT });
    expect(destinationHref({ to: 'report', cycleReportId: REPORT })).toBe(`/reports/${REPORT}`);
    expect(destinationHref({ to: 'report_trail', cycleReportId: REPORT })).toBe(`/trail?report=${REPORT}`);
    expect(destinationHref({ to: 'delegate' })).toBe('/inbox?delegate=true');
  });

  it.each(['', '/inbox', '/reports', '/reports/no-such-report', `/reports/${REPORT}/no-such-phase`, `/reports/${REPORT}/scoping/edit`])(
    'names no place of a report: %s',
    (link) => expect(parseReportLink(link)).toBeNull(),
  );
});
