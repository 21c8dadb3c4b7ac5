import { filterText } from './filter-text';
import type { Destination, PlainPage, VersionLink, VersionPage } from './views/destinations';

const PLAIN_HREFS: Record<PlainPage, string> = {
  inbox: '/inbox',
  delegate: '/inbox?delegate=true',
  cycles: '/cycles',
  start_own_report: '/cycles/start',
  people: '/admin/users',
  policies: '/admin/policies',
  examiners: '/admin/examiners',
};

/** Makes the link to the board of a report. */
export function reportHref(cycleReportId: string): string {
  return `/reports/${encodeURIComponent(cycleReportId)}`;
}

/** Makes the link to the packages of a report. */
export function packagesHref(cycleReportId: string): string {
  return `${reportHref(cycleReportId)}/packages`;
}

/**
 * Makes the link to a page of a phase. The instance is a parameter and not a segment of the path: it is free text that
 * may read "decide" or hold a slash, and a phase that runs once, whose instance is '', keeps its link as it always was.
 */
export function versionHref(link: VersionLink): string {
  const page = link.page ?? 'workspace';
  const parts: [string, string | null][] = [
    ['instance', link.instance === '' ? null : link.instance],
    ['base', COMPARING.includes(page) ? numberText(link.base) : null],
    ['cycle', page === 'compare' ? (link.cycle ?? null) : null],
    [numberParameter(page), numberText(link.number)],
    ['panel', link.panel ?? null],
    ['rule', link.rule ?? null],
    ['f', link.filter && link.filter.all.length > 0 ? filterText(link.filter) : null],
    ['row', link.row ?? null],
  ];
  const search = parts.flatMap(([name, value]) => (value === null ? [] : [`${name}=${readable(value)}`])).join('&');
  const path = `${reportHref(link.cycleReportId)}/${link.phase}${page === 'workspace' ? '' : `/${page}`}`;
  return search === '' ? path : `${path}?${search}`;
}

/** Makes the link to the sign-in page; `next` is the address to go on at. */
export function signInHref(next?: string): string {
  return next === undefined ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`;
}

/** Makes the link to whatever a row opens. */
export function destinationHref(destination: Destination): string {
  switch (destination.to) {
    case 'report':
      return reportHref(destination.cycleReportId);
    case 'report_trail':
      return `/trail?report=${encodeURIComponent(destination.cycleReportId)}`;
    case 'version':
      return versionHref(destination);
    default:
      return PLAIN_HREFS[destination.to];
  }
}

/** Pages that show a version beside another. */
const COMPARING: readonly VersionPage[] = ['compare', 'print'];

/** A comparison has two versions: the later one stands in `head`, as the pair does in the page's own choosers. */
export function numberParameter(page: VersionPage): string {
  return page === 'compare' ? 'head' : 'version';
}

function numberText(number: number | null | undefined): string | null {
  return number === null || number === undefined ? null : String(number);
}

/** A value as it stands in an address, with the signs left that an address may hold and people can read. */
function readable(value: string): string {
  return encodeURIComponent(value).replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%2F', '/').replaceAll('%20', '+');
}
