import { ADMIN_SECTION_LABELS, ADMIN_SECTIONS } from '#components/admin/sections';
import { destinationHref } from '#contract/addresses';
import type { SearchHit, SearchView } from '#contract/views/search-view';
import type { Role } from '#domain/people/roles';
import { destinationsOf } from './navigation';

/** Something the palette goes to, with the address it has in this browser. */
export interface PaletteHit {
  id: string;
  label: string;
  detail: string;
  href: string;
}

export interface PaletteGroup {
  title: string;
  hits: readonly PaletteHit[];
}

/** The pages of a person that hold every word of a text. */
export function pagesOf(roles: readonly Role[], text: string): PaletteHit[] {
  const words = text.toLowerCase().split(/\s+/);
  const pages = destinationsOf(roles).flatMap((destination): PaletteHit[] =>
    destination.label === 'Admin'
      ? ADMIN_SECTIONS.map((section) => ({
          id: `page-admin-${section}`,
          label: ADMIN_SECTION_LABELS[section],
          detail: 'Admin',
          href: `/admin/${section}`,
        }))
      : [{ id: `page-${destination.href}`, label: destination.label, detail: '', href: destination.href }],
  );
  pages.push({ id: 'page-glossary', label: 'Glossary', detail: 'What the words mean', href: '/glossary' });
  return pages.filter((page) => words.every((word) => `${page.label} ${page.detail}`.toLowerCase().includes(word)));
}

/** Everything found, in the order it is shown; groups without a hit are left out. */
export function paletteGroups(found: SearchView | undefined, pages: readonly PaletteHit[], text: string): PaletteGroup[] {
  const reports = { title: 'Reports', hits: hitsOf(found?.reports) };
  const actions = { title: 'Actions', hits: hitsOf(found?.actions) };
  const places = [
    { title: 'Phases', hits: hitsOf(found?.phases) },
    { title: 'Versions', hits: hitsOf(found?.versions) },
    { title: 'Pages', hits: pages },
  ];
  // Without a text, what can be done here comes first; with one, what is named.
  const groups = text === '' ? [actions, reports, ...places] : [reports, ...places, actions];
  return groups.filter((group) => group.hits.length > 0);
}

function hitsOf(found: readonly SearchHit[] | undefined): PaletteHit[] {
  return (found ?? []).map(({ id, label, detail, opens }) => ({ id, label, detail, href: destinationHref(opens) }));
}
