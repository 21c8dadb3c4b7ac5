import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { addComment } from '#actions/add-comment';
import { markReviewed } from '#actions/mark-reviewed';
import type { Subject } from '#domain/people/permissions';
import { PHASES, type PhaseName } from '#domain/phase/phase-names';
import { type ActionServers, startActionServers } from '../test/support/action-servers';
import { Asking } from '../test/support/confidential/asking';
import {
  CONFIDENTIAL,
  type ConfidentialReport,
  confidentialIn,
  confidentialReport,
  TARGET,
} from '../test/support/confidential/confidential-report';
import { type Call, fieldsOf, LINES } from '../test/support/confidential/lines';
import { shownText } from '../test/support/confidential/shown-text';
import { routeHandlers, serverActions } from '../test/support/endpoints';
import { inputArbitrary } from '../test/support/input-arbitrary';
import { propertyRuns } from '../test/support/property-runs';
import { as } from '../test/support/server-actions';

vi.mock('server-only', () => ({}));
// What is refused is part of the test.
process.env.COUNTERSIGN_LOG_LEVEL = 'silent';

const actions = await serverActions();
const handlers = await routeHandlers();
/** The phases whose versions hold confidential values. */
const HOLDING: readonly PhaseName[] = [
  'planning',
  'data-profiling',
  'sample-selection',
  'request-info',
  'test-execution',
  'observation-management',
];
/** More calls of one handler than this are shared out. */
const MANY = 40;
const everyone = propertyRuns(2, 1).numRuns > 1;
const asking = new Asking(handlers, () => report);
const { counts } = asking;
const ask = asking.ask.bind(asking);
const keysShownTo = asking.keysShownTo.bind(asking);

let servers: ActionServers;
let report: ConfidentialReport;
let uuids: string[];
let commands: string[];
let runs: string[];
beforeAll(async () => {
  servers = await startActionServers();
  await servers.startWorkers();
  const { db } = servers.database;
  report = await confidentialReport({ db, storage: servers.storage });
  const ids = async (sql: string) => (await db.pool.query<{ id: string }>(sql)).rows.map(({ id }) => id);
  commands = await ids('select id::text from command');
  runs = await ids('select id::text from workflow_executions');
  uuids = [
    ...(await ids('select id::text from version union all select id::text from chain union all select id::text from review_comment')),
    report.scenario.cycleReportId,
    report.scenario.reportId,
  ];
}, 300_000);
afterAll(async () => {
  const fields = report.versions.reduce((sum, version) => sum + fieldsOf(version).length, 0);
  const ofPhases = [...byPhase].map(
    ([phase, { without, shown }]) => `${phase} ${without} without the right, ${shown} showing some with it`,
  );
  process.stdout.write(
    `Confidential values: ${counts.calls} calls (${counts.answered} answered, ${counts.refused} refused) of ${handlers.length} handlers and ${actions.length} actions, ${fields} fields of ${report.versions.length} versions, ${report.outsiders.length} people. Answers by phase: ${ofPhases.join('; ')}.\n`,
  );
  await servers?.stop();
});

/** Answers with content by phase: to people without the right, and those that showed confidential values to people with it. */
const byPhase = new Map<string, { without: number; shown: number }>();

function countAnswer(call: Call, of: 'without' | 'shown'): void {
  const phase = report.versions.find(({ id }) => id === call.params?.id)?.phase;
  if (phase === undefined) return;
  const counted = byPhase.get(phase) ?? { without: 0, shown: 0 };
  byPhase.set(phase, { ...counted, [of]: counted[of] + 1 });
}

/** What somebody may read in the versions that a call names. */
function readableIn(who: Subject, { params, query, body }: Call): ReadonlySet<string> {
  const { versionId } = (body ?? {}) as { versionId?: unknown };
  const named = [params?.id, query?.versionId, query?.base, versionId].filter((id) => typeof id === 'string');
  return new Set(named.flatMap((id) => [...report.readable(who, id)]));
}

function expectNothingIn(text: string, of: string, readable: ReadonlySet<string> = new Set()): void {
  const told = confidentialIn(text).find((value) => !readable.has(value)) ?? null;
  expect(told, `${of}: ${told === null ? '' : around(text, told)}`).toBeNull();
  // Whoever reads the values reads how far they lie apart.
  if (!readable.has(TARGET.income)) for (const figure of report.figures) expect(text.includes(figure), `${of} tells ${figure}`).toBe(false);
}

function around(text: string, told: string): string {
  const at = text.indexOf(told);
  return text.slice(Math.max(0, at - 200), at + 100);
}

// It comes first: calls of the others, made up at random, may well change who owns the report.
describe('a record with a confidential key', () => {
  const endpoint = (name: string) => handlers.find((handler) => handler.name === name) ?? expect.unreachable(name);
  const items = () => endpoint('app/api/versions/[id]/items/route.ts GET');
  const item = () => endpoint('app/api/versions/[id]/items/[key]/route.ts GET');
  const sample = () => report.versions.find(({ phase }) => phase === 'sample-selection')?.id ?? '';

  /** The pseudonyms of the sample's records and, as their owner finds them by those, their keys. */
  async function pseudonyms(): Promise<Map<string, string>> {
    const shown = (await keysShownTo(report.scenario.executive)).get(sample()) ?? [];
    const found = new Map<string, string>();
    for (const key of shown) {
      const answer = await ask(item(), report.scenario.owner, { params: { id: sample(), key } });
      found.set(((await answer.json()) as { row: { key: string } }).row.key, key);
    }
    return found;
  }

  it('has one pseudonym wherever the report shows it, by which its owner finds it', async () => {
    const found = await pseudonyms();
    const pseudonym = found.get(TARGET.key) ?? expect.unreachable();
    expect([...found.keys()].every((key) => CONFIDENTIAL.test(key))).toBe(true);
    const { executive } = report.scenario;
    const textOf = async (name: string, call: Call) => await (await ask(endpoint(name), executive, call)).text();
    const params = { id: sample() };
    for (const text of [
      await textOf('app/api/versions/[id]/items/route.ts GET', {
        params,
        query: { filter: { all: [{ field: 'key', operator: 'is', values: [pseudonym] }] } },
      }),
      await textOf('app/api/versions/[id]/items/route.ts GET', {
        params,
        query: { filter: { all: [{ field: 'key', operator: 'contains', values: [pseudonym] }] } },
      }),
      await textOf('app/api/versions/[id]/items/[key]/route.ts GET', { params: { ...params, key: pseudonym } }),
      await textOf('app/api/versions/[id]/diff/route.ts GET', { params, query: { base: 'none', key: pseudonym } }),
      await textOf('app/api/versions/[id]/diff.csv/route.ts GET', { params, query: { base: 'none' } }),
      await textOf('app/api/versions/[id]/comments/route.ts GET', { params }),
      await textOf('app/api/trail/route.ts GET', { query: { versionId: sample() } }),
      await textOf('app/api/versions/[id]/summary/route.ts GET', { params }),
    ])
      expect(text).toContain(pseudonym);
    const profiling = report.versions.find(({ phase }) => phase === 'data-profiling')?.id ?? '';
    const failures = { params: { id: profiling, key: 'AMOUNT.small' }, query: {} };
    const listed = async (who: Subject) => {
      const answer = await ask(endpoint('app/api/versions/[id]/rules/[key]/failures/route.ts GET'), who, failures);
      return ((await answer.json()) as { rows: { key: string; line: number }[] }).rows;
    };
    const [real, shown] = [await listed(report.scenario.owner), await listed(executive)];
    const both = real.flatMap(({ key }, index) => (found.has(key) ? [[found.get(key), shown[index]?.key]] : []));
    expect(both.length).toBeGreaterThan(0);
    for (const [inSample, inFailures] of both) expect(inFailures).toBe(inSample);
  });

  it('can be commented on, marked and counted by its pseudonym, and by no key', async () => {
    const pseudonym = (await pseudonyms()).get(TARGET.key) ?? expect.unreachable();
    const { executive, owner } = report.scenario;
    const versionId = sample();
    const { rows } = await servers.database.db.pool.query<{ hash: string }>(
      `select encode(version_hash, 'hex') as hash from version where id = $1`,
      [versionId],
    );
    const marks = (key: string) => ({ versionId, versionHash: rows[0]?.hash ?? '', keys: [key], reviewed: true });
    expect(await as(executive, () => addComment({ versionId, itemKey: pseudonym, body: 'Seen.' }))).toMatchObject({ ok: true });
    expect(await as(executive, () => markReviewed(marks(pseudonym)))).toMatchObject({ ok: true });
    expect(await as(executive, () => addComment({ versionId, itemKey: TARGET.key, body: 'Seen.' }))).toMatchObject({ code: 'not_found' });
    expect(await as(executive, () => markReviewed(marks(TARGET.key)))).toMatchObject({ code: 'not_found' });
    const comments = endpoint('app/api/versions/[id]/comments/route.ts GET');
    const seen = (await (await ask(comments, owner, { params: { id: versionId } })).json()) as { itemKey: string; body: string }[];
    expect(seen.at(-1)).toMatchObject({ itemKey: TARGET.key, body: 'Seen.' });
    const page = await ask(items(), executive, { params: { id: versionId }, query: { limit: '2' } });
    const { next } = (await page.json()) as { next: string };
    expect(Buffer.from(next, 'base64url').toString()).toContain('record-');
    expect((await ask(items(), executive, { params: { id: versionId }, query: { limit: '2', after: next } })).status).toBe(200);
  });

  it('leaves a trail entry where it is taken out unmasked', async () => {
    const csv = endpoint('app/api/versions/[id]/diff.csv/route.ts GET');
    for (const who of [report.scenario.executive, report.scenario.owner])
      await (await ask(csv, who, { params: { id: sample() }, query: { base: 'none' } })).text();
    const { rows } = await servers.database.db.pool.query<{ by: string; subject: string }>(
      `select actor_id as by, subject from audit_event where kind = 'values_unmasked' and version_id = $1`,
      [sample()],
    );
    expect(rows).toEqual([{ by: report.scenario.owner.userId, subject: 'INCOME, LOAN_ID' }]);
  });
});

describe('a confidential value', () => {
  it('is looked for behind every endpoint there is', () => {
    expect(handlers.map(({ name }) => name).sort()).toEqual(Object.keys(LINES).sort());
    expect([...actions, ...handlers].filter(({ input }) => input === undefined)).toEqual([]);
  });

  it('is shown to the tester and the owner, so that there is something to look for', async () => {
    const items = handlers.find(({ name }) => name === 'app/api/versions/[id]/items/route.ts GET') ?? expect.unreachable();
    for (const who of [report.scenario.tester, report.scenario.owner]) {
      const draft = report.versions.findLast(({ phase }) => phase === 'sample-selection') ?? expect.unreachable();
      expect(await (await ask(items, who, { params: { id: draft.id } })).text()).toMatch(CONFIDENTIAL);
    }
    expect(report.figures.length).toBe(5);
  });

  it.each(handlers)('is asked for by $name as somebody with the right can, so that there is an answer', async (handler) => {
    const line = LINES[handler.name];
    // A demo alone has a mailbox.
    if (line === undefined || 'readsNoData' in line || handler.name.startsWith('app/api/admin/mail')) return;
    const { tester, owner, admin } = report.scenario;
    let answered = 0;
    for (const who of [owner, tester, report.dataOwner, admin]) {
      const calls = line({ report, shown: await keysShownTo(who), commands, runs });
      // The first of each version: whether there is something to answer hangs on that.
      const first = new Map(calls.map((call) => [call.params?.id ?? '', call] as const).reverse());
      for (const call of first.values()) {
        const answer = await ask(handler, who, call);
        if (!answer.ok) continue;
        answered += 1;
        if (CONFIDENTIAL.test(await shownText(answer))) countAnswer(call, 'shown');
      }
    }
    expect(answered).toBeGreaterThan(0);
  });

  it.each(handlers)(
    'is in no answer of $name',
    async (handler) => {
      const line = LINES[handler.name];
      if (line === undefined || 'readsNoData' in line) return;
      for (const [place, who] of report.outsiders.entries()) {
        const known = { report, shown: await keysShownTo(who), commands, runs };
        const calls = line(known);
        for (const [index, call] of calls.entries()) {
          // Of many calls each person makes their share; `--runs all` has each make all.
          if (calls.length > MANY && !everyone && index % report.outsiders.length !== place) continue;
          const answer = await ask(handler, who, call);
          expect(answer.status, JSON.stringify(call)).toBeLessThan(500);
          const readable = readableIn(who, call);
          if (answer.ok && readable.size === 0) countAnswer(call, 'without');
          // What is asked comes back in no answer either.
          expectNothingIn(await shownText(answer), `${handler.name} ${JSON.stringify(call)} ${who.name}`, readable);
          for (const [, value] of answer.headers) expectNothingIn(value, handler.name);
        }
      }
    },
    300_000,
  );

  it('was looked for in answers of every phase', () => {
    const answeredIn = (of: 'without' | 'shown') => PHASES.filter((phase) => (byPhase.get(phase)?.[of] ?? 0) > 0);
    expect(answeredIn('without')).toEqual(PHASES);
    expect(answeredIn('shown')).toEqual(HOLDING);
  });

  it.each(actions)('is in no answer of $name', async ({ name, call, input }) => {
    const bodies = fc.sample(
      inputArbitrary(input?.body ?? expect.unreachable(), { uuids, hashes: ['0'.repeat(64)] }),
      propertyRuns(40, 5).numRuns,
    );
    for (const who of report.outsiders) {
      for (const body of bodies) {
        const answer = await as(who, () => call(body));
        counts.calls += 1;
        if (answer.ok) counts.answered += 1;
        else counts.refused += 1;
        expectNothingIn(JSON.stringify(answer), name);
      }
    }
  });
});
