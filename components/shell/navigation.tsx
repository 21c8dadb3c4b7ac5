import { Inbox, Layers, LayoutGrid, type LucideIcon, ScrollText, Settings, Workflow } from 'lucide-react';
import type { Role } from '#domain/people/roles';

export interface Destination {
  href: string;
  label: string;
  icon: LucideIcon;
  /** Roles that see it; any of them is enough. Permission itself is the server's. */
  roles: readonly Role[];
}

const EVERYBODY: readonly Role[] = [
  'tester',
  'test_executive',
  'report_owner',
  'report_executive',
  'data_executive',
  'data_owner',
  'admin',
  'examiner',
];

const DESTINATIONS: readonly Destination[] = [
  { href: '/inbox', label: 'Inbox', icon: Inbox, roles: ['tester', 'test_executive', 'report_owner', 'data_executive', 'data_owner'] },
  { href: '/progress', label: 'Progress', icon: LayoutGrid, roles: ['test_executive', 'report_executive', 'report_owner', 'admin'] },
  { href: '/cycles', label: 'Cycles', icon: Layers, roles: EVERYBODY },
  { href: '/workflows', label: 'Workflows', icon: Workflow, roles: ['test_executive', 'admin'] },
  { href: '/trail', label: 'Trail', icon: ScrollText, roles: EVERYBODY },
  { href: '/admin/users', label: 'Admin', icon: Settings, roles: ['admin'] },
];

/** The destinations of a person, in the rail's order. */
export function destinationsOf(roles: readonly Role[]): readonly Destination[] {
  return DESTINATIONS.filter((destination) => destination.roles.some((role) => roles.includes(role)));
}

/** Whether a page lies under a destination: report pages belong to the cycles, decisions and what was opened from the inbox to that. */
export function isUnder(path: string, destination: Destination, fromInbox = false): boolean {
  const section = destination.href.split('/')[1] ?? '';
  if (path.startsWith('/reports')) return section === (fromInbox || path.endsWith('/decide') ? 'inbox' : 'cycles');
  return path === `/${section}` || path.startsWith(`/${section}/`);
}
