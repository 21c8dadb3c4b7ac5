import { beforeEach, describe, expect, it } from 'vitest';
import { readInbox } from '#data/desk/inbox.queries';
import { commitmentToOwnName } from '#data/people/own-name.queries';
import { verifyDecisions } from '#data/record/verify-decisions';
import { recordRendition } from '#data/reporting/record-rendition.commands';
import { readVersion } from '#data/version/version.queries';
import { textHash } from '#domain/item/canonical-json';
import { CONSENT_TEXT } from '#domain/version/consent';
import { prepareDraft } from '../../../test/support/preparing';
import { onSnapshot } from '../../../test/support/signed-world';
import { storesOfThisFile } from '../../../test/support/stores';
import { type ChainHandle, decide, GATED, send, submit } from '../../../test/support/world/chain';
import { type ObservedLine } from '../../../test/support/world/observed-line';
import { observe, SIGNOFF, submittedReport, testedLine } from '../../../test/support/world/reported-line';
import { makeScenario, type Scenario } from '../../../test/support/world/scenario';
import { openAll, signatureOf } from '../../../test/support/world/signing';
import type { Person } from '../../../test/support/world/world';
import { World } from '../../../test/support/world/world';

const stores = storesOfThisFile();
const PDF = 'cd'.repeat(32);

let scenario: Scenario;
let line: ObservedLine;
let count = 0;
beforeEach(async () => {
  scenario = await makeScenario(stores.db);
  count += 1;
  line = await testedLine(scenario, `Signed line ${count}`);
  await observe(line, stores.storage);
});

const pending = async (policy = SIGNOFF) => await submittedReport(scenario, stores.storage, policy);
const signatures = async (versionId: string) =>
  await stores.db.prisma.signature.findMany({ where: { versionId }, orderBy: { signedAt: 'asc' } });
const tasks = async (person: Person) =>
  (await readInbox(stores.db, person, { tab: 'waiting' })).rows.filter(({ phase }) => phase === 'final-report').map(({ task }) => task);

const disagreeing = async () =>
  (await onSnapshot(stores.db, (sql) => verifyDecisions(sql, { cycleReportIds: [scenario.cycleReportId], installation: false }))).problems;

/** Signs with what is said, without anything being opened for it. */
async function sign(chain: ChainHandle, by: Person, versionId: string, more: Partial<Awaited<ReturnType<typeof signatureOf>>> = {}) {
  const payload = { decision: 'sign' as const, signature: { ...(await signatureOf(scenario, by)), ...more } };
  return await send(chain, by, 'decide_version', { versionId, payload });
}

describe('a final report', () => {
  it('is signed by three different people, whoever prepared it among them as tester, each at the version’s hash', async () => {
    const { chain, versionId } = await pending();
    const { tester, executive, owner } = scenario;
    expect([await tasks(tester), await tasks(executive), await tasks(owner)]).toEqual([['Sign'], ['Sign'], ['Sign']]);
    expect(await decide(chain, tester, versionId, 'sign')).toMatchObject({ outcome: 'applied', detail: 'waiting' });
    expect([await tasks(tester), await tasks(executive)]).toEqual([[], ['Sign']]);
    expect(await decide(chain, executive, versionId, 'sign')).toMatchObject({ detail: 'waiting' });
    expect(await decide(chain, owner, versionId, 'sign')).toMatchObject({ detail: 'approved' });
    const { versionHash, status } = await stores.db.prisma.version.findUniqueOrThrow({ where: { id: versionId } });
    expect(status).toBe('approved');
    const signed = await signatures(versionId);
    expect(signed.map(({ userId, userRole }) => [userId, userRole])).toEqual([
      [tester.userId, 'tester'],
      [executive.userId, 'test_executive'],
      [owner.userId, 'report_owner'],
    ]);
    for (const one of signed) {
      expect(one).toMatchObject({ versionHash, consentSha256: textHash(CONSENT_TEXT), pdfSha256: null });
      expect(one.openedAt.getTime()).toBeLessThanOrEqual(one.signedAt.getTime());
    }
    expect(await disagreeing()).toEqual([]);
  });

  it('takes a signature once its version and each significant matter are opened, its words agreed to and the own name typed', async () => {
    const { chain, versionId } = await pending();
    const { executive, owner } = scenario;
    expect(await send(chain, executive, 'decide_version', { versionId, payload: { decision: 'sign' } })).toMatchObject({
      code: 'consent_missing',
    });
    expect(await sign(chain, executive, versionId, { consentSha256: textHash('Yes.') })).toMatchObject({ code: 'consent_missing' });
    const anothers = await commitmentToOwnName(stores.db.pool, owner, owner.name);
    expect(await sign(chain, executive, versionId, { nameCommitment: anothers })).toMatchObject({ code: 'name_differs' });
    expect(await sign(chain, executive, versionId)).toMatchObject({ code: 'not_opened' });
    const matters = await openAll(scenario, executive, versionId, () => false);
    expect(matters).toHaveLength(1);
    const refused = await sign(chain, executive, versionId);
    expect(refused).toMatchObject({ code: 'matters_not_opened' });
    expect(refused.detail).toContain('low instead of');
    await openAll(scenario, owner, versionId);
    expect(await sign(chain, executive, versionId)).toMatchObject({ code: 'matters_not_opened' });
    await openAll(scenario, executive, versionId);
    expect(await sign(chain, executive, versionId)).toMatchObject({ outcome: 'applied' });
    expect(await signatures(versionId)).toHaveLength(1);
  });

  it('is not signed in another role by whoever prepared it, nor twice in one role', async () => {
    const { chain, versionId } = await pending();
    const { tester, executive } = scenario;
    await stores.db.prisma.roleAssignment.create({ data: { userId: tester.userId, role: 'test_executive' } });
    expect(await decide(chain, tester, versionId, 'sign')).toMatchObject({ outcome: 'applied' });
    expect((await signatures(versionId)).map(({ userRole }) => userRole)).toEqual(['tester']);
    expect(await decide(chain, tester, versionId, 'sign')).toMatchObject({ code: 'already_voted' });
    const second = await new World(stores.db).person('Tara Second', 'test_executive');
    expect(await tasks(second)).toEqual(['Sign']);
    await decide(chain, executive, versionId, 'sign');
    expect(await tasks(second)).toEqual([]);
    expect(await decide(chain, second, versionId, 'sign')).toMatchObject({ code: 'not_the_approver' });
  });

  it('goes back when any signer asks for changes, and what was signed counts for nothing else', async () => {
    const { chain, versionId } = await pending();
    const { tester, executive, owner } = scenario;
    await decide(chain, tester, versionId, 'sign');
    expect(await decide(chain, executive, versionId, 'request_changes', { comment: '' })).toMatchObject({ code: 'comment_required' });
    expect(await decide(chain, executive, versionId, 'request_changes')).toMatchObject({ detail: 'changes_requested' });
    expect(await decide(chain, owner, versionId, 'sign')).toMatchObject({ code: 'already_decided' });
    const next = await prepareDraft(chain, stores.storage, 'final-report');
    await submit(chain, next, {}, GATED);
    const view = await readVersion(stores.db, owner, { versionId: next });
    expect(view.approval).toMatchObject({ have: 0, need: 3 });
    for (const person of [owner, executive]) await decide(chain, person, next, 'sign');
    expect(await stores.db.prisma.version.findUniqueOrThrow({ where: { id: next } })).toMatchObject({ status: 'pending_approval' });
    expect(await decide(chain, tester, next, 'sign')).toMatchObject({ detail: 'approved' });
    expect([(await signatures(versionId)).length, (await signatures(next)).length]).toEqual([1, 3]);
    expect(await disagreeing()).toEqual([]);
  });

  it('is not signed once something below it was opened again', async () => {
    const { chain, versionId } = await pending();
    await send(line.observations, scenario.tester, 'reopen_phase', { comment: 'One more.' });
    await prepareDraft(line.observations, stores.storage, 'observation-management');
    const refused = await decide(chain, scenario.executive, versionId, 'sign');
    expect(refused).toMatchObject({ code: 'gates_open' });
    expect(refused.detail).toContain(`Observation Management (${line.key}), version 2 is a draft.`);
    expect(await signatures(versionId)).toEqual([]);
  });

  it('waits for its document where the policy asks for one, and is signed with the hash of that', async () => {
    const { chain, versionId } = await pending({ ...SIGNOFF, rendition: 'pdf/1' });
    const { executive, owner } = scenario;
    expect(await decide(chain, executive, versionId, 'sign')).toMatchObject({ code: 'not_rendered' });
    await recordRendition(stores.db, { versionId, recipe: 'pdf/1', sha256: PDF, size: 1 });
    await recordRendition(stores.db, { versionId, recipe: 'pdf/1', sha256: PDF, size: 1 });
    const another = { versionId, recipe: 'pdf/1', sha256: 'ab'.repeat(32), size: 1 };
    await expect(recordRendition(stores.db, another)).rejects.toThrow('another document');
    expect(await decide(chain, executive, versionId, 'sign')).toMatchObject({ code: 'stale_content' });
    expect(await sign(chain, executive, versionId, { pdfSha256: PDF })).toMatchObject({ outcome: 'applied' });
    expect(await signatures(versionId)).toMatchObject([{ pdfSha256: PDF }]);
    await openAll(scenario, owner, versionId);
    expect(await sign(chain, owner, versionId, { pdfSha256: 'ab'.repeat(32) })).toMatchObject({ code: 'stale_content' });
  });
});
