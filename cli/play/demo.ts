import type { Subject } from '#domain/permissions';
import { ROLE_LABELS } from '#domain/roles';
import { CONTROL_FIELD, CONTROL_LINE, generateRegister } from '../demo/generate-register';
import { DEMO_LOBS, DEMO_PASSWORD, DEMO_PEOPLE } from '../demo/people';
import type { Installation } from '../installation';
import type { DemoSignIn } from '../up/demo';
import { ensureCast, type Cast } from './cast';
import { DEMO_LOB } from './demo-lob';
import { openReport, startReport, type ReportToOpen } from './opening-act';
import { importInto, playPlanning } from './planning-act';
import { fileFromText, type PlayFiles } from './play-files';
import { parsePlayOptions, type PlayOptions } from './play-options';
import { populationKey } from './population-key';
import { approve, requestChanges } from './review-act';
import { playFirstSample, playRevision } from './sampling-act';
import { Stage } from './stage';

const YEAR_END = { name: 'Year-end 2025', startsOn: '2026-01-05', endsOn: '2026-12-31' };
const FIRST_HALF = { name: 'First half 2026', startsOn: '2026-07-01', endsOn: '2027-02-26' };

/** How far a demo report is played; every state that the built phases allow is there once. */
const STORIES = ['not started', 'planning opened', 'planning imported', 'sample waiting', 'changes requested', 'revision waiting', 'approved'] as const;
type Story = (typeof STORIES)[number];

interface DemoReport {
  report: ReportToOpen['report'];
  cycle: ReportToOpen['cycle'];
  tester: 'tester' | 'secondTester';
  owner: 'owner' | 'secondOwner';
  dueOn: string;
  loans: number;
  seed: number;
  story: Story;
}

function register(name: string, description: string): ReportToOpen['report'] {
  return { name, regulator: 'Consumer finance bureau (fictional)', description };
}

const DEMO_REPORTS: readonly DemoReport[] = [
  { report: register('Mortgage Disclosure Register', 'All applications and loans of the year.'), cycle: YEAR_END, tester: 'tester', owner: 'owner', dueOn: '2026-12-18', loans: 4_000, seed: 2025, story: 'sample waiting' },
  { report: register('Purchased Loans Register', 'Loans bought from other lenders.'), cycle: YEAR_END, tester: 'tester', owner: 'owner', dueOn: '2026-12-04', loans: 1_200, seed: 2026, story: 'approved' },
  { report: register('Home Equity Register', 'Lines of credit and second liens.'), cycle: YEAR_END, tester: 'secondTester', owner: 'secondOwner', dueOn: '2026-11-30', loans: 1_500, seed: 2027, story: 'changes requested' },
  { report: register('Commercial Mortgage Register', 'Loans for business purposes.'), cycle: YEAR_END, tester: 'tester', owner: 'secondOwner', dueOn: '2027-01-15', loans: 1_000, seed: 2028, story: 'planning imported' },
  { report: register('Branch Lending Register', 'Loans taken in at the branches.'), cycle: FIRST_HALF, tester: 'secondTester', owner: 'owner', dueOn: '2027-02-12', loans: 1_000, seed: 2029, story: 'revision waiting' },
  { report: register('Multifamily Register', 'Loans for dwellings of five and more units.'), cycle: FIRST_HALF, tester: 'tester', owner: 'owner', dueOn: '2027-02-19', loans: 0, seed: 0, story: 'planning opened' },
  { report: register('Construction Loans Register', 'Loans drawn while a house is built.'), cycle: FIRST_HALF, tester: 'secondTester', owner: 'secondOwner', dueOn: '2027-02-26', loans: 0, seed: 0, story: 'not started' },
];

/**
 * Plays the demo on a running installation, over the same commands, signals and activities as the pages. A load that was
 * broken off may be called again: the same steps are the same commands.
 */
export async function loadDemo(installation: Installation, say: (sentence: string) => void): Promise<DemoSignIn[]> {
  const stage = Stage.open(installation, { print: () => undefined }, 'demo');
  try {
    const cast = await ensureCast(stage, DEMO_LOBS);
    for (const demo of DEMO_REPORTS) {
      await playStory(stage, cast, demo);
      say(`  ${demo.report.name}: ${demo.story}`);
    }
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

function filesOf(demo: DemoReport): PlayFiles {
  const made = generateRegister(demo.seed, demo.loans);
  return { dictionary: fileFromText('register-dictionary.csv', made.dictionary), data: fileFromText('register.txt', made.data), map: {} };
}

async function playStory(stage: Stage, cast: Cast, demo: DemoReport): Promise<void> {
  const tester: Subject = cast[demo.tester];
  const owner: Subject = cast[demo.owner];
  const reached = (story: Story) => STORIES.indexOf(demo.story) >= STORIES.indexOf(story);
  const cycleReportId = await openReport(stage, cast, { ...demo, tester, owner });
  if (!reached('planning opened')) return;
  await startReport(stage, cast, cycleReportId, demo.report.name);
  if (!reached('planning imported')) return;
  const files = filesOf(demo);
  const options: PlayOptions = { ...parsePlayOptions([]), skipLines: 1, delimiter: '|', header: false, key: ['3'], control: { line: CONTROL_LINE, field: CONTROL_FIELD } };
  if (demo.story === 'planning imported') {
    await importInto(stage, tester, cycleReportId, files, options);
    return;
  }
  await playPlanning(stage, tester, cycleReportId, files, options);
  const first = await playFirstSample(stage, tester, cycleReportId, DEMO_LOB, `demo ${demo.seed}`);
  if (!reached('changes requested')) return;
  const wanted = await populationKey(stage, owner, first.id, files, options);
  const returned = await requestChanges(stage, owner, first, { keys: wanted === null ? [] : [wanted] });
  if (!reached('revision waiting')) return;
  const revised = await playRevision(stage, tester, cycleReportId, DEMO_LOB, returned);
  if (reached('approved')) await approve(stage, owner, revised);
}
