import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Subject } from '#domain/people/permissions';
import { REFUSALS } from '#domain/refusals';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { type WorldReport } from '../../../test/support/world/world';
import { leaveUnbound, type WrittenVersion, WrittenWorld } from '../../../test/support/world/written-world';
import { readAdmin } from '../administration/admin.queries';
import { type Actor, SYSTEM_ACTOR } from '../people/actor';
import { MASK_TEXT } from '../people/mask';
import { writeAudit } from '../record/audit';
import { inTransaction } from '../sql/connection';
import { readTrail } from '../trail/trail.queries';
import { passTurns } from '../turns/ledger';
import { readCycles } from './cycles.queries';
import { readReport } from './report.queries';

const NOW = new Date('2026-05-10T12:00:00Z');
let database: TestDatabase;
let world: WrittenWorld;
let tester: Subject;
let owner: Subject;
let executive: Subject;
let admin: Subject;
let stranger: Subject;
let report: WorldReport;
let other: WorldReport;
let planning: WrittenVersion;
let draft: WrittenVersion;

const actorOf = (subject: Subject, role: Actor['role']): Actor => ({ id: subject.userId, role });

beforeAll(async () => {
  database = await testDatabase();
  world = await WrittenWorld.open(database);
  tester = await world.person('Tess Ter', 'tester');
  owner = await world.person('Olga Owner', 'report_owner');
  executive = await world.person('Ed Executive', 'test_executive');
  admin = await world.person('Ada Admin', 'admin');
  stranger = await world.person('Sid Stranger', 'tester');
  report = await world.report('HMDA', tester, owner);
  other = await world.report('Y-14M', stranger, await world.person('Otto Owner', 'report_owner'), { started: false, dueOn: null });
  planning = await world.draft(await world.chain(report, 'planning'), [{ key: 'A', data: { code: 'A' } }]);
  await world.submit(planning, tester);
  await world.decide(planning, owner, 'approve');
  const chain = await world.chain(report, 'sample-selection', { dueAt: new Date('2026-05-01T00:00:00Z') });
  const record = (decision: string | null) => ({ values: {}, decision, lob: null, origins: [], requestedBy: null });
  draft = await world.draft(
    chain,
    [
      { key: 'K1', data: record('include') },
      { key: 'K2', data: record(null) },
      { key: 'K3', data: record(null) },
      { key: 'K4', data: record('include') },
    ],
    { inputs: [planning] },
  );
  const place = { cycleReportId: report.cycleReportId, chainId: planning.chainId, versionId: planning.id };
  await writeAudit(world.sql, { ...place, kind: 'version_created', actor: actorOf(tester, 'tester'), subject: 'Planning, version 1' });
  await writeAudit(world.sql, {
    ...place,
    kind: 'items_edited',
    actor: actorOf(tester, 'tester'),
    subject: 'Planning, version 1',
    changes: [
      { field: 'A · decision', from: null, to: 'include' },
      { field: 'A · values.SSN', from: 'secret', to: null },
    ],
  });
  await writeAudit(world.sql, { ...place, kind: 'version_submitted', actor: actorOf(tester, 'tester'), subject: 'Planning, version 1' });
  await writeAudit(world.sql, {
    ...place,
    kind: 'version_approved',
    actor: actorOf(owner, 'report_owner'),
    subject: 'Planning, version 1',
  });
  await writeAudit(world.sql, {
    cycleReportId: other.cycleReportId,
    kind: 'report_started',
    actor: actorOf(stranger, 'tester'),
    subject: 'Y-14M',
  });
  await writeAudit(world.sql, { cycleReportId: null, kind: 'lob_saved', actor: actorOf(admin, 'admin'), subject: 'Retail' });
});

afterAll(async () => {
  await world.close();
  await database.drop();
});

describe('the report page', () => {
  it('draws nine phases with state, progress and blocker', async () => {
    const view = await readReport(database.db, tester, { cycleReportId: report.cycleReportId, now: NOW });
    expect(view.tiles.map((tile) => tile.phase)).toHaveLength(9);
    expect(view.tiles[0]).toMatchObject({
      phase: 'planning',
      state: 'complete',
      progress: 1,
      approved: { number: 1 },
      turn: null,
      stale: false,
    });
    expect(view.tiles[1]).toMatchObject({ phase: 'data-profiling', inPlan: true, state: 'not_started' });
    expect(view.tiles[4]).toMatchObject({ phase: 'data-owner-id', inPlan: true, state: 'not_started', chainId: null });
    expect(view.tiles[8]).toMatchObject({ phase: 'final-report', inPlan: true, state: 'not_started', chainId: null });
    expect(view.tiles[3]).toMatchObject({
      state: 'in_progress',
      schedule: 'past_due',
      progress: 0.5,
      current: { id: draft.id, status: 'draft' },
      approved: null,
      turn: 'Tess Ter',
    });
    expect(view.tiles[3]?.blocker).toBe('The approved Planning version pins no data file.');
    expect(view).toMatchObject({
      state: 'running',
      tester: { name: 'Tess Ter' },
      owner: { name: 'Olga Owner' },
      dueOn: '2026-06-30',
      runs: false,
    });
  });

  it('tells what happened, without the noise of edits', async () => {
    const { timeline } = await readReport(database.db, owner, { cycleReportId: report.cycleReportId, now: NOW });
    expect(timeline.map((entry) => entry.sentence)).toEqual([
      'Olga Owner approved Planning, version 1',
      'Tess Ter submitted Planning, version 1',
      'Tess Ter opened Planning, version 1',
    ]);
  });

  it('permits what the person’s role and the report’s state allow', async () => {
    const { actions } = await readReport(database.db, tester, { cycleReportId: report.cycleReportId });
    expect(actions.start).toEqual({ allowed: false, why: REFUSALS.already_started });
    expect(actions.upload.allowed).toBe(true);
    expect(actions.close.allowed).toBe(false);
    expect((await readReport(database.db, executive, { cycleReportId: report.cycleReportId })).actions.close.allowed).toBe(true);
    expect((await readReport(database.db, executive, { cycleReportId: other.cycleReportId })).actions.start).toEqual({
      allowed: false,
      why: REFUSALS.report_not_ready,
    });
  });

  it('says stopped when its workflow has ended, and then offers a restart to an admin', async () => {
    await world.sql.query(
      `insert into workflow_executions (workflow_id, run_id, workflow_type, status, closed_at) values ($1, 'r1', 'cycleReport_2_0_0', 'terminated', now())`,
      [`cycle-report/${report.cycleReportId}`],
    );
    const view = await readReport(database.db, admin, { cycleReportId: report.cycleReportId });
    expect([view.state, view.actions.restart.allowed]).toEqual(['stopped', true]);
    await world.sql.query(`insert into workflow_executions (workflow_id, run_id, workflow_type) values ($1, 'r2', 'cycleReport_2_0_0')`, [
      `cycle-report/${report.cycleReportId}`,
    ]);
    expect(await readReport(database.db, admin, { cycleReportId: report.cycleReportId })).toMatchObject({ state: 'running', runs: true });
  });

  it('is not found for a stranger', async () => {
    await expect(readReport(database.db, stranger, { cycleReportId: report.cycleReportId })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('cycles', () => {
  it('show a tester their own reports only, and nothing to choose from', async () => {
    const view = await readCycles(database.db, tester, { now: NOW });
    expect(view.cycles.map((cycle) => cycle.reports.map((one) => one.reportName))).toEqual([['HMDA']]);
    expect([view.reports, view.testers, view.owners, view.create.allowed]).toEqual([[], [], [], false]);
    expect(view.cycles[0]?.reports[0]?.tiles[3]).toEqual({
      cycleReportId: report.cycleReportId,
      phase: 'sample-selection',
      instance: '',
      lane: null,
      label: 'Sample Selection',
      state: 'in_progress',
      schedule: 'past_due',
      inPlan: true,
      turn: 'Tess Ter',
      since: null,
      dueAt: '2026-05-01T00:00:00.000Z',
    });
  });

  it('say since when it is whose turn, as the ledger has it', async () => {
    const at = new Date('2026-04-28T09:00:00Z');
    await inTransaction(database.db, async (sql) => {
      await passTurns(sql, [report.cycleReportId], { cause: 'opened', commandId: null, at });
      await leaveUnbound(sql);
    });
    const tiles = (await readCycles(database.db, tester, { now: NOW })).cycles[0]?.reports[0]?.tiles ?? [];
    expect(tiles.map((tile) => [tile.state, tile.since])).toEqual(
      tiles.map((tile) => [tile.state, tile.phase === 'sample-selection' ? at.toISOString() : null]),
    );
    expect(tiles.map((tile) => tile.state)).toContain('complete');
  });

  it('show the test executive all, with the people who hold a role', async () => {
    const view = await readCycles(database.db, executive, { now: NOW });
    expect(view.cycles.flatMap((cycle) => cycle.reports.map((one) => one.reportName)).sort()).toEqual(['HMDA', 'Y-14M']);
    expect(view.testers.map((one) => one.name)).toEqual(['Sid Stranger', 'Tess Ter']);
    expect(view.owners.map((one) => one.name)).toEqual(['Olga Owner', 'Otto Owner']);
    expect(view.create.allowed).toBe(true);
  });
});

describe('the trail', () => {
  const sentences = async (reader: Subject, request = {}) =>
    (await readTrail(database.db, reader, request)).rows.map((row) => row.sentence);

  it('is told newest first, of what may be seen only', async () => {
    expect(await sentences(tester)).toEqual([
      'Olga Owner approved Planning, version 1',
      'Tess Ter submitted Planning, version 1',
      'Tess Ter edited Planning, version 1',
      'Tess Ter opened Planning, version 1',
    ]);
    expect(await sentences(stranger)).toEqual(['Sid Stranger started Y-14M']);
    expect((await sentences(admin)).slice(0, 2)).toEqual(['Ada Admin saved the line of business Retail', 'Sid Stranger started Y-14M']);
    expect((await readTrail(database.db, stranger, {})).reports.map((one) => one.name)).toEqual(['Y-14M, Cycle of Y-14M']);
    expect((await readTrail(database.db, stranger, {})).people.map((one) => one.name)).toEqual(['Sid Stranger']);
  });

  it('filters by report, version, person, phase and day, and pages', async () => {
    expect(await sentences(admin, { cycleReportId: other.cycleReportId })).toHaveLength(1);
    expect(await sentences(admin, { versionId: planning.id })).toHaveLength(4);
    expect(await sentences(admin, { personId: owner.userId })).toHaveLength(1);
    expect(await sentences(admin, { phase: 'planning' })).toHaveLength(4);
    expect(await sentences(admin, { to: '2001-01-01' })).toEqual([]);
    const all = await sentences(admin);
    const first = await readTrail(database.db, admin, { limit: 4 });
    const rest = await readTrail(database.db, admin, { limit: 4, after: first.next });
    expect([...first.rows, ...rest.rows].map((row) => row.sentence)).toEqual(all);
    expect(rest.next).toBeNull();
  });

  it('finds entries by words of their sentence and their report, each of them', async () => {
    expect(await sentences(admin, { text: 'olga APPROVED' })).toEqual(['Olga Owner approved Planning, version 1']);
    for (const text of ['olga submitted', '%', 'stranger planning']) expect(await sentences(admin, { text })).toEqual([]);
  });

  it('leaves out requests and what the system noted where only acts are asked for', async () => {
    const place = { cycleReportId: other.cycleReportId, subject: 'the report', actor: actorOf(stranger, 'tester') };
    for (const kind of ['command_sent', 'work_started'] as const) await writeAudit(world.sql, { ...place, kind });
    await writeAudit(world.sql, { ...place, kind: 'history_archived', actor: SYSTEM_ACTOR });
    const kinds = async (request: { actsOnly?: boolean }) =>
      (await readTrail(database.db, admin, { ...request, cycleReportId: other.cycleReportId })).rows.map((row) => row.kind);
    expect(await kinds({})).toEqual(['history_archived', 'work_started', 'command_sent', 'report_started']);
    expect(await kinds({ actsOnly: true })).toEqual(['report_started']);
  });

  it('shows before and after, a record’s own values to tester and owner only', async () => {
    const editOf = async (reader: Subject) =>
      (await readTrail(database.db, reader, { versionId: planning.id })).rows.find((row) => row.kind === 'items_edited')?.changes;
    expect(await editOf(owner)).toEqual([
      { field: 'A · decision', from: null, to: 'include' },
      { field: 'A · values.SSN', from: 'secret', to: null },
    ]);
    expect(await editOf(executive)).toEqual([
      { field: 'A · decision', from: null, to: 'include' },
      { field: 'A · values.SSN', from: MASK_TEXT, to: null },
    ]);
  });

  it('does not admit that a report or version exists', async () => {
    await expect(readTrail(database.db, stranger, { cycleReportId: report.cycleReportId })).rejects.toMatchObject({ code: 'not_found' });
    await expect(readTrail(database.db, stranger, { versionId: planning.id })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('administration', () => {
  it('lists people with roles and scopes, reports, and the policies in force', async () => {
    await world.sql.query(
      `insert into phase_policy (phase, number, mode, required_count, roles, allowance_business_hours, reason) values ('scoping', 1, 'review', 2, '{report_owner,test_executive}', 24, 'Two pairs of eyes')`,
    );
    await world.sql.query(`insert into role_assignment (user_id, role, cycle_report_id, until) values ($1, 'examiner', $2, '2027-01-01')`, [
      stranger.userId,
      report.cycleReportId,
    ]);
    const view = await readAdmin(database.db, admin);
    expect(view.users.find((user) => user.id === stranger.userId)?.roles).toMatchObject([
      { role: 'tester', scope: null },
      { role: 'examiner', scope: 'HMDA, Cycle of HMDA', until: '2026-12-31' },
    ]);
    expect(view.policies.find((one) => one.phase === 'scoping')).toMatchObject({
      number: 1,
      policy: { mode: 'review', requiredCount: 2, roles: ['report_owner', 'test_executive'] },
      allowanceBusinessHours: 24,
    });
    expect(view.policies.find((one) => one.phase === 'final-report')).toMatchObject({ number: 0, policy: { mode: 'signoff' } });
    expect(view.policies.find((one) => one.phase === 'planning')).toMatchObject({ number: 0, policy: { mode: 'self' } });
    expect(view.reports.map((one) => [one.name, one.ownerName])).toEqual([
      ['HMDA', 'Olga Owner'],
      ['Y-14M', 'Otto Owner'],
    ]);
  });

  it('is not found for everybody else', async () => {
    for (const reader of [tester, owner, executive])
      await expect(readAdmin(database.db, reader)).rejects.toMatchObject({ code: 'not_found' });
  });
});
