import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { personToken } from '#domain/people/person-token';
import { WORK_KINDS, type WorkKind } from '#domain/version/commands';
import { SAMPLE } from '../../../test/support/draft-items';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres';
import { type ChainHandle, decide, makeChain, makeDraft, put, send, submit } from '../../../test/support/world/chain';
import { ownersChain } from '../../../test/support/world/lane';
import { makeScenario } from '../../../test/support/world/scenario';
import { type Person, World } from '../../../test/support/world/world';
import { authorsSinceApproval } from '../chain/locked-chain';
import { recordUpload } from '../files/uploads.commands';
import { inTransaction } from '../sql/connection';
import { originOfWork } from './authors';
import { bringOver } from './bring-over.commands';
import { editByFilter } from './edit-by-filter.commands';
import { editItems } from './edit-items.commands';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

/** A report whose testing passed from `earlier` to the scenario's tester, who brings what `earlier` wrote into a later draft. */
interface Stage {
  chain: ChainHandle;
  earlier: Person;
  now: Person;
}

async function stage(): Promise<Stage> {
  const scenario = await makeScenario(test.db);
  const chain = await makeChain(scenario, 'sample-selection');
  return { chain, earlier: scenario.tester, now: await new World(test.db).person('Nora Next', 'tester') };
}

async function handOn({ chain, now }: Stage): Promise<void> {
  await test.db.prisma.cycleReport.update({ where: { id: chain.scenario.cycleReportId }, data: { testerId: now.userId } });
}

const revision = async (versionId: string) => (await test.db.prisma.version.findUniqueOrThrow({ where: { id: versionId } })).editRevision;

async function authorsOf(versionId: string): Promise<string[]> {
  const rows = await test.db.prisma.versionAuthor.findMany({ where: { versionId } });
  return [...new Set(rows.map(({ userId }) => userId))].sort();
}

const everybody = ({ earlier, now }: Stage) => [earlier.userId, now.userId].sort();

/**
 * Every way by which rows come into a version, by the file that merges them. Each brings something in as `now`, of which `earlier`
 * may have written a part, and answers the version with the people who must be its authors.
 */
const WAYS: Readonly<Record<string, Readonly<Record<string, (at: Stage) => Promise<{ versionId: string; authors: string[] }>>>>> = {
  'draft/edit-items.commands.ts': {
    'an edit by hand': async (at) => {
      const { versionId } = await makeDraft(at.chain, [put('A', SAMPLE)]);
      await editItems(test.db, at.now.actor, { versionId, editRevision: 0, edits: [{ key: 'A', set: { lob: 'Cards' } }] });
      return { versionId, authors: [at.now.userId] };
    },
  },
  'draft/edit-by-filter.commands.ts': {
    'a bulk edit': async (at) => {
      const { versionId } = await makeDraft(at.chain, [put('A', SAMPLE)]);
      await editByFilter(test.db, at.now.actor, { versionId, editRevision: 0, filter: { all: [] }, set: { lob: 'Cards' } });
      return { versionId, authors: [at.now.userId] };
    },
  },
  'draft/bring-over.commands.ts': {
    'rows of a version that was turned down, though another was approved since': async (at) => {
      const first = await makeDraft(at.chain, [put('A', SAMPLE)]);
      const edits = [{ key: 'A', set: { rationale: 'Judged.' } }];
      await editItems(test.db, at.earlier.actor, { versionId: first.versionId, editRevision: 0, edits });
      await submit(at.chain, first.versionId);
      await decide(at.chain, at.chain.scenario.owner, first.versionId, 'reject');
      await handOn(at);
      const second = await makeDraft(at.chain, [put('B', SAMPLE)], { base: 'empty' });
      await send(at.chain, at.now, 'submit_version', { versionId: second.versionId });
      await decide(at.chain, at.chain.scenario.owner, second.versionId, 'approve');
      await send(at.chain, at.now, 'reopen_phase', { comment: 'More.' });
      const third = await makeDraft(at.chain, []);
      const input = { versionId: third.versionId, editRevision: await revision(third.versionId), fromVersionId: first.versionId };
      expect(await bringOver(test.db, at.now.actor, input)).toMatchObject({ brought: 1 });
      return { versionId: third.versionId, authors: everybody(at) };
    },
  },
  'chain/work.transitions.ts': {
    'an import of a file that somebody else had uploaded in an earlier cycle of the report': async (at) => {
      const { versionId } = await makeDraft(at.chain, [put('A', SAMPLE)]);
      const sha256 = randomUUID().replaceAll('-', '').repeat(2);
      const { reportId } = at.chain.scenario;
      const cycleId = await new World(test.db).cycle(`2025 ${randomUUID()}`, '2025-01-01', '2025-12-31');
      const { id: cycleReportId } = await test.db.prisma.cycleReport.create({ data: { cycleId, reportId, testerId: at.earlier.userId } });
      await recordUpload(test.db, at.earlier.actor, { cycleReportId, sha256, size: 1, fileName: 'a.csv', mediaType: 'text/csv' });
      await handOn(at);
      const payload = { kind: 'import' as const, params: { dataSha256: sha256 } };
      expect(await send(at.chain, at.now, 'request_work', { versionId, payload })).toMatchObject({ outcome: 'applied' });
      return { versionId, authors: everybody(at) };
    },
    ...Object.fromEntries(
      WORK_KINDS.map((kind) => [
        `${kind}, of a file that somebody else had uploaded where it reads one`,
        async (at: Stage) => {
          const { versionId } = await makeDraft(at.chain, [put('A', SAMPLE)]);
          const sha256 = randomUUID().replaceAll('-', '').repeat(2);
          const { cycleReportId } = at.chain.scenario;
          await recordUpload(test.db, at.earlier.actor, { cycleReportId, sha256, size: 1, fileName: 'a.csv', mediaType: 'text/csv' });
          await handOn(at);
          const named = FILES_OF_WORK[kind];
          const params = Object.fromEntries(named.map((name) => [name, sha256]));
          expect(await send(at.chain, at.now, 'request_work', { versionId, payload: { kind, params } })).toMatchObject({
            outcome: 'applied',
          });
          return { versionId, authors: named.length > 0 ? everybody(at) : [at.now.userId] };
        },
      ]),
    ),
  },
  'chain/record-version.ts': {
    'changes recorded in a lane, whose first listing is nobody’s': async ({ chain: { scenario } }) => {
      const { id: lobId, name } = await test.db.prisma.lob.create({ data: { name: `Line ${scenario.cycleReportId}` } });
      const world = new World(test.db);
      const executive = await world.person('Dana Data', { role: 'data_executive', lobId });
      const owner = await world.person('Olaf Owner', 'data_owner');
      const lane = await ownersChain(scenario, name, ['A'], 'scoping');
      const listed = await test.db.prisma.version.findFirstOrThrow({ where: { chainId: lane.chainId } });
      expect(await authorsOf(listed.id)).toEqual([]);
      const item = await test.db.prisma.versionItem.findFirstOrThrow({ where: { chainId: lane.chainId } });
      const seenHash = Buffer.from(item.hash ?? []).toString('hex');
      await send(lane, executive, 'record_changes', {
        changes: [{ itemKey: 'A', seenHash, fields: { owner: personToken(owner.userId) } }],
      });
      const recorded = await test.db.prisma.version.findFirstOrThrow({ where: { chainId: lane.chainId, status: 'approved' } });
      return { versionId: recorded.id, authors: [executive.userId] };
    },
  },
  'chain/version.transitions.ts': {
    'a revision of what was turned down: its authors stand until the next approval': async (at) => {
      const first = await makeDraft(at.chain, [put('A', SAMPLE)]);
      await submit(at.chain, first.versionId);
      await decide(at.chain, at.chain.scenario.owner, first.versionId, 'request_changes');
      await handOn(at);
      const second = await makeDraft(at.chain, []);
      expect(await authorsOf(second.versionId)).toEqual([]);
      await send(at.chain, at.now, 'submit_version', { versionId: second.versionId });
      const everyone = await inTransaction(test.db, (sql) => authorsSinceApproval(sql, at.chain.chainId));
      expect(everyone.sort()).toEqual(everybody(at));
      return { versionId: second.versionId, authors: [at.now.userId] };
    },
  },
};

/** The parameters of each kind of long work that name files. */
const FILES_OF_WORK: Record<WorkKind, string[]> = {
  import: ['dataSha256', 'dictionarySha256'],
  'import-rules': ['sha256'],
  profile: [],
  draw: [],
  refresh: [],
};

/** Files of lib/data that put rows into a version. */
function merging(): string[] {
  const files = readdirSync('lib/data', { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll('\\', '/'));
  return files
    .filter(
      (file) =>
        file.endsWith('.ts') &&
        !file.includes('.test.') &&
        !['draft/draft-edit.ts', 'log/merge-items.ts', 'log/stage-items.ts'].includes(file),
    )
    .filter((file) => /\b(mergeChanges|mergeItems|copyFirstItems)\(/.test(readFileSync(`lib/data/${file}`, 'utf8')))
    .sort();
}

describe('whoever wrote rows is an author of the draft they come into', () => {
  it('is tried for every file that puts rows into a version', () => {
    expect(Object.keys(WAYS).sort()).toEqual(merging());
  });

  const ways = Object.entries(WAYS).flatMap(([file, named]) => Object.entries(named).map(([name, run]) => ({ name, file, run })));
  it.each(ways)('$name', async ({ run }) => {
    const { versionId, authors } = await run(await stage());
    expect(await authorsOf(versionId)).toEqual([...authors].sort());
  });

  it('finds the files that a work reads by their hashes, wherever in its parameters', () => {
    expect(originOfWork({ name: 'a', dataSha256: 'a'.repeat(64), other: 'b'.repeat(64) })).toEqual({
      from: 'files',
      sha256s: ['a'.repeat(64), 'b'.repeat(64)],
    });
    expect(originOfWork({ name: 'a', seed: 'b' })).toEqual({ from: 'hand' });
  });
});
