import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { type ChainHandle, type DraftHandle, decide, makeChain, makeDraft, put, submit } from '../../../test/support/world/chain';
import { makeScenario } from '../../../test/support/world/scenario';
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
