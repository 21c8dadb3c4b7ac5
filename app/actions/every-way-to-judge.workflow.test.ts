import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { decideItems } from '#actions/decide-items';
import { sendDecision } from '#actions/send-decision';
import { type CommandInput, insertCommand } from '#data/chain/command.commands';
import { delegateRole } from '#data/desk/delegations.commands';
import { editItems } from '#data/draft/edit-items.commands';
import { loadSubject } from '#data/people/subjects.queries';
import { issueCommand, type UnsentCommand } from '#dispatch/issue-command';
import type { ItemData } from '#domain/item/json';
import type { Subject } from '#domain/people/permissions';
import type { Role } from '#domain/people/roles';
import type { Verdict } from '#domain/phase/verdicts';
import { Refusal, type Result } from '#domain/refusals';
import { COMMANDS } from '#domain/version/commands';
import { relayOnce } from '#worker/activities/relay';
import { type LaneVersion, LaneWorld } from '../../test/support/lane-stories';
import { LanesToTheEnd } from '../../test/support/lanes-to-the-end';
import { as, serveActions } from '../../test/support/server-actions';
import { timeSkippingServer } from '../../test/support/temporal';
import type { WayToDecide } from '../../test/support/ways-to-decide';
import { signatureOf } from '../../test/support/world/signing';
import type { Person } from '../../test/support/world/world';

vi.mock('server-only', () => ({}));

let env: TestWorkflowEnvironment;
let lanes: LaneWorld;
let story: LanesToTheEnd;
const people: Record<string, Person> = {};

/** What is asked for by somebody, as each way sends it. */
interface Asked {
  /** As whoever forges a row has it. */
  role: Role;
  onBehalfOf: { userId: string } | null;
  command: Extract<UnsentCommand, { kind: 'decide_items' | 'decide_version' }>;
  screen: (commandId: string) => Promise<Result<unknown>>;
}

async function now(person: Person): Promise<Subject> {
  const subject = await loadSubject(lanes.world.db, person.userId, 0);
  if (!subject) throw new Error('the person is gone');
  return subject;
}

/** Writes the command into the table as if it had been checked. */
async function forged(who: Person, { role, onBehalfOf, command }: Asked): Promise<{ commandId: string; chainId: string }> {
  const { chainId } = await lanes.world.db.prisma.version.findUniqueOrThrow({ where: { id: command.versionId ?? '' } });
  const commandId = randomUUID();
  const payload =
    command.kind === 'decide_version' ? { payload: { ...command.payload, ...(onBehalfOf === null ? {} : { onBehalfOf }) } } : {};
  const row = { ...command, ...payload, commandId, targetId: chainId } as CommandInput;
  await insertCommand(lanes.world.db, { id: who.userId, role }, row);
  return { commandId, chainId };
}

/** The ways to a verdict on items and to a signature; those to a decision on a version are tried in every-way-to-decide. */
const WAYS: Readonly<
  Record<Exclude<WayToDecide, 'the decision screen' | 'a bulk decision'>, (who: Person, asked: Asked) => Promise<string>>
> = {
  'verdicts on items': async (who, { screen }) => {
    const commandId = randomUUID();
    const result = await as(await now(who), () => screen(commandId));
    return result.ok ? await lanes.world.receipt(commandId) : result.code;
  },
  'the command line, and whatever else issues commands': async (who, { command }) => {
    const commandId = randomUUID();
    try {
      await issueCommand({ db: lanes.world.db, temporal: lanes.world.temporal, searchAttributes: 'off' }, await now(who), {
        ...command,
        commandId,
      });
    } catch (error) {
      if (error instanceof Refusal) return error.code;
      throw error;
    }
    return await lanes.world.receipt(commandId);
  },
  'a row written by hand, and a signal sent by hand': async (who, asked) => {
    const { commandId, chainId } = await forged(who, asked);
    const { workflowId } = await lanes.world.db.prisma.chain.findUniqueOrThrow({ where: { id: chainId } });
    const { signal } = COMMANDS[asked.command.kind];
    await lanes.world.env.client.workflow.getHandle(workflowId).signal(signal, { commandId });
    return await lanes.world.receipt(commandId);
  },
  'a row written by hand, and the relay': async (who, asked) => {
    const { commandId } = await forged(who, asked);
    await relayOnce({ db: lanes.world.db, temporal: lanes.world.temporal, log: pino({ level: 'silent' }) }, 0);
    return await lanes.world.receipt(commandId);
  },
};

/** Verdicts on items of a version, as they are in it. */
async function verdictsOn(version: LaneVersion, keys: readonly string[], verdict: Verdict, role: Role): Promise<Asked> {
  const items = await lanes.content(version);
  const verdicts = keys.map((itemKey) => {
    const { hash = '', data } = items.get(itemKey) ?? {};
    return { itemKey, verdict, reason: '', seenHash: typeof data?.judged === 'string' ? data.judged : hash };
  });
  const { versionId } = version;
  return {
    role,
    onBehalfOf: null,
    command: { kind: 'decide_items', versionId, verdicts },
    screen: (commandId) => decideItems({ commandId, versionId, verdicts }),
  };
}

async function signatureOn({ versionId }: LaneVersion, who: Person, role: Role): Promise<Asked> {
  const { db, people: cast } = lanes.world;
  const hash = (await lanes.world.versionHash(versionId)) ?? '';
  const { sha256 } = await db.prisma.rendition.findFirstOrThrow({ where: { versionId } });
  const signature = await signatureOf({ db }, who, sha256);
  const typed = { consentSha256: signature.consentSha256, typedName: who.name, pdfSha256: sha256 };
  return {
    role,
    onBehalfOf: role === 'report_owner' && who !== cast.owner ? { userId: cast.owner.userId } : null,
    command: { kind: 'decide_version', versionId, seenVersionHash: hash, payload: { decision: 'sign', signature }, comment: '' },
    screen: (commandId) => sendDecision({ commandId, versionId, seenVersionHash: hash, decision: 'sign', signature: typed }),
  };
}

/** A point of the story at which somebody judges, who may not, and what then takes it on. */
interface Stage {
  /** The version that waits, once the story is there. */
  reach: () => Promise<LaneVersion>;
  /** Each with the code of the rule that refuses them where no missing right does. */
  refused: Readonly<Record<string, string | null>>;
  asked: (version: LaneVersion, who: Person) => Promise<Asked>;
  /** Whoever may do it does. */
  goOn: (version: LaneVersion) => Promise<void>;
}

const CASES = ['RATE/L-1', 'RATE/L-2'];
const RETAIL = { line: 'Retail', records: ['L-1', 'L-2'] } as const;
const must = (outcome: string) => expect(outcome).toBe('applied');
const NOBODYS = { 'an admin': null, 'a lender': null, 'a delegate': null, 'a colleague': null } as const;

async function edit(by: Person, { versionId }: LaneVersion, keys: readonly string[], set: ItemData): Promise<void> {
  const { editRevision } = await lanes.world.db.prisma.version.findUniqueOrThrow({ where: { id: versionId } });
  await editItems(lanes.world.db, by.actor, { versionId, editRevision, edits: keys.map((key) => ({ key, set })) });
}

/** Answers what was observed; by whoever is asked. */
const answer = async (version: LaneVersion) => {
  const observed = [...(await lanes.content(version)).keys()].filter((key) => key.startsWith('RATE/'));
  return await verdictsOn(version, observed, 'agreed', 'data_owner');
};

const STAGES: Readonly<Record<string, Stage>> = {
  'an assignment that waits to be acknowledged': {
    reach: async () => {
      must(await lanes.assign(lanes.retail, await lanes.owners5(story.cycleReportId, 'Retail', 1), { RATE: lanes.owners[0] }));
      return await lanes.owners5(story.cycleReportId, 'Retail', 2);
    },
    refused: { ...NOBODYS, 'an author': 'not_named_here', 'a colleague': 'not_named_here' },
    asked: async (version) => await verdictsOn(version, ['RATE'], 'acknowledged', 'data_owner'),
    goOn: async (version) => must(await lanes.judge(lanes.owners[0], version, ['RATE'], 'acknowledged')),
  },
  'evidence that waits to be accepted': {
    reach: async () => await story.answered(RETAIL, { 'L-2': '425' }),
    refused: { ...NOBODYS, 'its data owner': null, 'a second executive': null },
    asked: async (version) => await verdictsOn(version, CASES, 'accepted', 'tester'),
    goOn: async (version) => must(await lanes.judge(lanes.world.people.tester, version, CASES, 'accepted')),
  },
  'runs that wait to be accepted': {
    reach: async () => await story.run(RETAIL),
    refused: { ...NOBODYS, 'the tester, who is a test executive elsewhere': 'author_cannot_decide' },
    asked: async (version) => await verdictsOn(version, CASES, 'accepted', 'test_executive'),
    goOn: async (version) => must(await lanes.judge(lanes.world.people.executive, version, CASES, 'accepted')),
  },
  'an observation that waits for an answer': {
    reach: async () => {
      const draft = await story.version('observation-management', 'Retail', 1, 'draft');
      const observed = [...(await lanes.content(draft)).keys()].filter((key) => key.startsWith('RATE/'));
      await edit(lanes.world.people.tester, draft, observed, { decision: 'observation' });
      must(await story.submit(draft));
      return draft;
    },
    refused: { ...NOBODYS, 'the tester, who is a test executive elsewhere': null, 'a colleague': 'not_named_here' },
    asked: answer,
    goOn: async (version) => {
      const { verdicts = [] } = (await answer(version)).command;
      must(await lanes.ask(lanes.owners[0], { kind: 'decide_items', versionId: version.versionId, verdicts }));
      must(await story.decide(lanes.world.people.owner, version, 'approve'));
    },
  },
  'a final report that waits for signatures': {
    reach: async () => {
      const draft = await story.version('final-report', '', 1, 'draft');
      for (const name of ['a lender', 'a second executive'])
        await edit(people[name] ?? expect.unreachable(), draft, ['02-approach'], { body: `Written by ${name}.` });
      must(await story.submit(draft));
      await story.documentOf(draft.versionId);
      return draft;
    },
    refused: {
      'an admin': 'not_the_approver',
      'a colleague': null,
      'a lender': 'author_cannot_decide',
      'a delegate': 'author_cannot_decide',
      'a second executive': 'author_cannot_decide',
    },
    asked: async (version, who) =>
      await signatureOn(version, who, who === people['a second executive'] ? 'test_executive' : 'report_owner'),
    goOn: async (version) => must(await story.decide(lanes.world.people.executive, version, 'sign')),
  },
};

beforeAll(async () => {
  env = await timeSkippingServer();
  lanes = await LaneWorld.create(env);
  const { world } = lanes;
  serveActions(world.db, env, world.filesDir);
  Object.assign(lanes.test, { attributes: ['RATE'], samples: { 'L-1': 'Retail', 'L-2': 'Retail' } });
  story = new LanesToTheEnd(lanes, await lanes.toLanes());
  const { tester, owner, executive, admin } = world.people;
  for (const [{ userId }, role] of [
    [tester, 'test_executive'],
    [lanes.retail, 'data_owner'],
  ] as const)
    await world.db.prisma.roleAssignment.create({ data: { userId, role } });
  const delegate = await world.person('Della Delegate', 'report_owner');
  const { reportId } = await world.db.prisma.cycleReport.findUniqueOrThrow({ where: { id: story.cycleReportId } });
  const until = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
  await delegateRole(world.db, await now(owner), { role: 'report_owner', reportId, toId: delegate.userId, until, reason: 'Leave' });
  Object.assign(people, {
    'an admin': admin,
    'a lender': owner,
    'a delegate': delegate,
    'a colleague': lanes.owners[1],
    'an author': lanes.retail,
    'its data owner': lanes.owners[0],
    'the tester, who is a test executive elsewhere': tester,
    'a second executive': await world.person('Tara Second', 'test_executive'),
    executive,
  });
}, 120_000);
afterAll(async () => {
  await lanes?.world.close();
  await env?.teardown();
});

describe.each(Object.entries(STAGES))('%s', (_, { reach, refused, asked, goOn }) => {
  let version: LaneVersion;
  beforeAll(async () => {
    version = await reach();
  }, 60_000);

  const tries = Object.entries(WAYS).flatMap(([way, go]) => Object.entries(refused).map(([who, code]) => ({ way, who, code, go })));
  it.each(tries)('is judged by nobody who may not: $who, by $way', async ({ who, code, go }) => {
    const person = people[who] ?? expect.unreachable();
    const judged = () => lanes.world.count('item_decision');
    const before = await judged();
    const became = await go(person, await asked(version, person));
    expect(became).not.toBe('applied');
    // What is not theirs to ask is refused before any rule is.
    if (code !== null) expect([code, 'not_permitted', 'not_found', 'not_the_approver']).toContain(became);
    expect(await judged()).toBe(before);
    expect(await lanes.world.count('signature')).toBe(0);
  });

  it('is judged by whoever may', async () => {
    await goOn(version);
  }, 60_000);
});
