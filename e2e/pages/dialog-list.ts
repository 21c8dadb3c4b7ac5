import type { Locator, Page } from '@playwright/test';
import type { DemoPart } from '../../cli/demo/people';
import { DEMO_REPORTS, type DemoReports } from './demo-reports';

/** A dialog and what opens it on the page that it is listed under. */
export interface ListedDialog {
  /** The file that writes it. */
  file: string;
  /** How its title begins. */
  title: string;
  /** The button that opens it, or the menu that it is an entry of. */
  by: (page: Page) => Locator;
  /** The entry of that menu. */
  entry?: string;
  /** Pressed while `by` has the focus, where not the button itself opens it. */
  key?: string;
  /** Brings the page to where its opener stands; what is done stays for the dialogs after it. */
  first?: (page: Page) => Promise<void>;
}

interface DialogPlace {
  place: string;
  as: DemoPart;
  /** `reports`: all of the demo; `page`: of whoever opens it. */
  path: (reports: DemoReports, page: Page) => string | Promise<string>;
  dialogs: readonly ListedDialog[];
}

const button = (name: string | RegExp) => (page: Page) => page.getByRole('button', { name, exact: true }).first();
const ofPanel = (name: string | RegExp) => (page: Page) => page.getByRole('complementary').getByRole('button', { name }).first();
const verdictInPanel = (page: Page) =>
  page
    .getByRole('complementary')
    .getByRole('group', { name: /^Verdict on/ })
    .getByRole('button', { name: 'Reject' });
const actionsOf = (person: string) => button(`Actions for ${person}`);

async function selectFirst(page: Page): Promise<void> {
  await page
    .getByRole('grid')
    .getByRole('checkbox', { name: /^Select (?!all)/ })
    .first()
    .check();
}

const firstRow = (page: Page) => page.getByRole('grid').getByRole('row').nth(1);

async function openFirstRow(page: Page): Promise<void> {
  await firstRow(page).focus();
  await page.keyboard.press('Enter');
}

/** Where cells have the focus, not rows. */
async function openFirst(page: Page): Promise<void> {
  await page.getByRole('grid').getByRole('rowheader').first().focus();
  await page.keyboard.press('Enter');
  await page.getByRole('complementary').first().waitFor();
}

/** Of tests only those with evidence can be run. */
async function openFailed(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Failed [\d,]+$/ }).click();
  await page.getByRole('button', { name: /^Remove condition/ }).waitFor();
  await openFirst(page);
}

const ADMIN = 'components/admin';
const PHASES = 'components/phases';

/** Dialogs that the demo has an opener of, by the pages that they are opened on. */
export const DIALOG_PLACES: readonly DialogPlace[] = [
  {
    place: 'users',
    as: 'admin',
    path: () => '/admin/users',
    dialogs: [
      { file: `${ADMIN}/create-user-dialog.tsx`, title: 'Add a person', by: button('Add a person') },
      { file: `${ADMIN}/roles-dialog.tsx`, title: 'Roles of', by: actionsOf('Lea Orton'), entry: 'Change roles…' },
      { file: `${ADMIN}/rename-dialog.tsx`, title: 'Rename', by: actionsOf('Lea Orton'), entry: 'Rename…' },
      { file: 'components/absence/absence-dialog.tsx', title: 'When Lea Orton is away', by: actionsOf('Lea Orton'), entry: 'Absence…' },
      { file: `${ADMIN}/disable-dialog.tsx`, title: 'Disable', by: actionsOf('Lea Orton'), entry: 'Disable the account…' },
      { file: `${ADMIN}/erase-dialog.tsx`, title: 'Erase', by: actionsOf('Lea Orton'), entry: 'Erase the person…' },
      { file: `${ADMIN}/link-dialog.tsx`, title: 'Link for', by: actionsOf('Lea Orton'), entry: 'New link to choose a password' },
    ],
  },
  {
    place: 'reports of the bank',
    as: 'admin',
    path: () => '/admin/reports',
    dialogs: [
      { file: `${ADMIN}/report-dialog.tsx`, title: 'Add a report', by: button('Add a report') },
      { file: `${ADMIN}/reports-section.tsx`, title: 'Add a source to', by: button(/^Add a source to/) },
    ],
  },
  {
    place: 'lines of business',
    as: 'admin',
    path: () => '/admin/lobs',
    dialogs: [{ file: `${ADMIN}/lobs-section.tsx`, title: 'Rename', by: button(/^Rename /) }],
  },
  {
    place: 'policies',
    as: 'admin',
    path: () => '/admin/policies',
    dialogs: [
      { file: `${ADMIN}/policy-dialog.tsx`, title: 'Policy of', by: button(/^Change the policy of/) },
      { file: `${ADMIN}/default-version-dialog.tsx`, title: 'Version of the process', by: button('Change the version of the process…') },
    ],
  },
  {
    place: 'calendars',
    as: 'admin',
    path: () => '/admin/calendar',
    dialogs: [{ file: `${ADMIN}/calendar-dialog.tsx`, title: 'Business calendar', by: button('Change the installation’s own calendar') }],
  },
  {
    place: 'sampling tables',
    as: 'admin',
    path: () => '/admin/sampling',
    dialogs: [{ file: `${ADMIN}/two-stage-dialog.tsx`, title: 'Two-stage table', by: button('Change…') }],
  },
  {
    place: 'examiners',
    as: 'admin',
    path: () => '/admin/examiners',
    dialogs: [{ file: `${ADMIN}/examiner-dialog.tsx`, title: 'Let an examiner in', by: button('Let an examiner in') }],
  },
  {
    place: 'cycles',
    as: 'executive',
    path: () => '/cycles',
    dialogs: [
      { file: 'components/ui/keys-dialog.tsx', title: 'Keys', by: button('New cycle'), key: '?' },
      { file: 'components/cycles/create-cycle-dialog.tsx', title: 'New cycle', by: button('New cycle') },
      { file: 'components/cycles/add-report-dialog.tsx', title: 'Add a report to', by: button('Add a report') },
      { file: 'components/progress/assign-dialog.tsx', title: 'Assign', by: button('Assign') },
    ],
  },
  {
    place: 'report that has not begun',
    as: 'executive',
    path: (reports) => reports.path(DEMO_REPORTS.notStarted),
    dialogs: [{ file: 'components/progress/start-dialog.tsx', title: 'Start', by: button('Start') }],
  },
  {
    place: 'report',
    as: 'executive',
    path: (reports) => reports.path(DEMO_REPORTS.imported),
    dialogs: [
      { file: 'components/progress/clock-dialog.tsx', title: 'Clock of', by: button(/^Clock of/) },
      {
        file: 'components/progress/report-actions.tsx',
        title: 'Close this report',
        by: button('More actions'),
        entry: 'Close this report…',
      },
    ],
  },
  {
    place: 'inbox of an approver',
    as: 'owner',
    path: () => '/inbox',
    dialogs: [
      { file: 'components/inbox/delegations-dialog.tsx', title: 'Delegate my decisions', by: button(/^Delegate/) },
      {
        file: 'components/inbox/bulk-dialog.tsx',
        title: 'Request changes on',
        by: button('Request changes…'),
        first: (page) => page.getByRole('checkbox', { name: new RegExp(`^Select ${DEMO_REPORTS.waiting}`) }).check(),
      },
      { file: 'components/desk/saved-views.tsx', title: 'Save this view', by: button('Views'), entry: 'Save this view…' },
    ],
  },
  {
    place: 'draft',
    as: 'tester',
    path: (reports) => `${reports.path(DEMO_REPORTS.imported)}/planning`,
    dialogs: [
      {
        file: 'components/version/version-actions.tsx',
        title: 'Discard this draft',
        by: button('More actions'),
        entry: 'Discard this draft…',
      },
      { file: 'components/item-grid/bulk-dialog.tsx', title: 'Change', by: button('Change all…'), first: openFirst },
    ],
  },
  {
    place: 'draws',
    as: 'secondTester',
    path: (reports) => `${reports.path(DEMO_REPORTS.returned)}/sample-selection?panel=draws`,
    dialogs: [{ file: `${PHASES}/sample-selection/draw-form.tsx`, title: 'Draw again?', by: button('Draw again…') }],
  },
  {
    place: 'decision',
    as: 'owner',
    path: (reports) => `${reports.path(DEMO_REPORTS.waiting)}/sample-selection/decide?show=items`,
    dialogs: [
      { file: 'components/approvals/addition-dialog.tsx', title: 'Ask for additional', by: button('Ask for more…') },
      { file: 'components/approvals/verdict-bar.tsx', title: 'Accept 1', by: button('Accept…'), first: selectFirst },
      // By its key in the list, and by its button in the panel, which stays.
      {
        file: 'components/approvals/reject-dialog.tsx',
        title: 'Reject',
        by: firstRow,
        key: 'r',
      },
      { file: 'components/approvals/reject-dialog.tsx', title: 'Reject', by: verdictInPanel, first: openFirstRow },
    ],
  },
  {
    place: 'lane of a line of business',
    as: 'retailExecutive',
    path: (reports, page) => reports.inLane(DEMO_REPORTS.approved, 'data-owner-id', page),
    dialogs: [
      {
        file: `${PHASES}/data-owner-id/assign-owner-dialog.tsx`,
        title: 'Assign',
        by: button(/^Assign owner of 1/),
        first: selectFirst,
      },
    ],
  },
  {
    place: 'what an owner is said to own',
    as: 'thirdDataOwner',
    path: (reports, page) => reports.inLane(DEMO_REPORTS.approved, 'data-owner-id', page),
    dialogs: [{ file: `${PHASES}/data-owner-id/owner-recording.tsx`, title: 'Decline', by: button(/^Decline…/) }],
  },
  {
    place: 'evidence that is asked for',
    as: 'dataOwner',
    path: (reports, page) => reports.inLane(DEMO_REPORTS.approved, 'request-info', page),
    dialogs: [
      { file: `${PHASES}/request-info/supply-dialog.tsx`, title: 'Supply evidence', by: button('Supply a file…') },
      { file: `${PHASES}/request-info/list-dialog.tsx`, title: 'Give a list back', by: button('Give a list back…') },
      { file: `${PHASES}/request-info/request-recording.tsx`, title: 'Cannot be had', by: button('Cannot be had…'), first: selectFirst },
    ],
  },
  {
    place: 'evidence to review',
    as: 'tester',
    path: (reports, page) => reports.inLane(DEMO_REPORTS.approved, 'request-info', page),
    dialogs: [
      {
        file: `${PHASES}/request-info/ask-dialog.tsx`,
        title: 'Change what is asked for',
        by: button('Change what is asked…'),
        first: selectFirst,
      },
      {
        file: `${PHASES}/request-info/evidence-passage.tsx`,
        title: 'fictional-extract',
        by: ofPanel(/^Show (row|line)/),
        first: openFirst,
      },
    ],
  },
  {
    place: 'tests to run',
    as: 'tester',
    path: (reports, page) => reports.inLane(DEMO_REPORTS.approved, 'test-execution', page),
    dialogs: [
      { file: `${PHASES}/test-execution/by-hand-dialog.tsx`, title: 'Read by hand', by: ofPanel('By hand…'), first: openFailed },
      { file: `${PHASES}/test-execution/compare-dialog.tsx`, title: 'How', by: ofPanel('How it is compared…') },
      { file: `${PHASES}/test-execution/test-recording.tsx`, title: 'Run', by: ofPanel(/^Run again…/) },
    ],
  },
  {
    place: 'observations to answer',
    as: 'dataOwner',
    path: (reports, page) => reports.inLane(DEMO_REPORTS.observed, 'observation-management', page),
    dialogs: [{ file: `${PHASES}/observation-management/answering.tsx`, title: 'Dispute', by: button(/^Dispute .*…/), first: selectFirst }],
  },
  {
    place: 'findings after approval',
    as: 'secondOwner',
    path: async (reports, page) => `${await reports.inLane(DEMO_REPORTS.signed, 'observation-management', page)}&panel=findings`,
    dialogs: [{ file: `${PHASES}/observation-management/finding-dialog.tsx`, title: 'Extend', by: button(/^Extend…/) }],
  },
];

/** Dialogs whose opener a story brings about: the story that tries them, by `expectDialogManners`. */
export const DIALOGS_OF_STORIES: Readonly<Record<string, string>> = {
  'components/phases/request-info/evidence-pages.tsx': 'e2e/evidence-list.spec.ts',
  'components/progress/upgrade-dialog.tsx': 'e2e/process-version.spec.ts',
  'components/progress/planned-version.tsx': 'e2e/process-version.spec.ts',
};

/** Dialogs that are not tried, and why. */
export const DIALOGS_NOT_TRIED: Readonly<Record<string, string>> = {
  'components/ui/name-dialog.tsx': 'is tried where it is used: sources, lines of business, saved views',
  'components/version/reason-dialog.tsx': 'is tried where it is used: reports, versions, lanes',
  'components/shell/sign-in-again.tsx': 'opens by itself and does not close before somebody has signed in: daily-use.spec.ts signs in',
  'components/progress/rights-changes.tsx': 'opens for a change of rights that waits for a second person; the demo has none',
  'components/version/carried-notice.tsx': 'lists what a next cycle could not take over; of what the demo carries nothing is left',
  'components/version/upstream-notice.tsx': 'opens on a version whose inputs were approved anew since; the demo has none',
  'components/workflows/difference-list.tsx': 'opens where record and processes differ; in the demo they agree',
};
