import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { draftOf, samples } from '../../../test/support/sample-drafts';
import { submit } from '../../../test/support/world/chain';
import { readItems } from '../version/items.queries';
import { versionOfComment } from '../version/version-target.queries';
import { addComment } from './add-comment.commands';
import { resolveComment } from './resolve-comment.commands';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

describe('comments', () => {
  it('stand on version, item or cell, answers where their comment stands, and are resolved once', async () => {
    const { chain, versionId } = await draftOf(test, 'sample-selection', samples(1));
    await submit(chain, versionId);
    const { owner, tester } = chain.scenario;
    const { commentId } = await addComment(test.db, owner.actor, {
      versionId,
      itemKey: 'K0',
      field: 'lob',
      parentId: null,
      body: 'Why Retail?',
    });
    const answer = await addComment(test.db, tester.actor, {
      versionId,
      itemKey: null,
      field: null,
      parentId: commentId,
      body: 'By the map.',
    });
    expect(await test.db.prisma.reviewComment.findUniqueOrThrow({ where: { id: answer.commentId } })).toMatchObject({
      itemKey: 'K0',
      field: 'lob',
      parentId: commentId,
    });
    await resolveComment(test.db, owner.actor, { commentId });
    await resolveComment(test.db, tester.actor, { commentId });
    expect(await test.db.prisma.reviewComment.findUniqueOrThrow({ where: { id: commentId } })).toMatchObject({
      resolvedById: owner.userId,
    });
    expect(await test.db.prisma.auditEvent.count({ where: { versionId, kind: 'comment_resolved' } })).toBe(1);
    await expect(
      addComment(test.db, owner.actor, { versionId, itemKey: null, field: null, parentId: randomUUID(), body: 'x' }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });

  it('are counted beside the row they stand on while they are open, answers not', async () => {
    const { chain, versionId } = await draftOf(test, 'sample-selection', samples(2));
    await submit(chain, versionId);
    const { owner, tester } = chain.scenario;
    const on = (itemKey: string, parentId: string | null, body: string) =>
      addComment(test.db, owner.actor, { versionId, itemKey, field: null, parentId, body });
    const open = async () => (await readItems(test.db, tester, { versionId })).rows.map((row) => [row.key, row.openComments]);
    const { commentId } = await on('K1', null, 'Why?');
    await on('K1', null, 'And why this?');
    await on('K1', commentId, 'By the map.');
    expect(await open()).toEqual([
      ['K0', 0],
      ['K1', 2],
    ]);
    await resolveComment(test.db, owner.actor, { commentId });
    expect(await open()).toEqual([
      ['K0', 0],
      ['K1', 1],
    ]);
  });

  it('are found with the version they stand on', async () => {
    const { chain, versionId } = await draftOf(test, 'sample-selection', samples(1));
    await submit(chain, versionId);
    const { commentId } = await addComment(test.db, chain.scenario.owner.actor, {
      versionId,
      itemKey: null,
      field: null,
      parentId: null,
      body: 'Fine.',
    });
    expect(await versionOfComment(test.db.pool, commentId)).toBe(versionId);
    await expect(versionOfComment(test.db.pool, randomUUID())).rejects.toMatchObject({ code: 'not_found' });
  });
});
