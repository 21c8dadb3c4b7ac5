/** One word as the pages use it. */
export interface GlossaryTerm {
  /** As it stands in an address: "/glossary#control-total". */
  id: string;
  term: string;
  meaning: string;
}

/** The words of the pages, in the order of the alphabet; each means the same on every page. Source: docs/domain.md and docs/sampling.md. */
export const GLOSSARY = [
  {
    id: 'accept',
    term: 'Accept, reject',
    meaning:
      'What an approver says of one item. A rejection has a reason and asks for changes. In Scoping a tester accepts a recommendation as well.',
  },
  {
    id: 'approver',
    term: 'Approver',
    meaning:
      'Whoever decides on a version by the policy of its phase: the report owner, where the policy names nobody else. Never somebody who had a hand in it.',
  },
  { id: 'attribute', term: 'Attribute', meaning: 'One line item of the report.' },
  { id: 'cde', term: 'CDE', meaning: 'Critical data element: an attribute that the bank holds to matter most.' },
  {
    id: 'gate',
    term: 'Condition for submission',
    meaning:
      'What has to hold before a version can be submitted. What is not met says so under the title, and leads to where it is mended.',
  },
  {
    id: 'confirm-approval',
    term: 'Confirm approval',
    meaning:
      'To approve once more, where the policy lets approvals of several people count for so many days and one’s own is older. Until then it does not count.',
  },
  {
    id: 'control-total',
    term: 'Control total',
    meaning:
      'How many records a file says that it holds. Records read, records accepted and records set aside have to agree with it, or a reason says why not.',
  },
  {
    id: 'deviation',
    term: 'Deviation',
    meaning: 'A random record that failed on an attribute, or of which it could not be shown that it is right.',
  },
  {
    id: 'dq-score',
    term: 'DQ score',
    meaning:
      'The share of tested records that passed the rules. Rules that cannot run, or whose condition met no record (they tested nothing), are counted beside it.',
  },
  {
    id: 'draw',
    term: 'Draw',
    meaning:
      'One selection of records from the population. Every draw is kept, with what was asked, and can be made again to the same result.',
  },
  {
    id: 'fault',
    term: 'Fault',
    meaning: 'What is wrong with a line or value of an imported file. Faults stay in the population, for the test to find.',
  },
  {
    id: 'hash',
    term: 'Hash',
    meaning:
      'A number computed from content (SHA-256): other content has another hash. By it anybody can check that nothing was changed since.',
  },
  {
    id: 'hash-rank',
    term: 'Hash rank',
    meaning:
      'The rule of random draws (hash-rank/1): records in the order of the hash of seed and key, the first ones taken. Nobody can choose the result, and everybody can repeat it.',
  },
  { id: 'include', term: 'Include, exclude', meaning: 'What a tester decides on an attribute, a rule or a sample.' },
  { id: 'lane', term: 'Lane', meaning: 'The later phases of one line of business, which go on without waiting for the others.' },
  { id: 'lob', term: 'LOB', meaning: 'Line of business. Every sample carries one.' },
  { id: 'pde', term: 'PDE', meaning: 'Physical data element: the table and column that an attribute is read from.' },
  {
    id: 'pinned',
    term: 'Pinned',
    meaning: 'A version that rests on a file rests on exactly that file, by its hash, whatever is imported later.',
  },
  { id: 'pk', term: 'PK attribute', meaning: 'Part of the record’s key: always in scope, and never itself a test.' },
  { id: 'population', term: 'Population', meaning: 'All records of the pinned data file.' },
  { id: 'proof', term: 'Proof', meaning: 'Hashes, seeds and names of methods behind a figure: what somebody needs who computes it again.' },
  { id: 'record', term: 'Record', meaning: 'One line of the population. It becomes a sample when it is drawn.' },
  { id: 'sample', term: 'Sample', meaning: 'One record drawn for testing.' },
  {
    id: 'seed',
    term: 'Seed',
    meaning: 'The text that a random draw starts from. The server makes it, so that nobody can try for a result.',
  },
  {
    id: 'stale',
    term: 'Stale',
    meaning:
      'Built from an approved version that has been approved with other content since. Accept the difference with a reason, or build anew.',
  },
  { id: 'stratum', term: 'Stratum', meaning: 'A part of the population that is drawn from by itself, such as the loans of one state.' },
  { id: 'test-case', term: 'Test case', meaning: 'One sample on one attribute in scope that is no PK attribute.' },
  {
    id: 'upper-bound',
    term: 'Upper bound',
    meaning:
      'The greatest true rate of deviations that the sample does not speak against at the stated confidence (Clopper–Pearson for random samples).',
  },
  {
    id: 'version',
    term: 'Version',
    meaning: 'A numbered state of a phase’s work. Once submitted it never changes; a change makes the next version.',
  },
  {
    id: 'version-of-the-process',
    term: 'Version of the process',
    meaning:
      'By which rules a report opens its phases: in which order, with due dates or without, and whether what is approved can be reopened. A report goes on by a later one at a boundary, where nothing is open.',
  },
] as const satisfies readonly GlossaryTerm[];

export type GlossaryId = (typeof GLOSSARY)[number]['id'];
