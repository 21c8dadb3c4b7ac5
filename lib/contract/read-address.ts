import { isId } from '#domain/id';
import type { ItemFilter } from '#domain/item/item-filter';
import { PHASES } from '#domain/phase/phase-names';
import { numberParameter } from './addresses';
import { readFilterText } from './read-filter-text';
import { type Destination, VERSION_PAGES, type VersionPage, type VersionPlace } from './views/destinations';

/** Parameters of an address, as a page of Next receives them; of a repeated one the first counts. */
export type PageSearch = Readonly<Record<string, string | string[] | undefined>>;

/** Reads which place a page shows from its two segments and its parameters; null where there is no such phase. */
export function placeOfPage(
  segments: { cycleReportId: string; phase: string },
  search: PageSearch,
  page: VersionPage,
): VersionPlace | null {
  const phase = PHASES.find((each) => each === segments.phase);
  if (!phase) return null;
  const text = (name: string): string | null => {
    const value = search[name];
    return (typeof value === 'string' ? value : value?.[0]) ?? null;
  };
  return {
    cycleReportId: segments.cycleReportId,
    phase,
    instance: text('instance') ?? '',
    page,
    number: numberIn(text(numberParameter(page))),
    base: COMPARING.includes(page) ? numberIn(text('base')) : null,
    cycle: page === 'compare' ? text('cycle') : null,
    row: text('row'),
    filter: filterIn(text('f') ?? text('filter')),
    panel: text('panel'),
    rule: text('rule'),
  };
}

/** Reads a link that `reportHref` or `versionHref` made, path and parameters; null for every other text. */
export function parseReportLink(link: string): Extract<Destination, { to: 'report' }> | ({ to: 'version' } & VersionPlace) | null {
  const at = link.indexOf('?');
  const path = at === -1 ? link : link.slice(0, at);
  const [root, cycleReportId, phase, word, ...further] = path.split('/').slice(1);
  if (root !== 'reports' || cycleReportId === undefined || further.length > 0 || !isId(cycleReportId)) return null;
  if (phase === undefined) return { to: 'report', cycleReportId };
  const page = word === undefined ? 'workspace' : VERSION_PAGES.find((each) => each === word && each !== 'workspace');
  const search = Object.fromEntries([...new URLSearchParams(at === -1 ? '' : link.slice(at + 1))].reverse());
  const place = page ? placeOfPage({ cycleReportId, phase }, search, page) : null;
  return place && { to: 'version', ...place };
}

/** Pages that show a version beside another. */
const COMPARING: readonly VersionPage[] = ['compare', 'print'];

function numberIn(text: string | null): number | null {
  return text !== null && /^[1-9]\d{0,5}$/.test(text) ? Number(text) : null;
}

function filterIn(text: string | null): ItemFilter | null {
  return text === null ? null : readFilterText(text);
}
