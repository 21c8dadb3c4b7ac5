import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Subject } from '#domain/people/permissions';
import { wholeReportChain } from '#domain/phase/chain-address';
import { REFUSALS } from '#domain/refusals';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { type WorldReport } from '../../../test/support/world/world';
import { type WrittenVersion, WrittenWorld } from '../../../test/support/world/written-world';
import { readComments } from '../comments/comments.queries';
import { readGates, readSummary } from '../version/phase-summary.queries';
import { findVersionId, readVersion } from '../version/version.queries';
import { readCommand } from './command.queries';

let database: TestDatabase;
let world: WrittenWorld;
let report: WorldReport;
let tester: Subject;
let owner: Subject;
let executive: Subject;
let admin: Subject;
let examiner: Subject;
let stranger: Subject;
let planning: WrittenVersion;
let turnedDown: WrittenVersion;
let pending: WrittenVersion;

const attribute = (code: string, decision: string | null) => ({
  key: code,
  data: { code, decision, type: 'text', keyOrder: null, pdes: [] },
});
const sample = (decision: string | null) => ({ values: { A: '1' }, decision, lob: 'Retail', origins: [], requestedBy: null, answer: '' });

beforeAll(async () => {
  database = await testDatabase();
  world = await WrittenWorld.open(database);
  tester = await world.person('Tess Ter', 'tester');
  owner = await world.person('Olga Owner', 'report_owner');
  executive = await world.person('Ed Executive', 'test_executive');
  admin = await world.person('Ada Admin', 'admin');
  report = await world.report('HMDA', tester, owner);
  examiner = await world.person('Ex Aminer', { role: 'examiner', cycleReportId: report.cycleReportId });
  stranger = await world.person('Sid Stranger', 'tester', 'report_owner', 'data_owner');
  const planningChain = await world.chain(report, 'planning', { policy: { mode: 'self', requiredCount: 1, roles: [] } });
  planning = await world.draft(planningChain, [attribute('A', 'include')]);
  await world.submit(planning, tester);
  await world.sql.query(`update version set status = 'approved', decided_at = now() where id = $1`, [planning.id]);
  const chain = await world.chain(report, 'sample-selection', { dueAt: new Date('2026-05-01T00:00:00Z') });
  turnedDown = await world.draft(
    chain,
    [
      { key: 'K1', data: sample('include') },
      { key: 'K2', data: sample('include') },
    ],
    { inputs: [planning] },
  );
  await world.submit(turnedDown, tester);
  await world.decide(turnedDown, owner, 'request_changes');
  pending = await world.draft(
    chain,
    [
      { key: 'K2', remove: true },
      { key: 'K3', data: sample(null) },
    ],
    { parent: turnedDown, cause: 'changes_requested', inputs: [planning] },
  );
  await world.submit(pending, tester);
});

afterAll(async () => {
  await world.close();
  await database.drop();
});

describe('readVersion', () => {
  it('tells where a version stands, what it was built from and who made it', async () => {
    const view = await readVersion(database.db, owner, {
      versionId: pending.id,
      temporal: { baseUrl: 'http://127.0.0.1:8233/', namespace: 'default' },
    });
    expect(view).toMatchObject({
      number: 2,
      status: 'pending_approval',
      phase: 'sample-selection',
      reportName: 'HMDA',
      parent: { id: turnedDown.id, number: 1 },
      itemCount: 2,
      totals: { added: 1, changed: 0, removed: 1 },
      submittedBy: { name: 'Tess Ter', role: 'tester' },
      approval: { have: 0, need: 1, missingRoles: [] },
      dueAt: '2026-05-01T00:00:00.000Z',
      lastSeenVersionId: turnedDown.id,
      approvedVersionId: null,
      pendingCommandId: null,
      work: null,
    });
    expect(view.versions.map((version) => version.number)).toEqual([2, 1]);
    expect(view.authors.map((author) => author.name)).toEqual(['Tess Ter']);
    expect(view.upstream).toMatchObject([{ versionId: planning.id, phase: 'planning', number: 1, stale: false, accepted: null }]);
    expect(view.decisions).toMatchObject([
      { decision: 'request_changes', by: { name: 'Olga Owner' }, comment: 'A note', versionNumber: 1 },
    ]);
    expect(view.versionHash).toMatch(/^[0-9a-f]{64}$/);
    expect(view.provenance).toMatchObject({ activityName: 'createVersion', temporalUrl: null });
  });

  it('links to Temporal only for those who may look there', async () => {
    const temporal = { baseUrl: 'http://127.0.0.1:8233', namespace: 'default' };
    const view = await readVersion(database.db, executive, { versionId: pending.id, temporal });
    expect(view.turn).toBe(owner.name);
    expect(view.provenance.temporalUrl).toMatch(/^http:\/\/127\.0\.0\.1:8233\/namespaces\/default\/workflows\/test%2F/);
  });

  it('permits each person what is theirs, with the sentence for the rest', async () => {
    const actionsOf = async (reader: Subject, version = pending) =>
      (await readVersion(database.db, reader, { versionId: version.id })).actions;
    const forOwner = await actionsOf(owner);
    expect(forOwner.approve).toEqual({ allowed: true, why: null });
    expect(forOwner.request_changes.allowed).toBe(true);
    expect(forOwner.edit).toEqual({ allowed: false, why: REFUSALS.not_permitted });
    const forTester = await actionsOf(tester);
    expect(forTester.approve).toEqual({ allowed: false, why: REFUSALS.not_the_approver });
    expect(forTester.withdraw.allowed).toBe(true);
    expect(forTester.edit).toEqual({ allowed: false, why: REFUSALS.not_a_draft });
    expect(forTester.reopen).toEqual({ allowed: false, why: REFUSALS.open_version_exists });
    expect((await actionsOf(tester, planning)).reopen.allowed).toBe(true);
    expect((await actionsOf(owner, turnedDown)).approve).toEqual({ allowed: false, why: REFUSALS.already_decided });
    for (const reader of [admin, examiner, executive]) expect((await actionsOf(reader)).approve.allowed).toBe(false);
    expect((await actionsOf(examiner)).comment.allowed).toBe(false);
  });

  it('shows the submitter’s own confirmation as the decision where the policy says so', async () => {
    const view = await readVersion(database.db, owner, { versionId: planning.id });
    expect(view.turn).toBeNull();
    expect(view.decisions).toMatchObject([{ decision: 'approve', by: { name: 'Tess Ter' } }]);
  });

  it('names the command that nobody has answered yet', async () => {
    const commandId = await world.command(pending, owner, 'report_owner', 'decide_version', { decision: 'approve' }, null);
    expect((await readVersion(database.db, tester, { versionId: pending.id })).pendingCommandId).toBe(commandId);
    expect(await readCommand(database.db, owner, { commandId })).toMatchObject({ kind: 'decide_version', receipt: null });
    await world.sql.query(
      `insert into receipt (command_id, outcome, code, detail) values ($1, 'refused', 'stale_content', 'Version 3 is newer.')`,
      [commandId],
    );
    const answered = await readCommand(database.db, tester, { commandId });
    expect(answered.receipt).toMatchObject({
      outcome: 'refused',
      code: 'stale_content',
      message: `${REFUSALS.stale_content} Version 3 is newer.`,
    });
    const counted = await world.command(
      turnedDown,
      owner,
      'report_owner',
      'decide_version',
      { decision: 'approve' },
      { outcome: 'applied', detail: 'waiting' },
    );
    expect((await readCommand(database.db, owner, { commandId: counted })).receipt?.message).toBe('Counted. Others still have to approve.');
    await expect(readCommand(database.db, stranger, { commandId })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('flags an input as stale by content, not by number, until somebody accepts it', async () => {
    const same = await world.draft(planning.chainId, [], { parent: planning, cause: 'reopened' });
    await world.submit(same, tester);
    await approveBySelf(same);
    expect((await readVersion(database.db, owner, { versionId: pending.id })).upstream[0]).toMatchObject({
      stale: false,
      currentVersionId: same.id,
    });
    const other = await world.draft(planning.chainId, [attribute('B', 'include')], { parent: same, cause: 'reopened' });
    await world.submit(other, tester);
    await approveBySelf(other);
    expect((await readVersion(database.db, owner, { versionId: pending.id })).upstream[0]).toMatchObject({ stale: true, accepted: null });
    expect(
      (await readGates(database.db, owner, { versionId: pending.id })).gates.find((gate) => gate.code === 'inputs')?.blocked,
    ).toContain('Planning has changed');
    await world.sql.query(
      'insert into stale_acceptance (version_id, upstream_id, content_hash, user_id, reason) select $1, id, content_hash, $2, $3 from version where id = $4',
      [pending.id, tester.userId, 'Nothing of ours', other.id],
    );
    expect((await readVersion(database.db, owner, { versionId: pending.id })).upstream[0]).toMatchObject({
      stale: true,
      accepted: { reason: 'Nothing of ours', by: { name: 'Tess Ter' } },
    });
  });

  async function approveBySelf(version: WrittenVersion): Promise<void> {
    await world.sql.query(`update version set status = 'superseded' where chain_id = $1 and status = 'approved'`, [version.chainId]);
    await world.sql.query(`update version set status = 'approved', decided_at = now() where id = $1`, [version.id]);
  }
});

describe('gates and summaries', () => {
  it('are computed from counts of the version’s own content', async () => {
    const gates = await readGates(database.db, tester, { versionId: pending.id });
    expect(gates.gates.find((gate) => gate.code === 'decided')?.blocked).toBe('1 sample not decided.');
    expect(gates.gates.find((gate) => gate.code === 'lob')?.blocked).toContain('“Retail” is not a listed line of business');
    expect(gates.blockedCount).toBe(gates.gates.filter((gate) => gate.blocked !== null).length);
    const before = await readGates(database.db, tester, { versionId: turnedDown.id });
    expect(before.gates.find((gate) => gate.code === 'decided')?.blocked).toBeNull();
    const summary = await readSummary(database.db, tester, { versionId: pending.id });
    expect(summary.sections[0]?.parts.map((part) => part.value)).toEqual(['1', '0', '1']);
  });
});

it('keeps comments of earlier versions beside later ones, with who resolved them', async () => {
  await world.sql.query(
    `insert into review_comment (version_id, item_key, user_id, user_role, body, created_at, resolved_at, resolved_by_id) values
       ($1, 'K1', $2, 'report_owner', 'Why this one?', '2026-04-01', now(), $3), ($4, null, $3, 'tester', 'See note', '2026-04-02', null, null)`,
    [turnedDown.id, owner.userId, tester.userId, pending.id],
  );
  const comments = await readComments(database.db, owner, { versionId: pending.id });
  expect(comments.map((comment) => [comment.body, comment.versionNumber, comment.resolved?.by?.name ?? null])).toEqual([
    ['Why this one?', 1, 'Tess Ter'],
    ['See note', 2, null],
  ]);
  expect(await readComments(database.db, owner, { versionId: turnedDown.id })).toHaveLength(1);
  expect(await readComments(database.db, owner, { versionId: pending.id, key: 'K1' })).toHaveLength(1);
});

it('finds a version by its number, and the one to work on without', async () => {
  const place = wholeReportChain(report.cycleReportId, 'sample-selection');
  expect(await findVersionId(database.db, tester, { ...place, number: 1 })).toBe(turnedDown.id);
  expect(await findVersionId(database.db, tester, place)).toBe(pending.id);
  await expect(findVersionId(database.db, tester, { ...place, number: 9 })).rejects.toMatchObject({ code: 'not_found' });
});

it('is not found for whoever has no role for this report', async () => {
  const request = { versionId: pending.id };
  for (const read of [readVersion, readSummary, readGates, readComments]) {
    await expect(read(database.db, stranger, request)).rejects.toMatchObject({ code: 'not_found' });
    await expect(
      read(database.db, { ...examiner, roles: [{ role: 'examiner', cycleReportId: planning.id }] }, request),
    ).rejects.toMatchObject({ code: 'not_found' });
  }
  await expect(findVersionId(database.db, stranger, wholeReportChain(report.cycleReportId, 'planning'))).rejects.toMatchObject({
    code: 'not_found',
  });
});
