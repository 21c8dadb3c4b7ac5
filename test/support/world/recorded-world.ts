import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { addCalendar, saveCalendar } from '#data/administration/calendar.commands';
import { breakGlass, confirmRights } from '#data/administration/confirm-rights.commands';
import { saveDefaultVersion } from '#data/administration/default-version.commands';
import { admitExaminer } from '#data/administration/examiners.commands';
import { saveLob } from '#data/administration/lobs.commands';
import { ensureDefaultPolicies, savePolicy } from '#data/administration/policies.commands';
import { saveTwoStageTable } from '#data/administration/two-stage-table.commands';
import { createUser, setRoles } from '#data/administration/users.commands';
import { fireAlarms } from '#data/chain/fire-alarms.transitions';
import { listChain } from '#data/chain/list-chain.transitions';
import { beginWork, mergeWork, stageWork } from '#data/chain/work.transitions';
import { addComment } from '#data/comments/add-comment.commands';
import { resolveComment } from '#data/comments/resolve-comment.commands';
import { markReviewed } from '#data/comparison/mark-reviewed.commands';
import { delegateRole } from '#data/desk/delegations.commands';
import { editItems } from '#data/draft/edit-items.commands';
import { keepEvidence } from '#data/evidence/evidence.commands';
import { recordUpload } from '#data/files/uploads.commands';
import { requestPackage } from '#data/packages/packages.commands';
import { finishPackage } from '#data/packages/packages.transitions';
import { SYSTEM_ACTOR } from '#data/people/actor';
import { readStandingRights } from '#data/people/standing-rights.queries';
import { addReportToCycle, assignTester, createCycle } from '#data/report/cycles.commands';
import { saveReport, saveSource } from '#data/report/reports.commands';
import { keepStartInput } from '#data/report/start-input.commands';
import { recordRendition } from '#data/reporting/record-rendition.commands';
import type { Database } from '#data/sql/connection';
import { appendHistory } from '#data/tracking/history.transitions';
import { acceptStaleInput } from '#data/version/accept-stale-input.commands';
import { markOpened } from '#data/version/mark-opened.commands';
import { personToken } from '#domain/people/person-token';
import type { Role } from '#domain/people/roles';
import { assignmentSchema } from '#domain/phases/data-owner-id/assignment-item';
import { HMDA_TABLE } from '#domain/sampling/two-stage';
import { FEDERAL_RESERVE, TARGET } from '#domain/time/calendar';
import type { Storage } from '#storage/storage';
import {
  approvedDraft,
  type ChainHandle,
  type DraftHandle,
  decide,
  makeChain,
  makeDraft,
  OWNER_REVIEW,
  put,
  send,
  stream,
  submit,
} from './chain';
import { ownersChain } from './lane';
import { observedFinding } from './observed-finding';
import { type Scenario, sendReport, trackedStep } from './scenario';
import type { Person } from './world';

/** An installation whose every row was written by the product, so that its trail records all of it. */
export interface RecordedWorld extends Scenario {
  planning: ChainHandle;
  sample: ChainHandle;
  /** A second report of the cycle, which has been closed. */
  closed: Scenario;
}

/**
 * Makes an installation in which every table of the record has rows: two reports, the first with six versions in two phases, one of them discarded, edits,
 * verdicts, comments, long work, an accepted earlier input and delegations; the second started and closed. `storage` takes the one
 * file that is uploaded.
 */
export async function makeRecordedWorld(db: Database, storage: Storage): Promise<RecordedWorld> {
  await ensureDefaultPolicies(db);
  const cast = {
    tester: await person(db, 'Tess Ter', 'tester'),
    owner: await person(db, 'Rosa Owner', 'report_owner'),
    executive: await person(db, 'Theo Exec', 'test_executive'),
    admin: await person(db, 'Ada Min', 'admin'),
  };
  const deputy = await person(db, 'Dora Deputy', 'report_owner');
  const { admin } = cast;
  await savePolicy(db, admin.actor, {
    phase: 'planning',
    mode: 'review',
    requiredCount: 1,
    roles: ['report_owner'],
    allowanceBusinessHours: 16,
    roleAllowances: { tester: 12, report_owner: 4.5 },
    reason: 'More time',
  });
  await saveCalendar(db, admin.actor, { calendar: FEDERAL_RESERVE, validFrom: null, reason: 'The banks are closed' });
  await saveTwoStageTable(db, admin.actor, { table: HMDA_TABLE, validFrom: null, reason: 'Confirmed by our examiners' });
  await saveDefaultVersion(db, admin.actor, { workflowType: 'cycleReport_2_0_0', validFrom: null, reason: 'As delivered' });
  await saveLob(db, admin.actor, { name: 'Retail', active: true });
  const cycle = await createCycle(db, admin.actor, { name: '2026 Q4', startsOn: '2026-10-01', endsOn: '2026-12-31' });
  const report = await startedReport(db, cast, cycle.id, 'HMDA LAR');
  const closed = await startedReport(db, cast, cycle.id, 'FR Y-9C');
  await sendReport(closed, cast.executive, 'close_report', { comment: 'Not needed in this cycle.' });
  const { id: calendarId } = await addCalendar(db, admin.actor, { calendar: TARGET, reason: 'The branch in Frankfurt' });
  await saveReport(db, admin.actor, { id: closed.reportId, name: 'FR Y-9C', regulator: 'CFPB', calendarId });

  await settleRights(db, cast);
  await delegateRole(db, cast.owner, {
    role: 'report_owner',
    reportId: report.reportId,
    toId: deputy.userId,
    until: inDays(30),
    reason: 'Leave',
  });
  const examiner = await person(db, 'Ed Examiner', 'tester');
  await setRoles(db, admin.actor, { userId: examiner.userId, roles: [] });
  await admitExaminer(db, admin.actor, { cycleReportId: report.cycleReportId, userId: examiner.userId, until: inDays(30) });
  const { sha256, size } = await storage.put(Readable.from([Buffer.from('LOAN;AMOUNT\n1;100\n', 'utf8')]));
  await recordUpload(db, cast.tester.actor, {
    cycleReportId: report.cycleReportId,
    sha256,
    size,
    fileName: 'lar.csv',
    mediaType: 'text/csv',
  });

  const planning = await makeChain(report, 'planning');
  const plan = await planInTwoVersions(planning);
  const sample = await makeChain(report, 'sample-selection', OWNER_REVIEW, '', { roleAllowances: { tester: 4.5 } });
  const drawn = await makeDraft(sample, loans(20), { inputs: [{ versionId: plan.versionId }] });
  const work = await send(sample, cast.tester, 'request_work', {
    versionId: drawn.versionId,
    payload: { kind: 'draw', params: { method: 'random' } },
  });
  const begun = await beginWork(db, work.commandId);
  await stageWork(db, work.commandId, begun?.attempt ?? 1, stream(loans(25)));
  await mergeWork(db, work.commandId, begun?.attempt ?? 1, await trackedStep(db));
  await send(planning, cast.tester, 'reopen_phase', { comment: 'An attribute was forgotten' });
  await approvedDraft(planning, [put('C', { code: 'C' })]);
  await acceptStaleInput(db, cast.tester.actor, { versionId: drawn.versionId, upstreamId: plan.versionId, reason: 'No loan is touched' });
  await submit(sample, drawn.versionId);
  await decide(sample, cast.owner, drawn.versionId, 'request_changes', {
    verdicts: [
      { itemKey: 'LOAN 1', verdict: 'rejected', reason: 'Twice' },
      { itemKey: 'LOAN 2', verdict: 'accepted' },
    ],
    additions: [{ itemKey: 'LOAN 99', reason: 'The largest' }, { itemKey: 'LOAN 98' }],
  });
  await send(planning, cast.tester, 'reopen_phase', { comment: 'Once more' });
  const discarded = await makeDraft(planning, [put('D', { code: 'D' })]);
  await send(planning, cast.tester, 'discard_version', { versionId: discarded.versionId });
  await makeDraft(sample, [{ key: 'LOAN 1', op: 'remove' }], { inputs: [{ versionId: plan.versionId }] });
  await send(sample, cast.executive, 'change_clock', { payload: { act: 'extend', minutes: 60 }, comment: 'The extract was late' });
  await fireAlarms(db, sample.chainId, new Date(Date.now() + 60 * 86_400_000));
  await inOneLane(report, storage);
  await signedInPart(report);
  await onePackage(db, report);
  await archive(db, report.cycleReportId);
  return { ...report, planning, sample, closed };
}

/** The executive confirms one change of rights as its second person; the admin lets another stand on her word. */
async function settleRights(db: Database, { executive, admin }: Pick<Scenario, 'executive' | 'admin'>): Promise<void> {
  const [first, second] = await readStandingRights(db.pool, executive, null);
  if (first === undefined || second === undefined) throw new Error('no change of rights waits');
  await confirmRights(db, executive, { changeId: first.id });
  await breakGlass(db, admin, { changeId: second.id, reason: 'Nobody else is here' });
}

async function person(db: Database, name: string, role: Role, lobId: string | null = null): Promise<Person> {
  const email = `${name.toLowerCase().replace(' ', '.')}@bank.example`;
  const { id } = await createUser(db, SYSTEM_ACTOR, { name, email, roles: [{ role, lobId }] });
  return { userId: id, name, email, roles: [{ role, lobId }], actor: { id, role } };
}

async function startedReport(
  db: Database,
  cast: Pick<Scenario, 'tester' | 'owner' | 'executive' | 'admin'>,
  cycleId: string,
  name: string,
): Promise<Scenario> {
  const { admin } = cast;
  const { id: reportId } = await saveReport(db, admin.actor, { name, regulator: 'CFPB', ownerId: cast.owner.userId });
  await saveSource(db, admin.actor, { reportId, name: 'Loan system', system: 'LOS', active: true });
  const { id: cycleReportId } = await addReportToCycle(db, admin.actor, { cycleId, reportId });
  await assignTester(db, admin.actor, { cycleReportId, testerId: cast.tester.userId, dueOn: '2026-12-15' });
  const scenario: Scenario = { ...cast, db, cycleReportId, reportId, cycleId };
  await keepStartInput(db, cycleReportId, 'cycleReport_2_0_0', {
    cycleReportId,
    title: `${name}, 2026 Q4`,
    plan: { nodes: [], notInPlan: [] },
    searchAttributes: 'off',
  });
  await sendReport(scenario, cast.executive, 'start_report');
  return scenario;
}

/** A lane in which an owner is assigned, acknowledges and supplies a file, and which another sample confirms. */
async function inOneLane(report: Scenario, storage: Storage): Promise<void> {
  const { db } = report;
  const { id: lobId } = await db.prisma.lob.findUniqueOrThrow({ where: { name: 'Retail' } });
  const executive = await person(db, 'Dana Data', 'data_executive', lobId);
  const dataOwner = await person(db, 'Olaf Owner', 'data_owner');
  const owners = await ownersChain(report, 'Retail', ['A'], 'scoping');
  const approved = { chainId: owners.chainId, status: 'approved' } as const;
  const [item] = await db.prisma.versionItem.findMany({ where: { chainId: owners.chainId } });
  await send(owners, executive, 'record_changes', {
    changes: [{ itemKey: 'A', seenHash: Buffer.from(item?.hash ?? []).toString('hex'), fields: { owner: personToken(dataOwner.userId) } }],
  });
  const [assigned] = await db.prisma.versionItem.findMany({ where: { chainId: owners.chainId }, orderBy: { number: 'desc' } });
  const seenHash = assignmentSchema.parse(assigned?.data).judged;
  await send(owners, dataOwner, 'decide_items', { verdicts: [{ itemKey: 'A', verdict: 'acknowledged', seenHash }] });
  const { id: versionId } = await db.prisma.version.findFirstOrThrow({ where: approved });
  const other = await db.prisma.version.findFirstOrThrow({
    where: { status: 'approved', chain: { phase: 'planning', cycleReportId: report.cycleReportId } },
  });
  await listChain(db, { chainId: owners.chainId, inputs: [owners.listedFrom, other.id], derive: () => [], step: await trackedStep(db) });
  if ((await db.prisma.inputConfirmation.count({ where: { versionId } })) === 0) throw new Error('nothing was confirmed');
  const place = { chainId: owners.chainId, cycleReportId: report.cycleReportId, versionId };
  const stored = await storage.put(Readable.from([Buffer.from('A: 1\n', 'utf8')]));
  const file = { ...stored, kind: 'txt', mediaType: 'text/plain', fileName: 'evidence.txt' } as const;
  await keepEvidence(db, { id: dataOwner.userId, role: 'data_owner' }, place, file);
  await observedFinding(report, owners, 'Retail');
}

/** A version that waits for its signatures: it has a document, and one signature. */
async function signedInPart(report: Scenario): Promise<void> {
  const { db, tester } = report;
  const chain = await makeChain(report, 'data-profiling', { mode: 'signoff', requiredCount: 2, roles: ['tester', 'test_executive'] });
  const { versionId } = await makeDraft(chain, [put('R', { code: 'R' })]);
  await submit(chain, versionId);
  await recordRendition(db, { versionId, recipe: 'pdf/1', sha256: 'cd'.repeat(32), size: 1 });
  const { outcome, detail } = await decide(chain, tester, versionId, 'sign');
  if (outcome !== 'applied') throw new Error(detail);
}

/** A package that was asked for and is said to be made; its file is nowhere. */
async function onePackage(db: Database, { tester, cycleReportId }: Scenario): Promise<void> {
  const { id } = await requestPackage(db, tester.actor, { cycleReportId }, false);
  const [sha256, head] = ['a'.repeat(64), 'b'.repeat(64)];
  const omissions = [{ what: 'report/final-report.pdf', reason: 'There is none.' }];
  await finishPackage(db, id, {
    state: 'partial',
    omissions,
    withheld: 0,
    sha256,
    size: 1_000,
    entries: 9,
    head,
    fingerprint: 'SHA256:none',
    stamped: { at: new Date('2026-11-30T09:30:00Z'), by: 'Harbour Stamps' },
  });
}

/** A first version sent back with comments, and a second that is approved after it was opened and its rows were reviewed. */
async function planInTwoVersions(planning: ChainHandle): Promise<DraftHandle> {
  const { db, tester, owner } = planning.scenario;
  const first = await makeDraft(planning, [put('A', { code: 'A' }), put('B', { code: 'B' })]);
  await submit(planning, first.versionId);
  const { commentId } = await addComment(db, owner.actor, {
    versionId: first.versionId,
    itemKey: 'B',
    field: null,
    parentId: null,
    body: 'Why this one?',
  });
  await addComment(db, tester.actor, {
    versionId: first.versionId,
    itemKey: null,
    field: null,
    parentId: commentId,
    body: 'The form asks for it',
  });
  await resolveComment(db, owner.actor, { commentId });
  await decide(planning, owner, first.versionId, 'request_changes', { verdicts: [{ itemKey: 'B', verdict: 'rejected', reason: 'No' }] });
  const second = await makeDraft(planning, []);
  const { editRevision } = await db.prisma.version.findUniqueOrThrow({ where: { id: second.versionId } });
  await editItems(db, tester.actor, { versionId: second.versionId, editRevision, edits: [{ key: 'B', remove: true }] });
  await submit(planning, second.versionId);
  const { versionHash } = await db.prisma.version.findUniqueOrThrow({ where: { id: second.versionId } });
  const seen = { versionId: second.versionId, versionHash: Buffer.from(versionHash ?? []).toString('hex') };
  await markOpened(db, owner.actor, seen);
  await markOpened(db, planning.scenario.executive.actor, seen);
  await markReviewed(db, owner.actor, { ...seen, keys: ['A', 'B'], reviewed: true });
  await decide(planning, owner, second.versionId, 'approve');
  return second;
}

function loans(count: number) {
  return Array.from({ length: count }, (_none, n) => put(`LOAN ${n}`, { values: { AMOUNT: String(n * 100), NOTE: 'ä é 漢' } }));
}

async function archive(db: Database, cycleReportId: string): Promise<void> {
  const run = { workflowId: `cycle-report/${cycleReportId}`, runId: randomUUID() };
  await appendHistory(db, run, [
    { eventId: 1, event: { n: 1 } },
    { eventId: 2, event: { n: 2 } },
  ]);
  await appendHistory(db, run, [{ eventId: 3, event: { n: 3 } }]);
}

/** ISO date of a day to come. */
function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
