import { ADMIN_SECTION_LABELS, ADMIN_SECTIONS } from '#components/admin/sections';
import type { SearchHit, SearchView } from '#contract/views/search-view';
import type { Role } from '#domain/people/roles';
import { destinationsOf } from './navigation';

export interface PaletteGroup {
  title: string;
  hits: readonly SearchHit[];
}

/** The pages of a person that hold every word of a text. */
export function pagesOf(roles: readonly Role[], text: string): SearchHit[] {
  const words = text.toLowerCase().split(/\s+/);
  const pages = destinationsOf(roles).flatMap((destination): SearchHit[] =>
    destination.label === 'Admin'
      ? ADMIN_SECTIONS.map((section) => ({
          id: `page-admin-${section}`,
          label: ADMIN_SECTION_LABELS[section],
          detail: 'Admin',
          href: `/admin/${section}`,
        }))
      : [{ id: `page-${destination.href}`, label: destination.label, detail: '', href: destination.href }],
  );
  return pages.filter((page) => words.every((word) => `${page.label} ${page.detail}`.toLowerCase().includes(word)));
}

/** Everything found, in the order it is shown; groups without a hit are left out. */
export function paletteGroups(found: SearchView | undefined, pages: readonly SearchHit[], text: string): PaletteGroup[] {
  const reports = { title: 'Reports', hits: found?.reports ?? [] };
  const actions = { title: 'Actions', hits: found?.actions ?? [] };
  const places = [
    { title: 'Phases', hits: found?.phases ?? [] },
    { title: 'Versions', hits: found?.versions ?? [] },
    { title: 'Pages', hits: pages },
  ];
  // Without a text, what can be done here comes first; with one, what is named.
  const groups = text === '' ? [actions, reports, ...places] : [reports, ...places, actions];
  return groups.filter((group) => group.hits.length > 0);
}
