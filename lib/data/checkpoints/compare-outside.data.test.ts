import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCommandReceipt } from '#data/chain/command.queries';
import { type Outside, readEvidence } from '#domain/checkpoint/evidence';
import { makeRandom } from '../../../test/support/make-random';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { signed, tamper, testKey, writeEntries } from '../../../test/support/signed-world';
import { decide, makeChain, makeDraft, put, submit } from '../../../test/support/world/chain';
import { makeScenario } from '../../../test/support/world/scenario';
import { compareOutside } from './compare-outside.queries';
import { readCheckpointEvidence } from './evidence.queries';
import { makeCheckpoint } from './make-checkpoint.commands';

let database: TestDatabase;
const key = testKey();
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

async function evidenceOf(number: number): Promise<Outside[]> {
  return readEvidence(`checkpoint ${number}`, JSON.stringify(await readCheckpointEvidence(database.db.pool, number)));
}
const problems = async (evidence: readonly Outside[]) => (await compareOutside(database.db.pool, evidence, key.trusted)).problems;

/** Every table of trail and checkpoints, to be put back as it was: what restoring an older dump comes to. */
const TABLES = ['audit_event', 'stream_head', 'checkpoint_leaf', 'checkpoint'];
const dump = () =>
  tamper(database, ...TABLES.flatMap((table) => [`drop table if exists old_${table}`, `create table old_${table} as table ${table}`]));
const restore = () =>
  tamper(database, ...TABLES.flatMap((table) => [`delete from ${table}`, `insert into ${table} select * from old_${table}`]));

describe('a decider’s receipt', () => {
  it('names the entry of the decision and the checkpoint over it, and finds that the report’s trail was cut', async () => {
    const chain = await makeChain(await makeScenario(database.db));
    const { versionId } = await makeDraft(chain, [put('a', { n: 1 })]);
    await submit(chain, versionId);
    const { commandId } = await decide(chain, chain.scenario.owner, versionId, 'approve');
    const read = () => readCommandReceipt(database.db, chain.scenario.owner, { commandId });
    expect(await read()).toMatchObject({ commandId, checkpoint: null });
    await signed(database.db, key.signer);
    const receipt = await read();
    const { stream, seq, hash } = receipt;
    expect(stream).toBe(`cycle-report/${chain.scenario.cycleReportId}`);
    expect(receipt.checkpoint?.heads).toContainEqual(expect.objectContaining({ stream }));
    const evidence = readEvidence('receipt.json', JSON.stringify(receipt, null, 2));
    expect(await problems(evidence)).toEqual([]);
    await tamper(database, `delete from audit_event where stream = '${stream}' and seq >= ${seq}`);
    expect(await problems(evidence)).toEqual([
      expect.stringMatching(
        new RegExp(
          `^Trail of HMDA LAR .*: entry ${seq} is gone \\(the newest is ${seq - 1}\\); receipt\\.json had ${seq} entries with head ${hash}\\.$`,
        ),
      ),
    ]);
  });

  it('is for whoever may see what was decided, and there once it is', async () => {
    const chain = await makeChain(await makeScenario(database.db));
    const { versionId } = await makeDraft(chain, [put('a', { n: 1 })]);
    const { commandId } = await submit(chain, versionId);
    const stranger = (await makeScenario(database.db)).tester;
    await expect(readCommandReceipt(database.db, stranger, { commandId })).rejects.toMatchObject({ code: 'not_found' });
    await expect(readCommandReceipt(database.db, chain.scenario.tester, { commandId: randomUUID() })).rejects.toMatchObject({
      code: 'not_found',
    });
    expect((await readCommandReceipt(database.db, chain.scenario.tester, { commandId })).commandId).toBe(commandId);
  });
});

describe('a database that an older dump was restored to', () => {
  it('is named as older, and as forked once work has gone on', async () => {
    await writeEntries(database.db, null, 1);
    await makeCheckpoint(database.db, key.signer);
    await dump();
    await writeEntries(database.db, null, 1);
    const number = await signed(database.db, key.signer);
    const outside = await evidenceOf(number);
    expect(await problems(outside)).toEqual([]);
    await restore();
    expect(await problems(outside)).toEqual([
      expect.stringContaining(`its newest checkpoint is ${number - 1}, and checkpoint ${number} holds checkpoint ${number} of 20`),
      expect.stringContaining('Trail of the installation: entry'),
    ]);
    await writeEntries(database.db, null, 1);
    await signed(database.db, key.signer);
    expect(await problems(outside)).toEqual([
      `The history forked at checkpoint ${number}: checkpoint ${number} holds another one than this database.`,
      expect.stringContaining(' is another one than in checkpoint'),
    ]);
  });

  it('names it in every one of 20 seeded tries, and raises no alarm in as many that are clean', async () => {
    const random = makeRandom();
    for (let attempt = 0; attempt < 20; attempt += 1) {
      const reports = [null, randomUUID(), randomUUID()];
      const somewhere = (): string | null => reports[random(reports.length)] ?? null;
      await writeEntries(database.db, somewhere(), 1 + random(3));
      await makeCheckpoint(database.db, key.signer);
      await dump();
      for (let n = random(3); n >= 0; n -= 1) await writeEntries(database.db, somewhere(), 1 + random(2));
      const outside = await evidenceOf(await signed(database.db, key.signer));
      await writeEntries(database.db, somewhere(), random(2));
      await makeCheckpoint(database.db, key.signer);
      expect(await problems(outside), `try ${attempt}, clean`).toEqual([]);
      await restore();
      for (let n = random(3); n > 0; n -= 1) await writeEntries(database.db, somewhere(), 1);
      if (random(2) === 0) await makeCheckpoint(database.db, key.signer);
      expect((await problems(outside)).join('\n'), `try ${attempt}, restored`).toMatch(/older than what left it|forked/);
    }
  });
});
