import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mayMove, VERSION_STATUSES } from '#domain/version/version-status';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { type ChainHandle, makeChain, makeDraft, put, submit } from '../../../test/support/world/chain';
import { makeScenario, type Scenario } from '../../../test/support/world/scenario';

let test: TestDatabase;
let owner: pg.Client;
let scenario: Scenario;

beforeAll(async () => {
  test = await testDatabase();
  owner = new pg.Client({ connectionString: test.ownerUrl });
  await owner.connect();
  scenario = await makeScenario(test.db);
});
afterAll(async () => {
  await owner.end();
  await test.drop();
});

async function frozenChain(): Promise<{ chain: ChainHandle; versionId: string }> {
  const chain = await makeChain(await makeScenario(test.db), 'sample-selection');
  const { versionId } = await makeDraft(chain, [put('a', { n: 1 }), put('b', { n: 2 })]);
  await submit(chain, versionId);
  return { chain, versionId };
}

describe('moves of a version', () => {
  it('are those of the status table, tried one by one against the trigger', async () => {
    const reached = {
      draft: [],
      pending_approval: ['pending_approval'],
      approved: ['pending_approval', 'approved'],
      superseded: ['pending_approval', 'approved', 'superseded'],
      changes_requested: ['pending_approval', 'changes_requested'],
      rejected: ['pending_approval', 'rejected'],
      withdrawn: ['pending_approval', 'withdrawn'],
      discarded: ['discarded'],
    } as const;
    const chain = await makeChain(await makeScenario(test.db), 'sample-selection');
    const { versionId } = await makeDraft(chain, [put('a', { n: 1 })]);
    for (const from of VERSION_STATUSES) {
      for (const to of VERSION_STATUSES.filter((status) => status !== from)) {
        await owner.query('begin');
        for (const status of reached[from]) await owner.query(moveSql(status), [versionId, scenario.tester.userId]);
        const moved = await owner.query(moveSql(to), [versionId, scenario.tester.userId]).then(
          () => true,
          () => false,
        );
        await owner.query('rollback');
        expect(moved, `${from} to ${to}`).toBe(mayMove(from, to));
      }
    }
  });

  it('may stamp nothing else', async () => {
    const { versionId } = await frozenChain();
    for (const column of [
      "note = 'x'",
      'item_count = 9',
      "content_hash = sha256('x')",
      'edit_revision = 9',
      'decided_at = now()',
      'submitted_by_id = null',
      "reason = 'x'",
      'number = 7',
      'parent_id = id',
    ]) {
      await expect(owner.query(`update version set ${column} where id = $1`, [versionId]), column).rejects.toThrow(/may not change/);
    }
    await expect(owner.query(`update version set status = 'approved', note = 'x' where id = $1`, [versionId])).rejects.toThrow(
      /may not change/,
    );
  });
});

/** A move with everything that the target status demands, so that only the move itself can be refused. */
function moveSql(to: string): string {
  const frozen = `item_count = coalesce(item_count, 1), content_hash = coalesce(content_hash, sha256('c')), version_hash = coalesce(version_hash, sha256('v'))`;
  const submitted =
    to === 'pending_approval'
      ? ', submitted_at = coalesce(submitted_at, now()), submitted_by_id = coalesce(submitted_by_id, $2::uuid)'
      : '';
  return to === 'draft'
    ? `update version set status = 'draft' where id = $1 and $2::uuid is not null`
    : `update version set status = '${to}', ${frozen}${submitted} where id = $1 and $2::uuid is not null`;
}
