import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ApprovalPolicy } from '#domain/version/approval-policy';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { propertyRuns } from '../../../test/support/property-runs';
import { type ChainHandle, decide, makeChain, makeDraft, OWNER_REVIEW, put, SELF, send, submit } from '../../../test/support/world/chain';
import { makeScenario, sendReport } from '../../../test/support/world/scenario';
import { World } from '../../../test/support/world/world';
import { repairStanding, wrongStandings } from './standing.transitions';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const POLICIES: ApprovalPolicy[] = [
  SELF,
  OWNER_REVIEW,
  { mode: 'recorded', requiredCount: 1, roles: [] },
  { mode: 'review', requiredCount: 2, roles: ['report_owner', 'test_executive'] },
  { mode: 'signoff', requiredCount: 1, roles: ['tester', 'report_owner', 'test_executive'] },
];
const ACTS = [
  'draft',
  'submit',
  'yes',
  'yes',
  'request_changes',
  'reject',
  'withdraw',
  'discard',
  'reopen',
  'work',
  'cancel',
  'reassign',
] as const;

/** Does one thing to a chain, through the functions that pages and workers use; most are refused where they make no sense. */
async function act(chain: ChainHandle, policy: ApprovalPolicy, what: (typeof ACTS)[number]): Promise<void> {
  const { db, tester, owner, executive } = chain.scenario;
  const { prisma } = db;
  const [newest] = await prisma.version.findMany({ where: { chainId: chain.chainId }, orderBy: { number: 'desc' }, take: 1 });
  const { draftDue } = await prisma.chain.findUniqueOrThrow({ where: { id: chain.chainId } });
  if (what === 'draft') {
    if (draftDue !== null) await makeDraft(chain, [put('a', { n: Math.random() })]);
    return;
  }
  const versionId = newest?.id;
  if (versionId === undefined) return;
  if (what === 'submit') await submit(chain, versionId);
  else if (what === 'withdraw') await send(chain, tester, 'withdraw_version', { versionId });
  else if (what === 'discard') await send(chain, tester, 'discard_version', { versionId });
  else if (what === 'reopen') await send(chain, tester, 'reopen_phase', { comment: 'Once more.' });
  else if (what === 'work') await send(chain, tester, 'request_work', { versionId, payload: { kind: 'draw', params: {} } });
  else if (what === 'cancel') {
    const work = await prisma.work.findFirst({ where: { chainId: chain.chainId, status: 'running' } });
    if (work) await send(chain, tester, 'cancel_work', { payload: { workId: work.id } });
  } else if (what === 'reassign') {
    const next = await new World(db).person('Nele Next', 'tester');
    await sendReport(chain.scenario, executive, 'change_assignment', { payload: { testerId: next.userId } });
    chain.scenario.tester = next;
  } else if (what === 'yes') {
    for (const person of [owner, executive, ...(policy.mode === 'signoff' ? [tester] : [])])
      await decide(chain, person, versionId, policy.mode === 'signoff' ? 'sign' : 'approve');
  } else await decide(chain, owner, versionId, what);
}

/** Where a chain stands, told once more from the rows of its versions and commands alone. */
async function toldAnew(chainId: string, policy: ApprovalPolicy) {
  const { prisma } = database.db;
  const chain = await prisma.chain.findUniqueOrThrow({ where: { id: chainId }, include: { versions: true, works: true } });
  const open = chain.versions.find(({ status }) => status === 'draft' || status === 'pending_approval');
  const approved = chain.versions.some(({ status }) => status === 'approved');
  const consents = open
    ? await prisma.command.count({ where: { versionId: open.id, kind: 'decide_version', receipt: { outcome: 'applied' } } })
    : 0;
  const approvals = { self: 0, recorded: 0, review: policy.requiredCount, signoff: policy.roles.length }[policy.mode];
  const complete = approved && !open && chain.draftDue === null;
  const working = chain.works.some(({ status }) => status === 'running');
  const reopenings = await prisma.command.count({ where: { targetId: chainId, kind: 'reopen_phase', receipt: { outcome: 'applied' } } });
  const turn = complete
    ? 'none'
    : chain.draftDue !== null || working
      ? 'system'
      : open?.status === 'pending_approval'
        ? 'decide'
        : ['open', 'discarded'].includes(open?.cause ?? '')
          ? 'prepare'
          : 'respond';
  return {
    state: complete ? 'complete' : open?.status === 'pending_approval' ? 'waiting' : 'in_progress',
    turn,
    spell: 1 + reopenings,
    reopened: reopenings > 0 && !complete,
    stepsPassed: complete ? 2 + approvals : open ? (open.status === 'draft' ? 1 : 2 + consents) : 0,
    stepsDue: 2 + approvals,
    dueAt: chain.dueAt,
    warnAt: chain.warnAt,
    closed: false,
  };
}

it('is, after each step of any history, what its versions and commands come to', async () => {
  const histories = fc.tuple(fc.constantFrom(...POLICIES), fc.array(fc.constantFrom(...ACTS), { minLength: 6, maxLength: 14 }));
  await fc.assert(
    fc.asyncProperty(histories, async ([policy, acts]) => {
      const chain = await makeChain(await makeScenario(database.db), 'sample-selection', policy);
      for (const what of ['draft', ...acts] as const) {
        await act(chain, policy, what);
        const now = await database.db.prisma.chainNow.findUniqueOrThrow({ where: { chainId: chain.chainId } });
        expect(now).toMatchObject(await toldAnew(chain.chainId, policy));
        const last = await database.db.prisma.turn.findFirstOrThrow({ where: { chainId: chain.chainId }, orderBy: { seq: 'desc' } });
        expect(now).toMatchObject({ turn: last.turn, turnSince: last.at, spell: last.spell });
      }
    }),
    { ...propertyRuns(200, 6), endOnFailure: true },
  );
  expect(await wrongStandings(database.db)).toEqual([]);
});

it('is found where it is not, and written anew', async () => {
  const { db } = database;
  const chain = await makeChain(await makeScenario(db), 'planning');
  await makeDraft(chain, [put('a', { n: 1 })]);
  const before = await db.prisma.chainNow.findUniqueOrThrow({ where: { chainId: chain.chainId } });
  await db.prisma.chainNow.update({ where: { chainId: chain.chainId }, data: { state: 'complete', stepsPassed: 3 } });
  expect(await wrongStandings(db)).toMatchObject([
    {
      chainId: chain.chainId,
      detail: expect.stringContaining('in state, stepsPassed') as string,
      subject: expect.stringContaining(': Planning') as string,
    },
  ]);
  await repairStanding(db, chain.chainId);
  expect(await wrongStandings(db)).toEqual([]);
  const { revision: _, ...after } = await db.prisma.chainNow.findUniqueOrThrow({ where: { chainId: chain.chainId } });
  expect(before).toMatchObject(after);
});

it('gets a turn where the ledger lacks the one that its versions say', async () => {
  const { db } = database;
  const chain = await makeChain(await makeScenario(db), 'planning');
  await db.prisma.chain.update({ where: { id: chain.chainId }, data: { closedAt: new Date() } });
  expect((await wrongStandings(db)).map(({ detail }) => detail)).toEqual([
    'The last turn in the ledger was "system", and by its versions it is "none"; that turn was written.',
  ]);
  await repairStanding(db, chain.chainId);
  expect(await wrongStandings(db)).toEqual([]);
  expect(await db.prisma.turn.findFirst({ where: { chainId: chain.chainId }, orderBy: { seq: 'desc' } })).toMatchObject({
    turn: 'none',
    cause: 'reconciled',
  });
});
