import type { Destination } from '#contract/views/destinations';
import type { SearchHit } from '#contract/views/search-view';
import type { VersionView } from '#contract/views/version-views';
import { may, type ReportAction, type Subject, withoutDelegations } from '#domain/people/permissions';
import { DELEGABLE_ROLES } from '#domain/people/roles';
import { chainInWords, reportTitle, versionInWords } from '#domain/phase/chain-address';
import { Refusal } from '#domain/refusals';
import { type CycleReportScope, requireCycleReport } from '../people/access.queries';
import type { Database } from '../sql/connection';
import { findVersionId, readVersion } from '../version/version.queries';

/** Where a person is, as far as it says what they may do there: on the board of a report, or in one of its phases. */
export type Here = Extract<Destination, { to: 'report' | 'version' }>;

/**
 * What a person may do on the page they are on, and anywhere, each as the place where it is done: the palette only goes
 * there, and the server asks again. Of a page that may not be seen there is nothing to do.
 */
export async function readPlaces(db: Database, subject: Subject, at: Here | null): Promise<SearchHit[]> {
  const here = at === null ? [] : await orNothing(() => placesIn(db, subject, at));
  return [...here, ...everywhere(subject)];
}

async function orNothing(read: () => Promise<SearchHit[]>): Promise<SearchHit[]> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Refusal && error.code === 'not_found') return [];
    throw error;
  }
}

async function placesIn(db: Database, subject: Subject, at: Here): Promise<SearchHit[]> {
  const scope = await requireCycleReport(db.pool, subject, at.cycleReportId);
  const ofReport = reportPlaces(subject, scope);
  if (at.to === 'report') return ofReport;
  const ofVersion = await orNothing(async () => {
    const versionId = await findVersionId(db, subject, at);
    return versionPlaces(await readVersion(db, subject, { versionId }));
  });
  return [...ofVersion, ...ofReport];
}

function versionPlaces(version: VersionView): SearchHit[] {
  const { actions, number, phase, instance, cycleReportId, parent } = version;
  const what = versionInWords(version, number);
  const workspace: Destination = { to: 'version', cycleReportId, phase, instance, number };
  const places: [boolean, string, Destination][] = [
    [actions.approve.allowed, `Decide on ${what}`, { ...workspace, page: 'decide' }],
    [actions.edit.allowed, `Edit ${what}`, workspace],
    [actions.submit.allowed, `Submit ${what}`, workspace],
    [actions.withdraw.allowed, `Withdraw ${what}`, workspace],
    [actions.reopen.allowed, `Reopen ${chainInWords(version)}`, workspace],
    [version.decidedAt !== null && version.recorded === null, `How ${what} was decided`, { ...workspace, page: 'course' }],
    [parent !== null, `Compare ${what} with its parent`, { ...workspace, page: 'compare', base: parent?.number ?? null }],
  ];
  return places
    .filter(([allowed]) => allowed)
    .map(([, label, opens], at) => ({ id: `version-${at}`, label, detail: reportTitle(version), opens }));
}

function reportPlaces(subject: Subject, scope: CycleReportScope): SearchHit[] {
  const allowed = (action: ReportAction) => may(subject, action, scope.resource).allowed;
  const page: Destination = { to: 'report', cycleReportId: scope.cycleReportId };
  const started = scope.startedAt !== null;
  const places: [boolean, string, Destination][] = [
    [allowed('start') && !started, 'Start this report', page],
    [allowed('assign'), 'Assign the tester of this report', page],
    [allowed('close') && started, 'Close this report', page],
    [true, 'Show the trail of this report', { to: 'report_trail', cycleReportId: scope.cycleReportId }],
  ];
  return places.filter(([can]) => can).map(([, label, opens], at) => ({ id: `report-${at}`, label, detail: reportTitle(scope), opens }));
}

function everywhere(subject: Subject): SearchHit[] {
  const lends = withoutDelegations(subject).roles.some((held) => (DELEGABLE_ROLES as readonly string[]).includes(held.role));
  const administers = may(subject, 'administer').allowed;
  const places: [boolean, string, Destination][] = [
    [lends, 'Delegate my decisions', { to: 'delegate' }],
    [may(subject, 'manage_cycles').allowed, 'Start with your own report', { to: 'start_own_report' }],
    [may(subject, 'manage_cycles').allowed, 'Create a cycle or add a report to one', { to: 'cycles' }],
    [administers, 'Add or disable a person', { to: 'people' }],
    [administers, 'Change a policy or an allowance', { to: 'policies' }],
    [administers, 'Let an examiner in', { to: 'examiners' }],
  ];
  return places.filter(([allowed]) => allowed).map(([, label, opens], at) => ({ id: `anywhere-${at}`, label, detail: '', opens }));
}
