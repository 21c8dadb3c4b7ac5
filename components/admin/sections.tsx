/** The parts of administration, in the order of their tabs; each has an address of its own. */
export const ADMIN_SECTIONS = [
  'users',
  'rights',
  'lobs',
  'reports',
  'policies',
  'calendar',
  'sampling',
  'examiners',
  'mail',
  'differences',
  'record',
] as const;
export type AdminSection = (typeof ADMIN_SECTIONS)[number];

export const ADMIN_SECTION_LABELS: Record<AdminSection, string> = {
  users: 'Users and roles',
  rights: 'Changes of rights',
  lobs: 'Lines of business',
  reports: 'Reports and sources',
  policies: 'Policies and allowances',
  calendar: 'Calendars',
  sampling: 'Sampling tables',
  examiners: 'Examiners',
  mail: 'Mail',
  differences: 'Differences found',
  record: 'Record',
};
