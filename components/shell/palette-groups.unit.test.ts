import { describe, expect, it } from 'vitest';
import type { SearchHit, SearchView } from '#contract/views/search-view';
import { type PaletteHit, pagesOf, paletteGroups } from './palette-groups';

const hit = (id: string): SearchHit => ({ id, label: id, detail: '', opens: { to: 'report', cycleReportId: id } });
const page: PaletteHit = { id: 'page', label: 'page', detail: '', href: '/page' };
const found: SearchView = { actions: [hit('act')], reports: [hit('report')], phases: [], versions: [hit('version')] };

describe('the palette', () => {
  it('offers the pages of a person’s roles, by any words of their names', () => {
    expect(pagesOf(['tester'], '').map((page) => page.label)).toEqual(['Inbox', 'Cycles', 'Trail', 'Glossary']);
    expect(pagesOf(['admin'], 'admin exam').map((page) => page.href)).toEqual(['/admin/examiners']);
    expect(pagesOf(['tester'], 'policies')).toEqual([]);
  });

  it('puts what can be done here first, and what was asked for before it', () => {
    const titles = (text: string) => paletteGroups(found, [page], text).map((group) => group.title);
    expect(titles('')).toEqual(['Actions', 'Reports', 'Versions', 'Pages']);
    expect(titles('hmda')).toEqual(['Reports', 'Versions', 'Pages', 'Actions']);
    expect(paletteGroups(undefined, [], 'x')).toEqual([]);
    expect(paletteGroups(found, [], 'hmda')[0]?.hits.map((each) => each.href)).toEqual(['/reports/report']);
  });
});
