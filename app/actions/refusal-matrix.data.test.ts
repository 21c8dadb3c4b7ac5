import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { markOpened } from '#actions/mark-opened';
import { sendBulkDecision } from '#actions/send-bulk-decision';
import { sendDecision } from '#actions/send-decision';
import type { Subject } from '#domain/people/permissions';
import { VERSION_STATUSES, type VersionStatus } from '#domain/version/version-status';
import { type ActionServers, startActionServers } from '../../test/support/action-servers';
import type { TestDatabase } from '../../test/support/postgres';
import { as, outcomeOf } from '../../test/support/server-actions';
import { VERSION_ACTIONS as ACTIONS, byId, decision, type Seen } from '../../test/support/version-actions';
import { type VersionInStatus, versionInStatus } from '../../test/support/version-in-status';
import { type Scenario } from '../../test/support/world/scenario';
import { World } from '../../test/support/world/world';

vi.mock('server-only', () => ({}));

const PEOPLE = [
  'nobody',
  'tester',
  'anotherTester',
  'owner',
  'anotherOwner',
  'executive',
  'reportExecutive',
  'admin',
  'examiner',
  'dataOwner',
] as const;
type Who = (typeof PEOPLE)[number];
const UNSEEING: readonly Who[] = ['anotherTester', 'anotherOwner', 'dataOwner'];
const NO_HASH = '0'.repeat(64);

/** Who passes the door of an action, and what the others who see the version are told. Source: domain.md, "People". */
const DOOR: Record<keyof typeof ACTIONS, { opens: readonly Who[]; refusal: string }> = {
  approve: { opens: ['owner'], refusal: 'not_the_approver' },
  requestChanges: { opens: ['owner'], refusal: 'not_the_approver' },
  reject: { opens: ['owner'], refusal: 'not_the_approver' },
  submitVersion: { opens: ['tester'], refusal: 'not_permitted' },
  withdrawVersion: { opens: ['tester'], refusal: 'not_permitted' },
  discardVersion: { opens: ['tester'], refusal: 'not_permitted' },
  reopenPhase: { opens: ['tester', 'executive'], refusal: 'not_permitted' },
  remind: { opens: ['owner', 'executive', 'reportExecutive'], refusal: 'not_permitted' },
  changeClock: { opens: ['executive'], refusal: 'not_permitted' },
  requestDraw: { opens: ['tester'], refusal: 'not_permitted' },
  requestProfile: { opens: ['tester'], refusal: 'not_permitted' },
  requestRefresh: { opens: ['tester'], refusal: 'not_permitted' },
  cancelWork: { opens: ['tester'], refusal: 'not_permitted' },
  saveItems: { opens: ['tester'], refusal: 'not_permitted' },
  bulkSet: { opens: ['tester'], refusal: 'not_permitted' },
  bringOver: { opens: ['tester'], refusal: 'not_permitted' },
  addComment: { opens: ['tester', 'owner', 'executive'], refusal: 'not_permitted' },
  // A sample is edited and decided as a whole.
  recordChanges: { opens: [], refusal: 'not_permitted' },
  decideItems: { opens: [], refusal: 'not_permitted' },
  // A sample observes nothing that could be followed.
  addFindingEvent: { opens: [], refusal: 'not_permitted' },
  acceptStale: { opens: ['tester'], refusal: 'not_permitted' },
  claimWork: { opens: ['tester', 'owner', 'executive', 'reportExecutive'], refusal: 'not_permitted' },
  releaseClaim: { opens: ['tester', 'owner', 'executive', 'reportExecutive'], refusal: 'not_permitted' },
  markOpened: { opens: ['tester', 'owner', 'executive', 'reportExecutive', 'admin'], refusal: 'not_permitted' },
  markReviewed: { opens: ['tester', 'owner', 'executive', 'reportExecutive', 'admin'], refusal: 'not_permitted' },
};

const DECIDED: readonly VersionStatus[] = ['approved', 'superseded', 'changes_requested', 'rejected'];
const ALWAYS_DONE = ['addComment', 'markOpened', 'markReviewed', 'releaseClaim'];
const DRAFT_ONLY = ['submitVersion', 'discardVersion', 'requestDraw', 'requestProfile', 'requestRefresh', 'saveItems', 'bulkSet'];

/** What waits is claimed by those whose turn it is: a draft by its tester, a pending version by who decides. */
function expectedClaim(who: Who, status: VersionStatus): string {
  if (status === 'draft') return who === 'tester' ? 'done' : 'not_permitted';
  if (status === 'pending_approval') return who === 'owner' ? 'done' : 'not_the_approver';
  return DECIDED.includes(status) ? 'already_decided' : 'not_pending';
}

/** What somebody who passes the door is told in each status. Source: domain.md, "A version's life". */
function expectedBehindTheDoor(who: Who, action: string, status: VersionStatus): string {
  if (action === 'claimWork') return expectedClaim(who, status);
  if (ALWAYS_DONE.includes(action)) return 'done';
  if (DRAFT_ONLY.includes(action)) return status === 'draft' ? 'done' : 'not_a_draft';
  // The version named is no other version of this chain.
  if (action === 'bringOver') return status === 'draft' ? 'invalid_input' : 'not_a_draft';
  if (action === 'cancelWork') return 'no_such_work';
  if (action === 'acceptStale') return 'not_found';
  if (action === 'reopenPhase') return status === 'approved' || status === 'superseded' ? 'done' : 'nothing_to_reopen';
  // It is not this person's turn.
  if (action === 'remind') return 'nobody_to_remind';
  if (action === 'changeClock') return status === 'approved' || status === 'superseded' ? 'clock_stopped' : 'done';
  if (action === 'withdrawVersion')
    return status === 'pending_approval' ? 'done' : status === 'draft' || status === 'discarded' ? 'not_the_submitter' : 'not_pending';
  return status === 'pending_approval' ? 'done' : DECIDED.includes(status) ? 'already_decided' : 'not_pending';
}

function expected(who: Who, action: string, status: VersionStatus): string {
  const door = DOOR[action];
  if (!door) throw new Error(action);
  if (who === 'nobody') return 'not_signed_in';
  if (UNSEEING.includes(who)) return 'not_found';
  return door.opens.includes(who) ? expectedBehindTheDoor(who, action, status) : door.refusal;
}

let servers: ActionServers;
let database: TestDatabase;
beforeAll(async () => {
  servers = await startActionServers();
  ({ database } = servers);
});
afterAll(() => servers?.stop());

async function peopleOf({ tester, owner, executive, admin, reportId, cycleReportId }: Scenario): Promise<Record<Who, Subject | null>> {
  const world = new World(database.db);
  const [anotherTester, anotherOwner, reportExecutive, examiner, dataOwner] = await Promise.all([
    world.person('Another Tester', 'tester'),
    world.person('Another Owner', 'report_owner'),
    world.person('Rex', { role: 'report_executive', reportId }),
    world.person('Eve', { role: 'examiner', cycleReportId }),
    world.person('Dora Data', 'data_owner'),
  ]);
  return {
    nobody: null,
    tester: tester,
    owner: owner,
    executive: executive,
    admin: admin,
    anotherTester,
    anotherOwner,
    reportExecutive,
    examiner,
    dataOwner,
  };
}

async function seenOf({ versionId, chain }: VersionInStatus): Promise<Seen> {
  const row = await database.db.prisma.version.findUniqueOrThrow({ where: { id: versionId } });
  const hash = row.versionHash ? Buffer.from(row.versionHash).toString('hex') : NO_HASH;
  return { versionId, chainId: chain.chainId, hash, editRevision: row.editRevision };
}

describe('role × action × status, through the real server actions', () => {
  it.each(VERSION_STATUSES)('on a version that is %s', async (status) => {
    let world = await versionInStatus(database.db, status);
    let people = await peopleOf(world.scenario);
    const wrong: string[] = [];
    for (const action of Object.keys(ACTIONS)) {
      for (const who of PEOPLE) {
        const seen = await seenOf(world);
        const wanted = expected(who, action, status);
        const result = await as(people[who], () => ACTIONS[action]!(seen));
        const outcome = await outcomeOf(database.db, result, { chainId: seen.chainId });
        if (outcome !== wanted) wrong.push(`${who} ${action}: ${outcome} instead of ${wanted}`);
        const now = await database.db.prisma.version.findUniqueOrThrow({ where: { id: world.versionId } });
        if (wanted !== 'done' && (now.status !== status || now.editRevision !== seen.editRevision))
          wrong.push(`${who} ${action}: refused, and yet something changed`);
        if (outcome === 'done' && !ALWAYS_DONE.includes(action)) {
          world = await versionInStatus(database.db, status);
          people = await peopleOf(world.scenario);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('on a closed report: nothing can be changed by anybody, and all who could see it still can', async () => {
    const world = await versionInStatus(database.db, 'pending_approval');
    await database.db.prisma.cycleReport.update({ where: { id: world.scenario.cycleReportId }, data: { closedAt: new Date() } });
    const people = await peopleOf(world.scenario);
    const seen = await seenOf(world);
    for (const action of Object.keys(ACTIONS).filter((name) => name !== 'markOpened')) {
      for (const who of PEOPLE.filter((person) => DOOR[action]?.opens.includes(person))) {
        const result = await as(people[who], () => ACTIONS[action]!(seen));
        expect([who, action, result]).toEqual([who, action, expect.objectContaining({ ok: false, code: 'report_closed' })]);
      }
    }
  });
});

describe('an approver', () => {
  it('who took part in the version cannot decide on it, whatever their roles', async () => {
    const { scenario, chain, versionId } = await versionInStatus(database.db, 'pending_approval');
    await database.db.prisma.report.update({ where: { id: scenario.reportId }, data: { ownerId: scenario.tester.userId } });
    await database.db.prisma.roleAssignment.create({ data: { userId: scenario.tester.userId, role: 'report_owner' } });
    const both = { ...scenario.tester, roles: [{ role: 'tester' as const }, { role: 'report_owner' as const }] };
    const seen = await seenOf({ scenario, chain, versionId });
    const result = await as(both, () => decision('approve')(seen));
    expect(await outcomeOf(database.db, result, { chainId: chain.chainId })).toBe('author_cannot_decide');
  });

  it('who saw other content is told so, and so is one who sends the same command twice: nothing happens again', async () => {
    const world = await versionInStatus(database.db, 'pending_approval');
    const seen = await seenOf(world);
    const owner = world.scenario.owner;
    const stale = await as(owner, () => decision('approve')({ ...seen, hash: 'f'.repeat(64) }));
    expect(await outcomeOf(database.db, stale, { chainId: seen.chainId })).toBe('stale_content');
    const input = { ...byId(seen), seenVersionHash: seen.hash, decision: 'approve' as const };
    const answers = await as(owner, () => Promise.all([sendDecision(input), sendDecision(input), sendDecision(input)]));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await outcomeOf(database.db, answers[0]!, { chainId: seen.chainId })).toBe('done');
    expect(await database.db.prisma.command.count({ where: { id: input.commandId } })).toBe(1);
  });

  it('decides in bulk only on what they opened at its present hash, with an answer for each row', async () => {
    const [opened, unopened, foreign] = [
      await versionInStatus(database.db, 'pending_approval'),
      await versionInStatus(database.db, 'pending_approval'),
      await versionInStatus(database.db, 'pending_approval'),
    ];
    const owner = opened.scenario.owner;
    await database.db.prisma.report.update({ where: { id: unopened.scenario.reportId }, data: { ownerId: owner.userId } });
    const rows = await Promise.all([opened, unopened, foreign].map(seenOf));
    await as(owner, () => markOpened({ versionId: opened.versionId, versionHash: rows[0]!.hash }));
    const result = await as(owner, () =>
      sendBulkDecision({ decision: 'approve', rows: rows.map((seen) => ({ ...byId(seen), seenVersionHash: seen.hash })) }),
    );
    expect(result.ok && result.value.map((row) => (row.ok ? 'sent' : row.code))).toEqual(['sent', 'not_opened', 'not_found']);
  });
});
