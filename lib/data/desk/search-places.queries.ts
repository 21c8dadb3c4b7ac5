import type { SearchHit } from '#contract/views/search-view';
import type { VersionView } from '#contract/views/version-views';
import { may, type ReportAction, type Subject, withoutDelegations } from '#domain/people/permissions';
import { DELEGABLE_ROLES } from '#domain/people/roles';
import { PHASE_LABELS, PHASES, type PhaseName } from '#domain/phase/phase-names';
import { Refusal } from '#domain/refusals';
import { type CycleReportScope, isId, requireCycleReport } from '../people/access.queries';
import type { Database } from '../sql/connection';
import { findVersionId, readVersion } from '../version/version.queries';

/** The page that a person is on, as far as it says what they may do there. */
interface Place {
  cycleReportId: string;
  phase: PhaseName | null;
  number: number | undefined;
}

/**
 * What a person may do on the page they are on, and anywhere, each as the place where it is done: the palette only goes
 * there, and the server asks again. Of a page that may not be seen there is nothing to do.
 */
export async function readPlaces(db: Database, subject: Subject, at: string): Promise<SearchHit[]> {
  const place = placeOf(at);
  const here = place === null ? [] : await orNothing(() => placesIn(db, subject, place));
  return [...here, ...everywhere(subject)];
}

function placeOf(at: string): Place | null {
  const [path = '', search = ''] = at.split('?');
  const [root, cycleReportId = '', segment] = path.split('/').filter((part) => part !== '');
  if (root !== 'reports' || !isId(cycleReportId)) return null;
  const stated = Number(new URLSearchParams(search).get('version') ?? Number.NaN);
  return {
    cycleReportId,
    phase: PHASES.find((phase) => phase === segment) ?? null,
    number: Number.isInteger(stated) && stated > 0 ? stated : undefined,
  };
}

async function orNothing(read: () => Promise<SearchHit[]>): Promise<SearchHit[]> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Refusal && error.code === 'not_found') return [];
    throw error;
  }
}

async function placesIn(db: Database, subject: Subject, place: Place): Promise<SearchHit[]> {
  const scope = await requireCycleReport(db.pool, subject, place.cycleReportId);
  const ofReport = reportPlaces(subject, scope);
  const { phase } = place;
  if (phase === null) return ofReport;
  const ofVersion = await orNothing(async () => {
    const versionId = await findVersionId(db, subject, { cycleReportId: place.cycleReportId, phase, number: place.number });
    return versionPlaces(await readVersion(db, subject, { versionId }));
  });
  return [...ofVersion, ...ofReport];
}

function versionPlaces(version: VersionView): SearchHit[] {
  const { actions, number, phase, cycleReportId } = version;
  const what = `${PHASE_LABELS[phase]}, version ${number}`;
  const address = (page: string) => `/reports/${cycleReportId}/${phase}${page}?version=${number}`;
  const places: [boolean, string, string][] = [
    [actions.approve.allowed, `Decide on ${what}`, address('/decide')],
    [actions.edit.allowed, `Edit ${what}`, address('')],
    [actions.submit.allowed, `Submit ${what}`, address('')],
    [actions.withdraw.allowed, `Withdraw ${what}`, address('')],
    [actions.reopen.allowed, `Reopen ${PHASE_LABELS[phase]}`, address('')],
    [version.parent !== null, `Compare ${what} with its parent`, address('/compare')],
  ];
  return places
    .filter(([allowed]) => allowed)
    .map(([, label, href], at) => ({ id: `version-${at}`, label, detail: `${version.reportName}, ${version.cycleName}`, href }));
}

function reportPlaces(subject: Subject, scope: CycleReportScope): SearchHit[] {
  const allowed = (action: ReportAction) => may(subject, action, scope.resource).allowed;
  const page = `/reports/${scope.cycleReportId}`;
  const started = scope.startedAt !== null;
  const places: [boolean, string, string][] = [
    [allowed('start') && !started, 'Start this report', page],
    [allowed('assign'), 'Assign the tester of this report', page],
    [allowed('close') && started, 'Close this report', page],
    [true, 'Show the trail of this report', `/trail?report=${scope.cycleReportId}`],
  ];
  return places
    .filter(([can]) => can)
    .map(([, label, href], at) => ({ id: `report-${at}`, label, detail: `${scope.reportName}, ${scope.cycleName}`, href }));
}

function everywhere(subject: Subject): SearchHit[] {
  const lends = withoutDelegations(subject).roles.some((held) => (DELEGABLE_ROLES as readonly string[]).includes(held.role));
  const administers = may(subject, 'administer').allowed;
  const places: [boolean, string, string][] = [
    [lends, 'Delegate my decisions', '/inbox?delegate=true'],
    [may(subject, 'manage_cycles').allowed, 'Start with your own report', '/cycles/start'],
    [may(subject, 'manage_cycles').allowed, 'Create a cycle or add a report to one', '/cycles'],
    [administers, 'Add or disable a person', '/admin/users'],
    [administers, 'Change a policy or an allowance', '/admin/policies'],
    [administers, 'Let an examiner in', '/admin/examiners'],
  ];
  return places.filter(([allowed]) => allowed).map(([, label, href], at) => ({ id: `anywhere-${at}`, label, detail: '', href }));
}
