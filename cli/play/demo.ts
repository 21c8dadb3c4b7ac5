import type { DemoSignIn } from '#cli/demo/people';
import { setMailPreference } from '#data/mail/mail-preference.commands';
import { DEFAULT_MAIL_PREFERENCE } from '#domain/mail/mail-preference';
import { firstRole, ROLE_LABELS } from '#domain/people/roles';
import { PHASE_LABELS, type PhaseName } from '#domain/phase/phase-names';
import { CONTROL_FIELD, CONTROL_LINE, generateRegister } from '../demo/generate-register';
import { DEMO_LOBS, DEMO_PASSWORD, DEMO_PEOPLE } from '../demo/people';
import type { Installation } from '../machine/installation';
import { type Play, playBefore } from './acts';
import { type Cast, ensureCast } from './cast';
import { LAST_ACTS, type Reached } from './demo-last-acts';
import { DEMO_LOB } from './demo-lob';
import { isClosed } from './final-report-act';
import { lanePeople } from './lane-people';
import { openReport, type ReportToOpen, startReport } from './opening-act';
import { persist } from './persist';
import { fileFromText, type PlayFiles } from './play-files';
import { type PlayOptions, parsePlayOptions } from './play-options';
import { Stage } from './stage';

const YEAR_END = { name: 'Year-end 2025', startsOn: '2026-01-05', endsOn: '2026-12-31' };
/** Reports that are played at the same time: a play mostly waits for receipts. */
const LANES = 3;
const FIRST_HALF = { name: 'First half 2026', startsOn: '2026-07-01', endsOn: '2027-02-26' };

/** How far a demo report is played: the last phase it reaches, and how far it gets there. null: not started. */
type Story = { phase: PhaseName; at: Reached } | null;

interface DemoReport {
  report: ReportToOpen['report'];
  cycle: ReportToOpen['cycle'];
  tester: 'tester' | 'secondTester';
  owner: 'owner' | 'secondOwner';
  dueOn: string;
  loans: number;
  seed: number;
  story: Story;
  /** The cycle that begins from this one once it is closed, and who tests in it; its Planning is open. */
  next?: Pick<DemoReport, 'cycle' | 'tester' | 'dueOn'>;
}

function register(name: string, description: string): ReportToOpen['report'] {
  return { name, regulator: 'Consumer finance bureau (fictional)', description };
}

/** Every state that the built phases allow is there once. */
const DEMO_REPORTS: readonly DemoReport[] = [
  {
    report: register('Mortgage Disclosure Register', 'All applications and loans of the year.'),
    cycle: YEAR_END,
    tester: 'tester',
    owner: 'owner',
    dueOn: '2026-12-18',
    loans: 4_000,
    seed: 2025,
    story: { phase: 'sample-selection', at: 'waiting' },
  },
  {
    report: register('Purchased Loans Register', 'Loans bought from other lenders.'),
    cycle: YEAR_END,
    tester: 'tester',
    owner: 'owner',
    dueOn: '2026-12-04',
    loans: 1_200,
    seed: 2026,
    story: { phase: 'data-owner-id', at: 'sent back' },
  },
  {
    report: register('Second Homes Register', 'Loans for dwellings that their owners do not live in.'),
    cycle: FIRST_HALF,
    tester: 'secondTester',
    owner: 'secondOwner',
    dueOn: '2027-01-29',
    loans: 400,
    seed: 2035,
    story: { phase: 'observation-management', at: 'waiting' },
  },
  {
    report: register('Condominium Register', 'Loans for flats of which their owners hold the title.'),
    cycle: YEAR_END,
    tester: 'tester',
    owner: 'secondOwner',
    dueOn: '2026-12-11',
    loans: 300,
    seed: 2036,
    story: { phase: 'final-report', at: 'approved' },
    next: { cycle: FIRST_HALF, tester: 'secondTester', dueOn: '2027-02-19' },
  },
  {
    report: register('Home Equity Register', 'Lines of credit and second liens.'),
    cycle: YEAR_END,
    tester: 'secondTester',
    owner: 'secondOwner',
    dueOn: '2026-11-30',
    loans: 1_500,
    seed: 2027,
    story: { phase: 'sample-selection', at: 'sent back' },
  },
  {
    report: register('Commercial Mortgage Register', 'Loans for business purposes.'),
    cycle: YEAR_END,
    tester: 'tester',
    owner: 'secondOwner',
    dueOn: '2027-01-15',
    loans: 1_000,
    seed: 2028,
    story: { phase: 'planning', at: 'prepared' },
  },
  {
    report: register('Manufactured Homes Register', 'Loans for dwellings made in a factory.'),
    cycle: YEAR_END,
    tester: 'tester',
    owner: 'owner',
    dueOn: '2027-01-08',
    loans: 1_000,
    seed: 2030,
    story: { phase: 'data-profiling', at: 'waiting' },
  },
  {
    report: register('Reverse Mortgage Register', 'Loans that are repaid from the estate.'),
    cycle: YEAR_END,
    tester: 'tester',
    owner: 'secondOwner',
    dueOn: '2027-01-15',
    loans: 1_000,
    seed: 2031,
    story: { phase: 'data-profiling', at: 'prepared' },
  },
  {
    report: register('Rural Lending Register', 'Loans outside of metropolitan areas.'),
    cycle: YEAR_END,
    tester: 'secondTester',
    owner: 'owner',
    dueOn: '2026-12-11',
    loans: 1_000,
    seed: 2032,
    story: { phase: 'scoping', at: 'waiting' },
  },
  {
    report: register('Branch Lending Register', 'Loans taken in at the branches.'),
    cycle: FIRST_HALF,
    tester: 'secondTester',
    owner: 'owner',
    dueOn: '2027-02-12',
    loans: 1_000,
    seed: 2029,
    story: { phase: 'sample-selection', at: 'revised' },
  },
  {
    report: register('Refinancing Register', 'Loans that replace an older one.'),
    cycle: FIRST_HALF,
    tester: 'secondTester',
    owner: 'owner',
    dueOn: '2027-02-05',
    loans: 1_000,
    seed: 2033,
    story: { phase: 'data-profiling', at: 'revised' },
  },
  {
    report: register('Student Housing Register', 'Loans for halls of residence.'),
    cycle: FIRST_HALF,
    tester: 'tester',
    owner: 'secondOwner',
    dueOn: '2027-02-12',
    loans: 1_000,
    seed: 2034,
    story: { phase: 'scoping', at: 'sent back' },
  },
  {
    report: register('Multifamily Register', 'Loans for dwellings of five and more units.'),
    cycle: FIRST_HALF,
    tester: 'tester',
    owner: 'owner',
    dueOn: '2027-02-19',
    loans: 0,
    seed: 0,
    story: { phase: 'planning', at: 'opened' },
  },
  {
    report: register('Construction Loans Register', 'Loans drawn while a house is built.'),
    cycle: FIRST_HALF,
    tester: 'secondTester',
    owner: 'secondOwner',
    dueOn: '2027-02-26',
    loans: 0,
    seed: 0,
    story: null,
  },
];

/**
 * Plays the demo on a running installation, over the same commands, signals and activities as the pages. A load that was
 * broken off may be called again: the same steps are the same commands.
 */
export async function loadDemo(installation: Installation, say: (sentence: string) => void): Promise<DemoSignIn[]> {
  const stage = Stage.open(installation, { print: () => undefined }, 'demo');
  try {
    const cast = await ensureCast(stage, DEMO_LOBS);
    await reachAtAnyHour(stage, cast);
    const opened: (readonly [DemoReport, string])[] = [];
    for (const demo of DEMO_REPORTS) {
      opened.push([demo, await openReport(stage, cast, { ...demo, tester: cast[demo.tester], owner: cast[demo.owner] })]);
    }
    const toPlay = opened.values();
    const lane = async () => {
      for (const [demo, cycleReportId] of toPlay) {
        await playStory(stage, cast, demo, cycleReportId);
        if (demo.next) await beginNext(stage, cast, { ...demo, ...demo.next }, cycleReportId);
        say(`  ${demo.report.name}: ${demo.story === null ? 'not started' : `${PHASE_LABELS[demo.story.phase]} ${demo.story.at}`}`);
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
  } finally {
    await stage.close();
  }
  return Object.values(DEMO_PEOPLE).map(({ name, email, roles }) => ({
    name,
    email,
    role: roles.map((held) => ROLE_LABELS[held.role]).join(', '),
    password: DEMO_PASSWORD,
  }));
}

/** Opens the next cycle of a report that is closed, which begins with what was approved in it. */
async function beginNext(stage: Stage, cast: Cast, demo: DemoReport, carriesFrom: string): Promise<void> {
  const wanted = { ...demo, tester: cast[demo.tester], owner: cast[demo.owner], carriesFrom };
  const cycleReportId = await openReport(stage, cast, wanted);
  await startReport(stage, cast, cycleReportId, demo.report.name);
  await stage.versionNumbered(cast[demo.tester], cycleReportId, 'planning', 1);
}

/** A demo is looked at in the evening and at weekends, too: its people want their mail at once. */
async function reachAtAnyHour(stage: Stage, cast: Cast): Promise<void> {
  for (const person of Object.values(cast)) {
    const role = firstRole(person.roles);
    if (role === null) continue;
    const chosen = { ...DEFAULT_MAIL_PREFERENCE, hours: 'any' } as const;
    await persist(() => setMailPreference(stage.db, { id: person.userId, role }, chosen));
  }
}

function filesOf(demo: DemoReport): PlayFiles {
  const made = generateRegister(demo.seed, demo.loans);
  return { dictionary: fileFromText('register-dictionary.csv', made.dictionary), data: fileFromText('register.txt', made.data), map: {} };
}

async function playStory(stage: Stage, cast: Cast, demo: DemoReport, cycleReportId: string): Promise<void> {
  if (demo.story === null) return;
  // What is signed is closed: an earlier load has played it to its end.
  if (await isClosed(stage, cast[demo.tester], cycleReportId)) return;
  await startReport(stage, cast, cycleReportId, demo.report.name);
  if (demo.story.at === 'opened') return;
  const options: PlayOptions = {
    ...parsePlayOptions([]),
    skipLines: 1,
    delimiter: '|',
    header: false,
    key: ['3'],
    control: { line: CONTROL_LINE, field: CONTROL_FIELD },
    seed: `demo ${demo.seed}`,
  };
  const play: Play = {
    stage,
    tester: cast[demo.tester],
    owner: cast[demo.owner],
    cycleReportId,
    files: filesOf(demo),
    rules: [],
    options,
    lob: DEMO_LOB,
    people: lanePeople(cast),
  };
  await playBefore(play, demo.story.phase);
  await LAST_ACTS[demo.story.phase]?.(play, demo.story.at);
}
