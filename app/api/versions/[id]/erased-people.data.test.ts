import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { disableUser } from '#data/administration/disable-user.commands';
import { eraseUser } from '#data/administration/erase-user.commands';
import { renameUser } from '#data/administration/rename-user.commands';
import { addComment } from '#data/comments/add-comment.commands';
import { readComments } from '#data/comments/comments.queries';
import { resolveComment } from '#data/comments/resolve-comment.commands';
import { readDiff } from '#data/comparison/diff.queries';
import { delegateRole } from '#data/desk/delegations.commands';
import { readTimeline } from '#data/trail/timeline.queries';
import { readTrail } from '#data/trail/trail.queries';
import { readItemHistory } from '#data/version/item-history.queries';
import { readItems } from '#data/version/items.queries';
import { readSummary } from '#data/version/phase-summary.queries';
import { readVersion } from '#data/version/version.queries';
import { ERASED_NAME } from '#domain/people/name-then';
import { personToken } from '#domain/people/person-token';
import { type ActionServers, startActionServers } from '../../../../test/support/action-servers';
import type { TestDatabase } from '../../../../test/support/postgres';
import { as } from '../../../../test/support/server-actions';
import { type ChainHandle, decide, makeChain, makeDraft, put, submit } from '../../../../test/support/world/chain';
import { makeScenario } from '../../../../test/support/world/scenario';
import { type Person, World } from '../../../../test/support/world/world';
import * as diffCsv from './diff.csv/route';

vi.mock('server-only', () => ({}));

let servers: ActionServers;
let database: TestDatabase;
let chain: ChainHandle;
let delegate: Person;
let first: string;
let second: string;

/** Two versions with everything that a page says of who did it: the owner asks for changes, is renamed, and approves by a delegate. */
beforeAll(async () => {
  servers = await startActionServers();
  ({ database } = servers);
  const { db } = database;
  chain = await makeChain(await makeScenario(db));
  const { tester, owner, admin } = chain.scenario;
  delegate = await new World(db).person('Dele Gate', 'report_owner');
  const draft = await makeDraft(chain, [put('a', { code: 'a', turnedDownBy: null }), put('b', { code: 'b', turnedDownBy: null })]);
  first = draft.versionId;
  await submit(chain, first);
  const { commentId } = await addComment(db, owner.actor, { versionId: first, itemKey: 'a', field: null, parentId: null, body: 'Why?' });
  await resolveComment(db, tester.actor, { commentId });
  await decide(chain, owner, first, 'request_changes', { verdicts: [{ itemKey: 'a', verdict: 'rejected', reason: 'No' }] });
  await renameUser(db, admin.actor, { userId: owner.userId, name: 'Rosa Later', email: owner.email, reason: 'Married' });
  second = (await makeDraft(chain, [put('a', { code: 'a', turnedDownBy: personToken(owner.userId) })])).versionId;
  await submit(chain, second);
  const until = new Date().toISOString().slice(0, 10);
  await delegateRole(db, owner, { role: 'report_owner', reportId: null, toId: delegate.userId, until, reason: 'Away' });
  const payload = { decision: 'approve', onBehalfOf: { userId: owner.userId } };
  expect(await decide(chain, delegate, second, 'approve', { payload })).toMatchObject({ outcome: 'applied' });
});
afterAll(() => servers?.stop());

/** All that pages and the export say of the chain and the report. */
async function everythingSaid() {
  const { db } = database;
  const { executive, admin, cycleReportId } = chain.scenario;
  const request = { versionId: second };
  const csv = await as(executive, () => diffCsv.GET(new Request('http://127.0.0.1:3000/api'), { params: Promise.resolve({ id: second }) }));
  return {
    trail: (await readTrail(db, admin, { limit: 500 })).rows,
    timeline: await readTimeline(db.pool, cycleReportId),
    version: await readVersion(db, executive, request),
    comments: await readComments(db, executive, request),
    items: await readItems(db, executive, request),
    history: await readItemHistory(db, executive, { ...request, key: 'a' }),
    difference: await readDiff(db, executive, { ...request, base: first }),
    summary: await readSummary(db, executive, request),
    csv: await csv.text(),
  };
}

describe('what pages and exports say of people', () => {
  it('is the name of its time where it is history, and the present one elsewhere', async () => {
    const said = await everythingSaid();
    expect(said.comments).toMatchObject([{ by: { name: 'Rosa Owner' }, resolved: { by: { name: 'Tess Ter' } } }]);
    expect(said.version.decisions).toMatchObject([
      { by: { name: 'Rosa Owner' }, decision: 'request_changes' },
      { by: { name: 'Dele Gate' }, onBehalfOf: { name: 'Rosa Later' } },
    ]);
    expect(said.items.rows[0]).toMatchObject({ names: { [personToken(chain.scenario.owner.userId)]: 'Rosa Later' } });
    expect(said.csv).toContain('Rosa Later');
    expect(said.timeline.map(({ sentence }) => sentence).filter((sentence) => /^(Rosa|Dele)/.test(sentence))).toEqual([
      'Dele Gate approved Planning, version 2, for Rosa Later',
      'Rosa Owner requested changes to Planning, version 1',
    ]);
    expect(said.trail.map(({ sentence }) => sentence)).toContain('Ada Min renamed Rosa Later');
    // Rows of items say beside a handle whose it is, because they are edited.
    const { items, difference, ...named } = said;
    for (const rows of [items, difference]) expect(JSON.stringify(rows)).toContain('{person:');
    expect(JSON.stringify(named)).not.toContain('{person:');
  });

  it('is an erased person everywhere once they are erased', async () => {
    const { db } = database;
    const { admin, owner, tester, cycleReportId, reportId } = chain.scenario;
    const [heir, next] = [await new World(db).person('Nora New', 'report_owner'), await new World(db).person('Nele Next', 'tester')];
    await disableUser(db, admin.actor, { userId: owner.userId, takeovers: [{ kind: 'owner', id: reportId, toId: heir.userId }] });
    await disableUser(db, admin.actor, { userId: tester.userId, takeovers: [{ kind: 'tester', id: cycleReportId, toId: next.userId }] });
    for (const { userId } of [owner, tester, delegate]) await eraseUser(db, admin.actor, { userId, reason: 'Asked to be forgotten' });
    const said = await everythingSaid();
    for (const name of ['Rosa', 'Tess Ter', 'Dele Gate', owner.email, tester.email]) expect(JSON.stringify(said)).not.toContain(name);
    for (const [place, one] of Object.entries(said))
      expect([place, JSON.stringify(one)]).toEqual([
        place,
        place === 'summary' ? expect.any(String) : expect.stringContaining(ERASED_NAME),
      ]);
    expect(said.timeline.map(({ sentence }) => sentence)).toContain('Erased person approved Planning, version 2, for Erased person');
    expect(said.trail.map(({ sentence }) => sentence)).toContain('Ada Min erased Erased person');
    const byOwner = await readTrail(db, admin, { personId: owner.userId });
    expect(byOwner.rows.map(({ kind }) => kind)).toContain('changes_requested');
    expect(byOwner.people).toContainEqual({ id: owner.userId, name: `Erased person (${owner.userId.slice(0, 8)})` });
  });
});
