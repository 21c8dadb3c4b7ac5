import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { sendBulkDecision } from '#actions/send-bulk-decision';
import { sendDecision } from '#actions/send-decision';
import { breakGlass, confirmRights } from '#data/administration/confirm-rights.commands';
import { setRoles } from '#data/administration/users.commands';
import { insertCommand } from '#data/chain/command.commands';
import { delegateRole } from '#data/desk/delegations.commands';
import { editItems } from '#data/draft/edit-items.commands';
import { readStandingRights } from '#data/people/standing-rights.queries';
import { loadSubject } from '#data/people/subjects.queries';
import { verifyDecisions } from '#data/record/verify-decisions';
import { saveReport } from '#data/report/reports.commands';
import { inTransaction } from '#data/sql/connection';
import { markOpened } from '#data/version/mark-opened.commands';
import { readVersion } from '#data/version/version.queries';
import { issueCommand } from '#dispatch/issue-command';
import type { Subject } from '#domain/people/permissions';
import { Refusal, type Result } from '#domain/refusals';
import { relayOnce } from '#worker/activities/relay';
import { ATTRIBUTE } from '../../test/support/draft-items';
import { as, serveActions } from '../../test/support/server-actions';
import { timeSkippingServer } from '../../test/support/temporal';
import { decidingFiles, WAYS_THROUGH, type WayToDecide } from '../../test/support/ways-to-decide';
import { type Draft, type PlannedReport, RunningWorld } from '../../test/support/world/running-world';
import type { Person } from '../../test/support/world/world';

vi.mock('server-only', () => ({}));

let env: TestWorkflowEnvironment;
let world: RunningWorld;
type Pending = Draft & { hash: string; workflowId: string; reportId: string; ownerId: string };
let pending: Pending;
/** As `pending`; its owner had a hand in it, and lent her role. */
let lent: Pending;
const people: Record<string, Person> = {};

/** Who may not decide on the version, each with the code that says why where the rules, and no missing right, refuse them. */
const REFUSED: Readonly<Record<string, string | null>> = {
  'its tester, who submitted it': null,
  'an admin': null,
  'an owner of other reports': null,
  'a delegate who had a hand in it': 'author_cannot_decide',
  'a delegate who changed the owner': 'rights_unconfirmed',
  'a delegate who gave himself the role': 'rights_unconfirmed',
  'a lender who had a hand in it': 'author_cannot_decide',
  'the delegate of such a lender': 'author_cannot_decide',
};
/** Of these the people who are asked for a decision on `lent`. */
const OF_LENT = ['a lender who had a hand in it', 'the delegate of such a lender'];

/** Sends a decision to approve a version and answers what became of it: "applied", or the code it was refused with. */
type Way = (who: Person, version: Pending) => Promise<string>;

const REVIEWED: PlannedReport = {
  terms: { planning: { policy: { mode: 'review', requiredCount: 1, roles: ['report_owner'] }, allowanceBusinessHours: 8 } },
};

async function now(person: Person): Promise<Subject> {
  const subject = await loadSubject(world.db, person.userId, 0);
  if (!subject) throw new Error('the person is gone');
  return subject;
}

async function answered(result: Result<unknown>, commandId: string): Promise<string> {
  return result.ok ? await world.receipt(commandId) : result.code;
}

const decisionOn = ({ versionId, hash }: Pending) => ({ commandId: randomUUID(), versionId, seenVersionHash: hash });

/** Writes a decision into the table as if it had been checked: of an owner, for the owner of the report unless told otherwise. */
async function forged(
  who: Person,
  version: Pending,
  onBehalfOf: object = who.userId === version.ownerId ? {} : { onBehalfOf: { userId: version.ownerId } },
): Promise<string> {
  const { commandId, ...seen } = decisionOn(version);
  const payload = { decision: 'approve' as const, ...onBehalfOf };
  const actor = { id: who.userId, role: 'report_owner' } as const;
  await insertCommand(world.db, actor, { ...seen, commandId, kind: 'decide_version', targetId: version.chainId, payload });
  return commandId;
}

async function refusedOr(work: () => Promise<string>): Promise<string> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

/** Every way to a decision on a version; those to verdicts on items are tried in every-way-to-judge. */
const WAYS: Readonly<Record<Exclude<WayToDecide, 'verdicts on items'>, Way>> = {
  'the decision screen': async (who, version) => {
    const sent = decisionOn(version);
    return await answered(await as(await now(who), () => sendDecision({ ...sent, decision: 'approve' })), sent.commandId);
  },
  'a bulk decision': async (who, version) => {
    const sent = decisionOn(version);
    await markOpened(world.db, who.actor, { versionId: version.versionId, versionHash: version.hash });
    const result = await as(await now(who), () => sendBulkDecision({ decision: 'approve', comment: '', rows: [sent] }));
    if (!result.ok) return result.code;
    const [row] = result.value;
    return row?.ok ? await world.receipt(sent.commandId) : (row?.code ?? 'no row');
  },
  'the command line, and whatever else issues commands': async (who, version) =>
    await refusedOr(async () => {
      const sent = { ...decisionOn(version), kind: 'decide_version', payload: { decision: 'approve' } } as const;
      await issueCommand({ db: world.db, temporal: world.temporal, searchAttributes: 'off' }, await now(who), sent);
      return await world.receipt(sent.commandId);
    }),
  'a row written by hand, and a signal sent by hand': async (who, version) => {
    const commandId = await forged(who, version);
    await world.env.client.workflow.getHandle(version.workflowId).signal('submitVersionApproval', { commandId });
    return await world.receipt(commandId);
  },
  'a row written by hand, and the relay': async (who, version) => {
    const commandId = await forged(who, version);
    await relayOnce({ db: world.db, temporal: world.temporal, log: pino({ level: 'silent' }) }, 0);
    return await world.receipt(commandId);
  },
};

beforeAll(async () => {
  env = await timeSkippingServer();
  world = await RunningWorld.create(env, { searchAttributes: 'off' });
  serveActions(world.db, env, world.filesDir);
  await world.startWorkers();
  const { owner, tester, admin } = world.people;
  const { cycleReportId, planning } = await world.startReport(REVIEWED);
  const { reportId } = await world.db.prisma.cycleReport.findUniqueOrThrow({ where: { id: cycleReportId } });
  const author = await world.person('Otto Author', 'report_owner', 'tester');
  const changer = await world.person('Cora Changer', 'report_owner', 'admin');
  const selfMade = await world.person('Sam Selfmade', 'admin');
  const independent = await world.person('Ivo Independent', 'report_owner');
  const { editRevision } = await world.db.prisma.version.findUniqueOrThrow({ where: { id: planning.versionId } });
  const edits = [{ key: 'A', put: ATTRIBUTE }];
  await editItems(world.db, author.actor, { versionId: planning.versionId, editRevision, edits });
  await setRoles(world.db, selfMade.actor, { userId: selfMade.userId, roles: [{ role: 'admin' }, { role: 'report_owner' }] });
  const report = await world.db.prisma.report.findUniqueOrThrow({ where: { id: reportId } });
  for (const ownerId of [independent.userId, owner.userId])
    await saveReport(
      world.db,
      { id: changer.userId, role: 'admin' },
      { id: reportId, name: report.name, regulator: report.regulator, ownerId },
    );
  const until = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
  for (const toId of [author, changer, selfMade, independent].map(({ userId }) => userId))
    await delegateRole(world.db, await now(owner), { role: 'report_owner', reportId, toId, until, reason: 'Leave' });
  pending = await submitted(cycleReportId);
  const lender = await world.person('Olive Lender', 'report_owner');
  const delegate = await world.person('Della Delegate', 'report_owner');
  lent = await lentVersion(lender, delegate, until);
  Object.assign(people, {
    'its tester, who submitted it': tester,
    'an admin': admin,
    'an owner of other reports': await world.person('Olga Other', 'report_owner'),
    'a delegate who had a hand in it': author,
    'a delegate who changed the owner': changer,
    'a delegate who gave himself the role': selfMade,
    'a lender who had a hand in it': lender,
    'the delegate of such a lender': delegate,
    independent,
  });
}, 120_000);
afterAll(async () => {
  await world?.close();
  await env?.teardown();
});

/** Submits the first draft of Planning of a report. */
async function submitted(cycleReportId: string): Promise<Pending> {
  const draft = await world.draft(cycleReportId, 'planning', 1);
  expect(await world.submit(draft)).toBe('applied');
  const hash = (await world.versionHash(draft.versionId)) ?? '';
  const { workflowId } = await world.db.prisma.chain.findUniqueOrThrow({ where: { id: draft.chainId } });
  const { reportId, report } = await world.db.prisma.cycleReport.findUniqueOrThrow({
    where: { id: cycleReportId },
    include: { report: true },
  });
  return { ...draft, hash, workflowId, reportId, ownerId: report.ownerId ?? expect.unreachable() };
}

/** A version of another report that waits for its owner, who edited it herself and lent her role. */
async function lentVersion(lender: Person, delegate: Person, until: string): Promise<Pending> {
  const cycleReportId = await world.plannedReport(REVIEWED);
  const { reportId } = await world.db.prisma.cycleReport.findUniqueOrThrow({ where: { id: cycleReportId } });
  await world.db.prisma.report.update({ where: { id: reportId }, data: { ownerId: lender.userId } });
  await world.send('tester', { kind: 'start_report', targetId: cycleReportId });
  const { versionId, editRevision } = await world.draft(cycleReportId, 'planning', 1);
  await editItems(world.db, lender.actor, { versionId, editRevision, edits: [{ key: 'A', put: ATTRIBUTE }] });
  await delegateRole(world.db, await now(lender), { role: 'report_owner', reportId, toId: delegate.userId, until, reason: 'Leave' });
  return await submitted(cycleReportId);
}

const statusNow = async ({ versionId } = pending) => (await world.db.prisma.version.findUniqueOrThrow({ where: { id: versionId } })).status;

describe('whoever may not decide on a version', () => {
  it('is tried on every way there is', () => {
    process.stdout.write(`Ways to a decision: ${Object.keys(WAYS).length} by ${Object.keys(REFUSED).length} people.\n`);
    expect(decidingFiles()).toEqual(Object.values(WAYS_THROUGH).flat().sort());
  });

  const tries = Object.entries(WAYS).flatMap(([way, go]) => Object.entries(REFUSED).map(([who, code]) => ({ way, who, code, go })));
  it.each(tries)('$who, by $way', async ({ who, code, go }) => {
    const person = people[who] ?? expect.unreachable();
    const version = OF_LENT.includes(who) ? lent : pending;
    const became = await go(person, version);
    expect(became).not.toBe('applied');
    if (code !== null) expect(became).toBe(code);
    expect(await statusNow(version)).toBe('pending_approval');
  });

  it('gets no further by claiming as their own a right that was lent to them', async () => {
    const commandId = await forged(people.independent ?? expect.unreachable(), pending, {});
    await world.env.client.workflow.getHandle(pending.workflowId).signal('submitVersionApproval', { commandId });
    expect(await world.receipt(commandId)).toBe('not_the_approver');
  });

  it('gets no further by a signal without a command', async () => {
    const before = await world.count('receipt');
    await world.env.client.workflow.getHandle(pending.workflowId).signal('submitVersionApproval', { commandId: randomUUID() });
    expect(await statusNow()).toBe('pending_approval');
    expect(await world.count('receipt')).toBe(before);
  });

  it('is told by the page beforehand', async () => {
    const view = await readVersion(world.db, await now(people['a delegate who changed the owner'] ?? expect.unreachable()), pending);
    expect(view.actions.approve).toMatchObject({ allowed: false, why: expect.stringContaining('no second person') as string });
  });
});

describe('who changed rights', () => {
  it('decides once a second person has confirmed each change; broken glass is shown on the decision and in the trail', async () => {
    const changer = people['a delegate who changed the owner'] ?? expect.unreachable();
    const { executive } = world.people;
    const waiting = await readStandingRights(world.db.pool, executive, { reportId: pending.reportId });
    expect(waiting).toHaveLength(2);
    const [first, second] = waiting.map(({ id }) => ({ changeId: id }));
    if (!first || !second) return expect.unreachable();
    await expect(confirmRights(world.db, await now(changer), first)).rejects.toMatchObject({ code: 'not_a_second_person' });
    await expect(confirmRights(world.db, world.people.tester, first)).rejects.toMatchObject({ code: 'not_permitted' });
    await expect(breakGlass(world.db, executive, { ...second, reason: 'Not mine' })).rejects.toMatchObject({ code: 'not_permitted' });
    await confirmRights(world.db, executive, first);
    expect(await WAYS['the decision screen'](changer, pending)).toBe('rights_unconfirmed');
    await breakGlass(world.db, await now(changer), { ...second, reason: 'The executive is ill' });
    expect(await WAYS['the decision screen'](changer, pending)).toBe('applied');
    const view = await readVersion(world.db, await now(changer), pending);
    expect(view.status).toBe('approved');
    expect(view.decisions.at(-1)).toMatchObject({ by: { name: 'Cora Changer' }, brokenGlass: ['The executive is ill'] });
    // Decided again from its commands and from who changed what when, everything follows.
    const followed = await inTransaction(world.db, (sql) => verifyDecisions(sql, { cycleReportIds: null, installation: true }));
    expect(followed).toEqual({ count: 1, problems: [] });
    const trail = await world.db.prisma.auditEvent.findMany({
      where: { kind: { in: ['version_approved', 'rights_confirmed', 'glass_broken'] } },
    });
    expect(trail.map(({ kind }) => kind).sort()).toEqual(['glass_broken', 'rights_confirmed', 'version_approved']);
    expect(trail.find(({ kind }) => kind === 'version_approved')?.changes).toContainEqual({
      field: 'glass broken',
      from: null,
      to: 'The executive is ill',
    });
  });
});
