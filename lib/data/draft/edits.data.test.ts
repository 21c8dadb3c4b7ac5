import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { itemHash } from '#domain/item/canonical-json';
import { ATTRIBUTE, SAMPLE } from '../../../test/support/draft-items';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { draftOf, samples } from '../../../test/support/sample-drafts';
import { decide, drain, send, submit } from '../../../test/support/world/chain';
import { answerOf } from '../../../test/support/world/scenario';
import { insertCommand } from '../chain/command.commands';
import { markOpened } from '../version/mark-opened.commands';
import { editByFilter } from './edit-by-filter.commands';
import { editItems } from './edit-items.commands';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

describe('editing a draft', () => {
  it('writes content, author and trail together and answers the new revision and hashes', async () => {
    const { chain, versionId } = await draftOf(test, 'sample-selection', samples(2));
    const { tester } = chain.scenario;
    const data = { ...SAMPLE, values: { ID: '0' }, decision: 'include' };
    const done = await editItems(test.db, tester.actor, {
      versionId,
      editRevision: 0,
      edits: [{ key: 'K0', set: { decision: 'include' } }],
      commandLabel: 'Include',
    });
    expect(done).toEqual({ editRevision: 1, hashes: { K0: itemHash(data) } });
    const item = await test.db.prisma.versionItem.findFirstOrThrow({ where: { chainId: chain.chainId, itemKey: 'K0' } });
    expect(item.data).toEqual(data);
    expect(await test.db.prisma.versionAuthor.findMany({ where: { versionId }, select: { userId: true, how: true } })).toEqual([
      { userId: tester.userId, how: 'edited' },
    ]);
    const event = await test.db.prisma.auditEvent.findFirstOrThrow({ where: { versionId, kind: 'items_edited' } });
    expect(event.changes).toEqual([
      { field: 'action', from: null, to: 'Include' },
      { field: 'K0: decision', from: null, to: 'include' },
    ]);
  });

  it('lets one of two people who saw the same revision through', async () => {
    const { chain, versionId } = await draftOf(test, 'sample-selection', samples(1));
    const edit = (decision: string) =>
      editItems(test.db, chain.scenario.tester.actor, {
        versionId,
        editRevision: 0,
        edits: [{ key: 'K0', set: { decision } }],
      }).then(
        () => 'done',
        (error: { code: string }) => error.code,
      );
    const outcomes = await Promise.all([edit('include'), edit('exclude'), edit('include')]);
    expect(outcomes.sort()).toEqual(['done', 'stale_revision', 'stale_revision']);
  });

  it('keeps what is not the tester’s to edit', async () => {
    const { chain, versionId } = await draftOf(test, 'sample-selection', samples(1));
    const by = chain.scenario.tester.actor;
    const base = { ...SAMPLE, values: { ID: '0' } };
    const attempt = (edits: Parameters<typeof editItems>[2]['edits']) => editItems(test.db, by, { versionId, editRevision: 0, edits });
    await expect(attempt([{ key: 'K0', set: { values: { ID: 'forged' } } }])).rejects.toMatchObject({
      code: 'not_permitted',
    });
    await expect(attempt([{ key: 'K0', set: { origins: [] } }])).rejects.toMatchObject({ code: 'not_permitted' });
    await expect(attempt([{ key: 'K0', remove: true }])).rejects.toMatchObject({ code: 'not_permitted' });
    await expect(attempt([{ key: 'made up', put: base }])).rejects.toMatchObject({ code: 'not_permitted' });
    await expect(attempt([{ key: '$draw/001', put: {} }])).rejects.toMatchObject({ code: 'not_permitted' });
    await expect(attempt([{ key: 'K0', set: { decision: 'perhaps' } }])).rejects.toMatchObject({
      code: 'invalid_input',
    });
    await expect(attempt([{ key: 'K0', set: { decisionReason: 'x\0' } }])).rejects.toMatchObject({
      code: 'invalid_input',
    });
    expect((await test.db.prisma.version.findUniqueOrThrow({ where: { id: versionId } })).editRevision).toBe(0);
  });

  it('refuses a key that looks like another, in words, and keeps nothing of the edit', async () => {
    const { chain, versionId } = await draftOf(test, 'planning', [['A', ATTRIBUTE]]);
    const by = chain.scenario.tester.actor;
    const put = (key: string) => editItems(test.db, by, { versionId, editRevision: 0, edits: [{ key, put: { ...ATTRIBUTE, code: key } }] });
    await expect(put('A\u200b')).rejects.toMatchObject({
      code: 'invalid_input',
      detail: 'The key AU+200B holds a character that cannot be seen (U+200B).',
    });
    await expect(put('A\u0308')).rejects.toMatchObject({ detail: expect.stringContaining('is not in normal form NFC') });
    expect(await test.db.prisma.versionItem.count({ where: { chainId: chain.chainId } })).toBe(1);
  });

  it('lets attributes be added and removed by hand, and going there and back leaves no row', async () => {
    const { chain, versionId } = await draftOf(test, 'planning', [['A', ATTRIBUTE]]);
    const by = chain.scenario.tester.actor;
    await editItems(test.db, by, {
      versionId,
      editRevision: 0,
      edits: [{ key: 'B', put: { ...ATTRIBUTE, code: 'B', column: null } }],
    });
    await editItems(test.db, by, { versionId, editRevision: 1, edits: [{ key: 'B', remove: true }] });
    expect(await test.db.prisma.versionItem.findMany({ where: { chainId: chain.chainId }, select: { itemKey: true } })).toEqual([
      { itemKey: 'A' },
    ]);
  });

  it('in bulk changes what the filter matches and can be undone', async () => {
    const { chain, versionId } = await draftOf(test, 'sample-selection', samples(5));
    const by = chain.scenario.tester.actor;
    const filter = { all: [{ field: 'values.ID', operator: 'in' as const, values: ['1', '3'] }] };
    const done = await editByFilter(test.db, by, { versionId, editRevision: 0, filter, set: { decision: 'include' } });
    expect(done).toMatchObject({ editRevision: 1, changed: 2 });
    expect((await editByFilter(test.db, by, { versionId, editRevision: 1, filter, set: { decision: 'include' } })).changed).toBe(0);
    await editItems(test.db, by, { versionId, editRevision: 2, edits: done.undo });
    const { rowCount } = await test.db.pool.query(`select from version_item where chain_id = $1 and data ->> 'decision' is not null`, [
      chain.chainId,
    ]);
    expect(rowCount).toBe(0);
    await expect(editByFilter(test.db, by, { versionId, editRevision: 3, filter, set: { requestedBy: 'me' } })).rejects.toMatchObject({
      code: 'not_permitted',
    });
  });
});

describe('an edit against a submission', () => {
  it('is either part of what was submitted or refused, never lost and never late', async () => {
    for (let round = 0; round < 6; round += 1) {
      const { chain, versionId } = await draftOf(test, 'sample-selection', samples(1));
      const { tester } = chain.scenario;
      const commandId = randomUUID();
      await insertCommand(test.db, tester.actor, {
        commandId,
        kind: 'submit_version',
        targetId: chain.chainId,
        versionId,
        seenEditRevision: 0,
      });
      const [edited] = await Promise.all([
        editItems(test.db, tester.actor, { versionId, editRevision: 0, edits: [{ key: 'K0', set: { decision: 'include' } }] }).then(
          () => 'edited',
          (error: { code: string }) => error.code,
        ),
        drain(chain),
      ]);
      const receipt = await answerOf(test.db, commandId);
      expect([edited, receipt.code ?? receipt.outcome]).toEqual(
        edited === 'edited' ? ['edited', 'stale_revision'] : ['not_a_draft', 'applied'],
      );
      const version = await test.db.prisma.version.findUniqueOrThrow({ where: { id: versionId } });
      if (version.status !== 'draft') {
        const { rows } = await test.db.pool.query<{ same: boolean }>('select content_hash($1, 1) = $2 as same', [
          chain.chainId,
          version.contentHash,
        ]);
        expect(rows[0]?.same).toBe(true);
      }
    }
  });

  it('under fifty autosaves at once neither deadlocks nor loses a revision', async () => {
    const { chain, versionId } = await draftOf(test, 'sample-selection', samples(50));
    const { tester } = chain.scenario;
    const save = async (n: number): Promise<void> => {
      for (;;) {
        const { editRevision } = await test.db.prisma.version.findUniqueOrThrow({ where: { id: versionId } });
        const code = await editItems(test.db, tester.actor, {
          versionId,
          editRevision,
          edits: [{ key: `K${n}`, set: { decision: 'include' } }],
        }).then(
          () => null,
          (error: { code: string }) => error.code,
        );
        if (code === null) return;
        expect(code).toBe('stale_revision');
      }
    };
    await Promise.all(Array.from({ length: 50 }, (_, n) => save(n)));
    expect((await test.db.prisma.version.findUniqueOrThrow({ where: { id: versionId } })).editRevision).toBe(50);
    const { rowCount } = await test.db.pool.query(`select from version_item where chain_id = $1 and data ->> 'decision' = 'include'`, [
      chain.chainId,
    ]);
    expect(rowCount).toBe(50);
  });
});

describe('opened and frozen', () => {
  it('an opening counts for the hash that was opened only', async () => {
    const { chain, versionId } = await draftOf(test, 'sample-selection', samples(1));
    await submit(chain, versionId);
    const version = await test.db.prisma.version.findUniqueOrThrow({ where: { id: versionId } });
    await markOpened(test.db, chain.scenario.owner.actor, { versionId, versionHash: 'ab'.repeat(32) });
    expect(await test.db.prisma.versionOpened.count({ where: { versionId } })).toBe(0);
    await markOpened(test.db, chain.scenario.owner.actor, {
      versionId,
      versionHash: Buffer.from(version.versionHash ?? []).toString('hex'),
    });
    await markOpened(test.db, chain.scenario.owner.actor, {
      versionId,
      versionHash: Buffer.from(version.versionHash ?? []).toString('hex'),
    });
    expect(await test.db.prisma.versionOpened.count({ where: { versionId } })).toBe(1);
  });

  it('a frozen version takes no edits', async () => {
    const { chain, versionId } = await draftOf(test, 'sample-selection', samples(1));
    await submit(chain, versionId);
    const by = chain.scenario.tester.actor;
    const edit = editItems(test.db, by, {
      versionId,
      editRevision: 0,
      edits: [{ key: 'K0', set: { decision: 'include' } }],
    });
    await expect(edit).rejects.toMatchObject({ code: 'not_a_draft' });
    await decide(chain, chain.scenario.owner, versionId, 'approve');
    expect(await send(chain, chain.scenario.tester, 'discard_version', { versionId })).toMatchObject({ code: 'not_a_draft' });
  });
});
