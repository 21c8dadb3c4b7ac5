import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_TERMS } from '#contract/default-plan';
import { reportStart } from '#dispatch/report-start';
import type { Subject } from '#domain/people/permissions';
import { personToken } from '#domain/people/person-token';
import { PHASES } from '#domain/phase/phase-names';
import { actorOf, addPerson, trailOf } from '../../../test/support/people';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { termsInForce } from '../chain/terms-in-force.queries';
import { recordUpload } from '../files/uploads.commands';
import { requireUploads } from '../files/uploads.queries';
import { loadSubject } from '../people/subjects.queries';
import { addReportToCycle, assignTester, createCycle } from '../report/cycles.commands';
import { createOwnReport } from '../report/own-report.commands';
import { saveReport, saveSource } from '../report/reports.commands';
import { openDatabase } from '../sql/connection';
import { readAdmin } from './admin.queries';
import { saveLob } from './lobs.commands';
import { ensureDefaultPolicies, savePolicy } from './policies.commands';

let database: TestDatabase;
let owner: Subject;
let tester: Subject;
let admin: ReturnType<typeof actorOf>;
let executive: ReturnType<typeof actorOf>;
beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  admin = actorOf(await addPerson(db, ['admin'], 'Ada'), 'admin');
  executive = actorOf(await addPerson(db, ['test_executive'], 'Tobias'), 'test_executive');
  owner = await addPerson(db, ['report_owner'], 'Rosa');
  tester = await addPerson(db, ['tester'], 'Mara');
});
afterAll(() => database.drop());

async function adminNow(): Promise<Subject> {
  const subject = await loadSubject(database.db, admin.id, 0);
  if (!subject) throw new Error('the admin is gone');
  return subject;
}
const lastEvent = async () => (await trailOf(database.db)).at(-1);
const name = (what: string) => `${what} ${randomUUID().slice(0, 8)}`;

async function reportInCycle() {
  const report = await saveReport(database.db, admin, { name: name('HMDA'), regulator: 'CFPB', ownerId: owner.userId });
  const cycle = await createCycle(database.db, executive, { name: name('Q1'), startsOn: '2026-01-01', endsOn: '2026-03-31' });
  const { id } = await addReportToCycle(database.db, executive, { cycleId: cycle.id, reportId: report.id, dueOn: '2026-03-01' });
  return { cycleReportId: id, reportId: report.id, cycleId: cycle.id };
}

describe('lines of business, reports and sources', () => {
  it('are saved with what changed, and a name is used once', async () => {
    const { db } = database;
    const lob = await saveLob(db, admin, { name: 'Retail', active: true });
    await saveLob(db, admin, { id: lob.id, name: 'Retail', active: false });
    expect(await lastEvent()).toMatchObject({ kind: 'lob_saved', changes: [{ field: 'active', from: 'yes', to: 'no' }] });
    await expect(saveLob(db, admin, { name: 'Retail', active: true })).rejects.toMatchObject({ code: 'duplicate_name' });

    const report = await saveReport(db, admin, { name: name('Y-14M'), regulator: 'FRB' });
    await saveReport(db, admin, { id: report.id, name: 'FR Y-14M', regulator: 'FRB', ownerId: owner.userId });
    expect((await lastEvent())?.changes).toContainEqual({ field: 'owner', from: null, to: personToken(owner.userId) });
    await expect(
      saveReport(db, admin, { id: report.id, name: 'FR Y-14M', regulator: 'FRB', ownerId: tester.userId }),
    ).rejects.toMatchObject({ code: 'invalid_input' });

    const source = await saveSource(db, admin, { reportId: report.id, name: 'Loan system', system: 'LOS', active: true });
    await expect(saveSource(db, admin, { reportId: report.id, name: 'Loan system', system: '', active: true })).rejects.toMatchObject({
      code: 'duplicate_name',
    });
    await expect(
      saveSource(db, admin, { id: source.id, reportId: randomUUID(), name: 'x', system: '', active: true }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('cycles', () => {
  it('take a report once, and only a tester as tester', async () => {
    const { db } = database;
    const { cycleId, reportId, cycleReportId } = await reportInCycle();
    await expect(addReportToCycle(db, executive, { cycleId, reportId })).rejects.toMatchObject({ code: 'duplicate_name' });
    await expect(addReportToCycle(db, executive, { cycleId: randomUUID(), reportId })).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(assignTester(db, executive, { cycleReportId, testerId: owner.userId })).rejects.toMatchObject({ code: 'invalid_input' });
    await assignTester(db, executive, { cycleReportId, testerId: tester.userId });
    expect((await trailOf(db, `cycle-report/${cycleReportId}`)).at(-1)).toMatchObject({
      kind: 'assignment_changed',
      actor: 'Tobias',
      changes: [{ field: 'tester', from: null, to: personToken(tester.userId) }],
    });
    await db.pool.query('update cycle_report set started_at = now() where id = $1', [cycleReportId]);
    await expect(assignTester(db, executive, { cycleReportId, dueOn: '2026-03-02' })).rejects.toMatchObject({ code: 'already_started' });
  });

  it('start with an own report in one piece: all of it or nothing, and once for one command', async () => {
    const { db } = database;
    const input = {
      commandId: randomUUID(),
      reportName: name('Own'),
      regulator: '',
      description: '',
      ownerId: owner.userId,
      testerId: tester.userId,
      cycle: { kind: 'new' as const, name: name('Own cycle'), startsOn: '2026-01-01', endsOn: '2026-12-31' },
      dueOn: '2026-06-30',
      sources: [{ name: 'Loan system', system: 'LOS' }],
    };
    const made = await Promise.all([createOwnReport(db, executive, input), createOwnReport(db, executive, input)]);
    expect(made[0]).toEqual(made[1]);
    await expect(createOwnReport(db, executive, { ...input, reportName: name('Another') })).rejects.toMatchObject({
      detail: 'This command id stands for another command.',
    });
    const wrong = { ...input, commandId: randomUUID(), reportName: name('Half'), testerId: owner.userId };
    await expect(createOwnReport(db, executive, wrong)).rejects.toMatchObject({ code: 'invalid_input' });
    const taken = { ...input, commandId: randomUUID(), reportName: name('Half') };
    await expect(createOwnReport(db, executive, taken)).rejects.toMatchObject({ code: 'duplicate_name' });
    const { rows } = await db.pool.query(`select 1 from report where name like 'Half%'`);
    expect(rows).toEqual([]);
  });

  it('start with an own report in a cycle that is there, and never due before the cycle begins', async () => {
    const { db } = database;
    const { id } = await createCycle(db, executive, { name: name('There'), startsOn: '2026-01-01', endsOn: '2026-12-31' });
    const input = {
      commandId: randomUUID(),
      reportName: name('Joins'),
      regulator: '',
      description: '',
      ownerId: owner.userId,
      testerId: tester.userId,
      cycle: { kind: 'existing' as const, id },
      dueOn: '2026-06-30',
      sources: [],
    };
    const made = await createOwnReport(db, executive, input);
    expect(await createOwnReport(db, executive, input)).toEqual(made);
    expect(await db.prisma.cycleReport.findUniqueOrThrow({ where: { id: made.cycleReportId } })).toMatchObject({ cycleId: id });
    const other = { ...input, commandId: randomUUID(), reportName: name('Early') };
    await expect(createOwnReport(db, executive, { ...other, dueOn: '2025-12-31' })).rejects.toMatchObject({
      detail: 'The report would be due before its cycle begins.',
    });
    await expect(createOwnReport(db, executive, { ...other, cycle: { kind: 'existing', id: randomUUID() } })).rejects.toMatchObject({
      code: 'not_found',
    });
    const elsewhere = await createCycle(db, executive, { name: name('Elsewhere'), startsOn: '2026-01-01', endsOn: '2026-12-31' });
    await expect(createOwnReport(db, executive, { ...input, cycle: { kind: 'existing', id: elsewhere.id } })).rejects.toMatchObject({
      detail: 'This command id stands for another command.',
    });
  });
});

describe('policies', () => {
  it('begin with one for each phase, and are only ever added to', async () => {
    const { db } = database;
    expect(await Promise.all([ensureDefaultPolicies(db), ensureDefaultPolicies(db)]).then((counts) => counts.sort())).toEqual([
      0,
      PHASES.length,
    ]);
    expect(await termsInForce(db.pool)).toEqual(DEFAULT_TERMS);
    const policy = {
      phase: 'sample-selection',
      mode: 'review',
      requiredCount: 2,
      roles: ['report_owner'],
      allowanceBusinessHours: 16,
      reason: 'Two owners',
    } as const;
    expect(await savePolicy(db, admin, policy)).toEqual({ number: 2 });
    expect((await termsInForce(db.pool))['sample-selection']).toEqual({
      policy: { mode: 'review', requiredCount: 2, roles: ['report_owner'] },
      allowanceBusinessHours: 16,
    });
    expect((await lastEvent())?.changes).toContainEqual({ field: 'requiredCount', from: '1', to: '2' });
    await savePolicy(db, admin, { ...policy, allowanceBusinessHours: 0.025, escalationBusinessHours: 8 });
    expect((await lastEvent())?.changes).toContainEqual({ field: 'escalationBusinessHours', from: '24', to: '8' });
    expect((await termsInForce(db.pool))['sample-selection']).toMatchObject({ allowanceBusinessHours: 0.025, escalationBusinessHours: 8 });
    await savePolicy(db, admin, { ...policy, roleAllowances: { report_owner: 4, tester: 12 } });
    expect((await lastEvent())?.changes).toContainEqual({ field: 'roleAllowances', from: null, to: 'Tester 12, Report Owner 4' });
    const ofRoles = { roleAllowances: { tester: 12, report_owner: 4 } };
    expect((await termsInForce(db.pool))['sample-selection']).toMatchObject(ofRoles);
    expect((await readAdmin(db, await adminNow())).policies.find((one) => one.phase === 'sample-selection')).toMatchObject(ofRoles);
    for (const wrong of [{ tester: -1 }, {}])
      await expect(savePolicy(db, admin, { ...policy, roleAllowances: wrong })).rejects.toMatchObject({ code: '23514' });
    const growingOld = { mode: 'review', requiredCount: 2, roles: ['report_owner'], approvalsHoldDays: 30 };
    await savePolicy(db, admin, { ...policy, approvalsHoldDays: 30 });
    expect((await lastEvent())?.changes).toContainEqual({ field: 'approvalsHoldDays', from: null, to: '30' });
    expect((await termsInForce(db.pool))['sample-selection']?.policy).toEqual(growingOld);
    expect((await readAdmin(db, await adminNow())).policies.find((one) => one.phase === 'sample-selection')).toMatchObject({
      policy: growingOld,
    });
    await savePolicy(db, admin, policy);
    expect((await lastEvent())?.changes).toContainEqual({ field: 'approvalsHoldDays', from: '30', to: null });
    expect((await termsInForce(db.pool))['sample-selection']?.policy).toEqual({
      mode: 'review',
      requiredCount: 2,
      roles: ['report_owner'],
    });
    await expect(savePolicy(db, admin, { ...policy, requiredCount: 1, approvalsHoldDays: 30 })).rejects.toMatchObject({ code: '23514' });
    await expect(db.pool.query('update phase_policy set required_count = 1')).rejects.toMatchObject({ code: '42501' });
  });
});

describe('a policy with a day', () => {
  const policy = {
    phase: 'scoping',
    mode: 'review',
    requiredCount: 1,
    roles: ['report_owner'],
    allowanceBusinessHours: 16,
    reason: 'Because',
  } as const;
  const hours = async () => (await termsInForce(database.db.pool)).scoping?.allowanceBusinessHours;
  const day = (fromToday: number) => new Date(Date.now() + fromToday * 86_400_000).toISOString().slice(0, 10);

  it('holds from that day on, beside those planned before and after it, and all stay to be read', async () => {
    const { db } = database;
    await savePolicy(db, admin, { ...policy, allowanceBusinessHours: 24 });
    const { number } = await savePolicy(db, admin, { ...policy, allowanceBusinessHours: 40, validFrom: day(30) });
    await savePolicy(db, admin, { ...policy, allowanceBusinessHours: 32, validFrom: day(7) });
    expect((await lastEvent())?.changes).toContainEqual({ field: 'allowanceBusinessHours', from: '24', to: '32' });
    expect(await hours()).toBe(24);
    const shown = (await readAdmin(db, await adminNow())).policies.find((one) => one.phase === 'scoping');
    expect(shown).toMatchObject({
      allowanceBusinessHours: 24,
      by: 'Ada',
      planned: [{ allowanceBusinessHours: 32 }, { allowanceBusinessHours: 40, number }],
    });
    // Time passes by the owner's hand: the table lets nobody else change a row.
    const owned = openDatabase(database.ownerUrl, { maxConnections: 1 });
    try {
      await owned.pool.query(
        `begin; set local session_replication_role = replica; update phase_policy set valid_from = valid_from - interval '8 days' where phase = 'scoping'; commit`,
      );
    } finally {
      await owned.close();
    }
    expect(await hours()).toBe(32);
    const later = (await readAdmin(db, await adminNow())).policies.find((one) => one.phase === 'scoping');
    expect(later).toMatchObject({
      allowanceBusinessHours: 32,
      planned: [{ allowanceBusinessHours: 40 }],
      earlier: expect.arrayContaining([expect.objectContaining({ allowanceBusinessHours: 24 })]) as unknown,
    });
  });

  it('cannot begin in the past, and one for the same day replaces the other', async () => {
    const { db } = database;
    await expect(savePolicy(db, admin, { ...policy, validFrom: day(-1) })).rejects.toMatchObject({ code: 'invalid_input' });
    await savePolicy(db, admin, { ...policy, allowanceBusinessHours: 50, validFrom: day(0) });
    await savePolicy(db, admin, { ...policy, allowanceBusinessHours: 51, validFrom: day(0) });
    expect(await hours()).toBe(51);
  });

  it('leaves a report that has started with what it started with', async () => {
    const { db } = database;
    const { cycleReportId } = await reportInCycle();
    const before = await reportStart(db, cycleReportId, 'off');
    await savePolicy(db, admin, { ...policy, allowanceBusinessHours: 99 });
    expect(await reportStart(db, cycleReportId, 'off')).toEqual(before);
  });
});

describe('uploads', () => {
  it('belong to the report they were uploaded for: a hash alone opens nothing elsewhere', async () => {
    const { db } = database;
    const [mine, other] = [await reportInCycle(), await reportInCycle()];
    const sha256 = 'a'.repeat(64);
    const uploaded = await recordUpload(db, actorOf(tester, 'tester'), {
      cycleReportId: mine.cycleReportId,
      sha256,
      size: 5,
      fileName: 'loans.csv',
      mediaType: 'text/csv',
    });
    expect(uploaded).toMatchObject({ sha256, fileName: 'loans.csv', size: 5 });
    expect(await trailOf(db, `cycle-report/${mine.cycleReportId}`)).toMatchObject([
      { kind: 'report_added' },
      { kind: 'file_uploaded', subject: 'loans.csv', actor: 'Mara' },
    ]);
    const params = { dataSha256: sha256, dataName: 'loans.csv', dictionarySha256: null, dictionaryName: null };
    await requireUploads(db.pool, mine.cycleReportId, params);
    await expect(requireUploads(db.pool, other.cycleReportId, params)).rejects.toMatchObject({ code: 'file_unreadable' });
    await expect(requireUploads(db.pool, mine.cycleReportId, { ...params, dictionarySha256: 'b'.repeat(64) })).rejects.toMatchObject({
      code: 'file_unreadable',
    });
  });
});
