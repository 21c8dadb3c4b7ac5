import type { Role } from '#domain/people/roles';

/** A person of the fictional bank. `lob` scopes a Data Executive. */
export interface DemoPerson {
  name: string;
  email: string;
  roles: readonly { role: Role; lob?: string }[];
}

export const DEMO_PASSWORD = 'harbour-vale-demo';
export const DEMO_LOBS = ['Retail', 'Commercial', 'Multifamily'] as const;

function person(name: string, ...roles: readonly (Role | { role: Role; lob: string })[]): DemoPerson {
  const email = `${name.toLowerCase().replace(' ', '.')}@harbourvale.example`;
  return { name, email, roles: roles.map((held) => (typeof held === 'string' ? { role: held } : held)) };
}

/** One of every role; an examiner is added once there is a report to examine. */
export const DEMO_PEOPLE = {
  admin: person('Ada Winther', 'admin'),
  executive: person('Tobias Lark', 'test_executive'),
  tester: person('Mara Quist', 'tester'),
  secondTester: person('Jonas Abel', 'tester'),
  owner: person('Rosa Lind', 'report_owner'),
  secondOwner: person('Emil Hart', 'report_owner'),
  retailExecutive: person('Pavel Stern', { role: 'data_executive', lob: 'Retail' }),
  commercialExecutive: person('Nadia Roux', { role: 'data_executive', lob: 'Commercial' }),
  multifamilyExecutive: person('Hanna Boye', { role: 'data_executive', lob: 'Multifamily' }),
  dataOwner: person('Olu Marsh', 'data_owner'),
  secondDataOwner: person('Ines Calder', 'data_owner'),
  thirdDataOwner: person('Sven Bright', 'data_owner'),
  fourthDataOwner: person('Lea Orton', 'data_owner'),
} as const satisfies Record<string, DemoPerson>;

export type DemoPart = keyof typeof DEMO_PEOPLE;

/** How a demo person signs in; shown on the terminal. The people are fictional. */
export interface DemoSignIn {
  name: string;
  role: string;
  email: string;
  password: string;
}
