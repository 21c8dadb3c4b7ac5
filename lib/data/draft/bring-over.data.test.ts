import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ItemData } from '#domain/item/json';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { type ChainHandle, decide, makeChain, makeDraft, put, send, submit } from '../../../test/support/world/chain';
import { makeScenario } from '../../../test/support/world/scenario';
import { probeContent, readFacts } from '../log/version-content.queries';
import { bringOver } from './bring-over.commands';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

const SAMPLE: ItemData = {
  values: { ID: '1' },
  lob: 'Retail',
  category: 'clean',
  stratum: null,
  attributeInFocus: null,
  rationale: '',
  origins: [{ source: 'rule', draw: '$draw/001', by: null }],
  recommendedBy: null,
  decision: 'include',
  decisionReason: '',
  answer: '',
  requestedBy: null,
  requestReason: '',
  turnedDownBy: null,
  turnedDownReason: '',
};
const DRAW: ItemData = { method: 'random', seed: 's' };

/** A rejected first version of two samples and a draw, and the draft after it, which holds the first of them as it was. */
async function afterRejection(): Promise<{ chain: ChainHandle; rejected: string; draft: string; number: number }> {
  const chain = await makeChain(await makeScenario(test.db), 'sample-selection');
  const first = await makeDraft(chain, [put('A', SAMPLE), put('B', { ...SAMPLE, rationale: 'Judged.' }), put('$draw/001', DRAW)]);
  await submit(chain, first.versionId);
  expect(await decide(chain, chain.scenario.owner, first.versionId, 'reject', { comment: 'Not this way.' })).toMatchObject({
    outcome: 'applied',
  });
  const second = await makeDraft(chain, [put('A', SAMPLE)], { base: 'empty' });
  return { chain, rejected: first.versionId, draft: second.versionId, number: 2 };
}
const revision = async (versionId: string) => (await test.db.prisma.version.findUniqueOrThrow({ where: { id: versionId } })).editRevision;

describe('bringing over the rows of a rejected version', () => {
  it('puts what the draft lacks into it, undecided, with the draws it rests on; doing it again changes nothing', async () => {
    const { chain, rejected, draft, number } = await afterRejection();
    const by = chain.scenario.tester.actor;
    expect(await bringOver(test.db, by, { versionId: draft, editRevision: await revision(draft), fromVersionId: rejected })).toMatchObject({
      brought: 1,
    });
    const content = await probeContent(test.db.pool, chain.chainId, number, ['A', 'B']);
    expect(content.get('A')?.data).toEqual(SAMPLE);
    expect(content.get('B')?.data).toEqual({ ...SAMPLE, rationale: 'Judged.', decision: null });
    expect((await readFacts(test.db.pool, chain.chainId, number)).get('$draw/001')).toEqual(DRAW);
    expect(await bringOver(test.db, by, { versionId: draft, editRevision: await revision(draft), fromVersionId: rejected })).toMatchObject({
      brought: 0,
    });
    const { rows } = await test.db.pool.query<{ changes: { field: string; to: string }[] }>(
      `select changes from audit_event where version_id = $1 and kind = 'items_edited'`,
      [draft],
    );
    expect(rows.map((row) => row.changes[0])).toMatchObject([{ field: 'brought over', from: 'version 1', to: '1 sample, undecided' }]);
    expect(await test.db.prisma.versionAuthor.count({ where: { versionId: draft, userId: by.id ?? '', how: 'edited' } })).toBe(1);
  });

  it('is refused where a draw was made anew, from a version that stands, and from another phase', async () => {
    const { chain, rejected, draft } = await afterRejection();
    const other = await afterRejection();
    const by = chain.scenario.tester.actor;
    const from = async (fromVersionId: string) =>
      await bringOver(test.db, by, { versionId: draft, editRevision: await revision(draft), fromVersionId });
    await expect(from(other.rejected)).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(from(draft)).rejects.toMatchObject({ code: 'invalid_input' });
    await send(chain, chain.scenario.tester, 'discard_version', { versionId: draft });
    const third = await makeDraft(chain, [put('$draw/001', { ...DRAW, seed: 'another' })], { base: 'empty' });
    await expect(bringOver(test.db, by, { versionId: third.versionId, editRevision: 0, fromVersionId: rejected })).rejects.toMatchObject({
      code: 'invalid_input',
      detail: expect.stringContaining('Draw 001 was made anew') as string,
    });
    expect((await probeContent(test.db.pool, chain.chainId, 3, ['B'])).size).toBe(0);
  });
});
