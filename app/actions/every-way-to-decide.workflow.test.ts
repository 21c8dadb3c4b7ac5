import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
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
import { type Draft, RunningWorld } from '../../test/support/world/running-world';
import type { Person } from '../../test/support/world/world';

vi.mock('server-only', () => ({}));

let env: TestWorkflowEnvironment;
let world: RunningWorld;
let pending: Draft & { hash: string; workflowId: string; reportId: string };
const people: Record<string, Person> = {};

/** Who may not decide on the version, each with the code that says why where the rules, and no missing right, refuse them. */
const REFUSED: Readonly<Record<string, string | null>> = {
  'its tester, who submitted it': null,
  'an admin': null,
  'an owner of other reports': null,
  'a delegate who had a hand in it': 'author_cannot_decide',
  'a delegate who changed the owner': 'rights_unconfirmed',
  'a delegate who gave himself the role': 'rights_unconfirmed',
};

/** Sends a decision to approve and answers what became of it: "applied", or the code it was refused with. */
type Way = (who: Person) => Promise<string>;

async function now(person: Person): Promise<Subject> {
  const subject = await loadSubject(world.db, person.userId, 0);
  if (!subject) throw new Error('the person is gone');
  return subject;
}

async function answered(result: Result<unknown>, commandId: string): Promise<string> {
  return result.ok ? await world.receipt(commandId) : result.code;
}

const decision = () => ({ commandId: randomUUID(), versionId: pending.versionId, seenVersionHash: pending.hash });

/** Writes a decision into the table as if it had been checked: of an owner, for the owner of the report unless told otherwise. */
async function forged(who: Person, onBehalfOf: object = { onBehalfOf: { userId: world.people.owner.userId } }): Promise<string> {
  const { commandId, ...seen } = decision();
  const payload = { decision: 'approve' as const, ...onBehalfOf };
  const actor = { id: who.userId, role: 'report_owner' } as const;
  await insertCommand(world.db, actor, { ...seen, commandId, kind: 'decide_version', targetId: pending.chainId, payload });
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

/** Every way to a decision, with the files of the product that it goes through. */
const WAYS: Readonly<Record<string, { through: readonly string[]; go: Way }>> = {
  'the decision screen': {
    through: ['app/actions/send-decision.ts', 'lib/server/command.ts'],
    go: async (who) => {
      const sent = decision();
      return await answered(await as(await now(who), () => sendDecision({ ...sent, decision: 'approve' })), sent.commandId);
    },
  },
  'a bulk decision': {
    through: ['app/actions/send-bulk-decision.ts'],
    go: async (who) => {
      const sent = decision();
      await markOpened(world.db, who.actor, { versionId: pending.versionId, versionHash: pending.hash });
      const result = await as(await now(who), () => sendBulkDecision({ decision: 'approve', comment: '', rows: [sent] }));
      if (!result.ok) return result.code;
      const [row] = result.value;
      return row?.ok ? await world.receipt(sent.commandId) : (row?.code ?? 'no row');
    },
  },
  'the command line, and whatever else issues commands': {
    through: [
      'cli/play/planning-act.ts',
      'cli/play/review-act.ts',
      'cli/play/stage.ts',
      'lib/dispatch/issue-command.ts',
      // Acknowledges, as the data owner whose evidence it is, what they were assigned; it decides on no version.
      'lib/dispatch/acknowledge-by-evidence.ts',
    ],
    go: async (who) =>
      await refusedOr(async () => {
        const sent = { ...decision(), kind: 'decide_version', payload: { decision: 'approve' } } as const;
        await issueCommand({ db: world.db, temporal: world.temporal, searchAttributes: 'off' }, await now(who), sent);
        return await world.receipt(sent.commandId);
      }),
  },
  'a row written by hand, and a signal sent by hand': {
    through: [
      'lib/data/chain/command.commands.ts',
      // Asks for the closing of what is signed, as the system; it decides nothing.
      'lib/data/chain/close-signed-report.commands.ts',
      'lib/dispatch/temporal-gateway.ts',
      // Hands on what others send, with the trace that it belongs to.
      'lib/dispatch/telemetry.ts',
      // What listens, and rings itself again.
      'worker/workflows/command-loop.ts',
      'worker/workflows/cycle-report/cycle-report-loop.ts',
      // Lanes ring their own, and are rung, by signals that carry nothing.
      'worker/workflows/lane/lanes.ts',
      'worker/workflows/lane/lane-loop.ts',
      'worker/workflows/doorbell.ts',
      'worker/workflows/phase/phase-loop.ts',
    ],
    go: async (who) => {
      const commandId = await forged(who);
      await world.env.client.workflow.getHandle(pending.workflowId).signal('submitVersionApproval', { commandId });
      return await world.receipt(commandId);
    },
  },
  'a row written by hand, and the relay': {
    through: ['worker/activities/relay.ts', 'worker/activities/reconcile.ts', 'worker/activities/reconciling/look-at-process.ts'],
    go: async (who) => {
      const commandId = await forged(who);
      await relayOnce({ db: world.db, temporal: world.temporal, log: pino({ level: 'silent' }) }, 0);
      return await world.receipt(commandId);
    },
  },
};

/** Files of the product by which a decision can be sent or rung for: they name the kind, insert or issue commands, or ring. */
function doors(): string[] {
  const door = /kind: 'decide_version'|\b(insertCommand|issueCommand|sendIssued)\(|\.ring\(|\.signal\(/;
  return ['app', 'cli', 'components', 'lib', 'worker']
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name.replaceAll('\\', '/')}`),
    )
    .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.') && door.test(readFileSync(file, 'utf8')))
    .sort();
}

beforeAll(async () => {
  env = await timeSkippingServer();
  world = await RunningWorld.create(env, { searchAttributes: 'off' });
  serveActions(world.db, env, world.filesDir);
  await world.startWorkers();
  const { owner, tester, admin } = world.people;
  const review = { mode: 'review', requiredCount: 1, roles: ['report_owner'] } as const;
  const { cycleReportId, planning } = await world.startReport({ terms: { planning: { policy: review, allowanceBusinessHours: 8 } } });
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
  const draft = await world.draft(cycleReportId, 'planning', 1);
  expect(await world.submit(draft)).toBe('applied');
  const hash = (await world.versionHash(draft.versionId)) ?? '';
  const { workflowId } = await world.db.prisma.chain.findUniqueOrThrow({ where: { id: draft.chainId } });
  pending = { ...draft, hash, workflowId, reportId };
  Object.assign(people, {
    'its tester, who submitted it': tester,
    'an admin': admin,
    'an owner of other reports': await world.person('Olga Other', 'report_owner'),
    'a delegate who had a hand in it': author,
    'a delegate who changed the owner': changer,
    'a delegate who gave himself the role': selfMade,
    independent,
  });
}, 120_000);
afterAll(async () => {
  await world?.close();
  await env?.teardown();
});

const statusNow = async () => (await world.db.prisma.version.findUniqueOrThrow({ where: { id: pending.versionId } })).status;

describe('whoever may not decide on a version', () => {
  it('is tried on every way there is', () => {
    const ways = Object.values(WAYS).flatMap(({ through }) => through);
    process.stdout.write(`Ways to a decision: ${Object.keys(WAYS).length} by ${Object.keys(REFUSED).length} people.\n`);
    expect(doors()).toEqual([...ways].sort());
  });

  const tries = Object.entries(WAYS).flatMap(([way, { go }]) => Object.entries(REFUSED).map(([who, code]) => ({ way, who, code, go })));
  it.each(tries)('$who, by $way', async ({ who, code, go }) => {
    const person = people[who] ?? expect.unreachable();
    const became = await go(person);
    expect(became).not.toBe('applied');
    if (code !== null) expect(became).toBe(code);
    expect(await statusNow()).toBe('pending_approval');
  });

  it('gets no further by claiming as their own a right that was lent to them', async () => {
    const commandId = await forged(people.independent ?? expect.unreachable(), {});
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
    expect(await WAYS['the decision screen']?.go(changer)).toBe('rights_unconfirmed');
    await breakGlass(world.db, await now(changer), { ...second, reason: 'The executive is ill' });
    expect(await WAYS['the decision screen']?.go(changer)).toBe('applied');
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
