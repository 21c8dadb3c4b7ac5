import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { personToken } from '#domain/people/person-token';
import { all } from '#domain/phase/filters';
import { pendingVersion } from '../../../test/support/pending-version';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { draftOf } from '../../../test/support/sample-drafts';
import { decide } from '../../../test/support/world/chain';
import { reviewRequest, sampleVersions } from './preparation.queries';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

it('a preparer is told what the reviewer turned down, and which records to add, in the order that they asked', async () => {
  const { chain, draft } = await pendingVersion(test.db);
  const { owner } = chain.scenario;
  const filter = all({ field: 'lob', operator: 'is', values: ['Retail'] });
  const { commandId } = await decide(chain, owner, draft.versionId, 'request_changes', {
    comment: 'More of Retail.',
    verdicts: [
      { itemKey: 'b', verdict: 'rejected', reason: 'Wrong line' },
      { itemKey: 'a', verdict: 'accepted' },
    ],
    additions: [
      { itemKey: 'z', reason: 'The largest' },
      { filter, count: 3 },
    ],
  });
  expect(await reviewRequest(test.db.pool, commandId)).toEqual({
    by: personToken(owner.userId),
    comment: 'More of Retail.',
    rejected: [{ itemKey: 'b', reason: 'Wrong line' }],
    additions: [
      { ordinal: 1, itemKey: 'z', filter: null, count: null, reason: 'The largest' },
      { ordinal: 2, itemKey: null, filter, count: 3, reason: '' },
    ],
  });
  await expect(reviewRequest(test.db.pool, randomUUID())).rejects.toThrow('no such command');
});

it('versions of Sample Selection are listed oldest first, or one by its id, and none of another phase', async () => {
  const [older, newer] = [await pendingVersion(test.db), await pendingVersion(test.db)];
  const planning = await draftOf(test, 'planning', []);
  const every = await sampleVersions(test.db.pool, null);
  expect(every.slice(-2)).toEqual([older.draft.versionId, newer.draft.versionId]);
  expect(every).not.toContain(planning.versionId);
  expect(await sampleVersions(test.db.pool, older.draft.versionId.toUpperCase())).toEqual([older.draft.versionId]);
  expect(await sampleVersions(test.db.pool, planning.versionId)).toEqual([]);
  expect(await sampleVersions(test.db.pool, 'no id')).toEqual([]);
});
