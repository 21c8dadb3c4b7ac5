import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { type ChainHandle, type DraftHandle, decide, makeChain, makeDraft, put, submit } from '../../../test/support/world/chain';
import { makeScenario } from '../../../test/support/world/scenario';
import { type Person, World } from '../../../test/support/world/world';
import { breakGlass, confirmRights } from '../administration/confirm-rights.commands';
import { setRoles } from '../administration/users.commands';
import { addComment } from '../comments/add-comment.commands';
import { resolveComment } from '../comments/resolve-comment.commands';
import { readVersion } from '../version/version.queries';
import { insertCommand } from './command.commands';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

async function pending(phase: 'sample-selection' | 'planning' = 'sample-selection'): Promise<{ chain: ChainHandle; draft: DraftHandle }> {
  const chain = await makeChain(await makeScenario(test.db), phase);
  const draft = await makeDraft(chain, [put('a', { n: 1 }), put('b', { n: 2 })]);
  await submit(chain, draft.versionId);
  return { chain, draft };
}

const seenBy = ({ chain, draft }: { chain: ChainHandle; draft: DraftHandle }) =>
  readVersion(test.db, chain.scenario.owner, { versionId: draft.versionId });

describe('a comment that nobody has resolved', () => {
  it('holds approval back, with the reason on the button, and no other decision', async () => {
    const one = await pending();
    const { owner, tester } = one.chain.scenario;
    const { commentId } = await addComment(test.db, owner.actor, {
      versionId: one.draft.versionId,
      itemKey: 'a',
      field: null,
      parentId: null,
      body: 'Why this one?',
    });
    await addComment(test.db, tester.actor, {
      versionId: one.draft.versionId,
      itemKey: null,
      field: null,
      parentId: commentId,
      body: 'It is the largest.',
    });
    expect((await seenBy(one)).actions).toMatchObject({
      approve: { allowed: false, why: expect.stringContaining('not resolved') as string },
      request_changes: { allowed: true },
    });
    expect(await decide(one.chain, owner, one.draft.versionId, 'approve')).toMatchObject({
      outcome: 'refused',
      code: 'unresolved_comments',
    });
    await resolveComment(test.db, tester.actor, { commentId });
    expect((await seenBy(one)).actions.approve).toEqual({ allowed: true, why: null });
    expect(await decide(one.chain, owner, one.draft.versionId, 'approve')).toMatchObject({ outcome: 'applied' });
  });

  it('lets changes be requested', async () => {
    const one = await pending();
    const { owner } = one.chain.scenario;
    await addComment(test.db, owner.actor, {
      versionId: one.draft.versionId,
      itemKey: null,
      field: null,
      parentId: null,
      body: 'Not yet.',
    });
    expect(await decide(one.chain, owner, one.draft.versionId, 'request_changes')).toMatchObject({ outcome: 'applied' });
  });
});

it('counts no approval where changes were requested', async () => {
  const one = await pending();
  expect((await seenBy(one)).approval).toEqual({ have: 0, need: 1, missingRoles: [] });
  await decide(one.chain, one.chain.scenario.owner, one.draft.versionId, 'request_changes');
  expect((await seenBy(one)).approval).toEqual({ have: 0, need: 1, missingRoles: [] });
});

it('takes no request for further items in a phase that is not drawn from a population', async () => {
  const { chain, draft } = await pending('planning');
  const asked = insertCommand(test.db, chain.scenario.owner.actor, {
    commandId: randomUUID(),
    kind: 'decide_version',
    targetId: chain.chainId,
    versionId: draft.versionId,
    payload: { decision: 'request_changes' },
    additions: [{ itemKey: 'z' }],
  });
  await expect(asked).rejects.toMatchObject({ code: 'additions_not_taken' });
  expect(await test.db.prisma.command.count({ where: { targetId: chain.chainId, kind: 'decide_version' } })).toBe(0);
});

describe('a change of rights that nobody has confirmed', () => {
  it('keeps its maker from deciding until a second person confirms it, or the reason for going alone is given', async () => {
    const chain = await makeChain(await makeScenario(test.db), 'planning', { mode: 'review', requiredCount: 2, roles: ['test_executive'] });
    const draft = await makeDraft(chain, [put('a', { n: 1 })]);
    await submit(chain, draft.versionId);
    const world = new World(test.db);
    const newcomer = await world.person('Nora Newcomer', 'tester');
    const [first, second] = [
      await world.person('Ada Both', 'test_executive', 'admin'),
      await world.person('Bo Both', 'test_executive', 'admin'),
    ];
    const changeBy = async (changer: Person, role: 'tester' | 'report_owner'): Promise<string> => {
      await setRoles(test.db, { id: changer.userId, role: 'admin' }, { userId: newcomer.userId, roles: [{ role }] });
      const change = await test.db.prisma.rightsChange.findFirstOrThrow({ where: { byId: changer.userId }, orderBy: { at: 'desc' } });
      return change.id;
    };
    const changes = [await changeBy(first, 'report_owner'), await changeBy(second, 'tester')];
    for (const changer of [first, second])
      expect(await decide(chain, changer, draft.versionId, 'approve')).toMatchObject({ outcome: 'refused', code: 'rights_unconfirmed' });
    await confirmRights(test.db, chain.scenario.admin, { changeId: changes[0] ?? '' });
    expect(await decide(chain, first, draft.versionId, 'approve')).toMatchObject({ outcome: 'applied', detail: 'waiting' });
    await breakGlass(test.db, second, { changeId: changes[1] ?? '', reason: 'Everybody else is away' });
    expect(await decide(chain, second, draft.versionId, 'approve')).toMatchObject({ outcome: 'applied', detail: 'approved' });
    const told = await test.db.prisma.auditEvent.findFirstOrThrow({ where: { versionId: draft.versionId, kind: 'version_approved' } });
    expect(JSON.stringify(told.changes)).toContain('Everybody else is away');
  });
});
