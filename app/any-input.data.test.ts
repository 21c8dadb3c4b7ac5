import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Subject } from '#domain/people/permissions';
import type { EndpointInput } from '#server/input';
import { type ActionServers, startActionServers } from '../test/support/action-servers';
import { requestOf, routeHandlers, serverActions, textOfAnswer } from '../test/support/endpoints';
import { inputArbitrary, type Known } from '../test/support/input-arbitrary';
import { addPerson } from '../test/support/people';
import { propertyRuns } from '../test/support/property-runs';
import { as } from '../test/support/server-actions';
import { versionInStatus } from '../test/support/version-in-status';

vi.mock('server-only', () => ({}));

const actions = await serverActions();
const handlers = await routeHandlers();

// What fails by our own mistake is logged with its cause; the run prints it.
process.env.COUNTERSIGN_LOG_LEVEL = 'error';

let servers: ActionServers;
let people: Subject[];
let known: Known;
/** Bodies that were sent, and those of them that were answered. */
const counts = { sent: 0, answered: 0 };
beforeAll(async () => {
  servers = await startActionServers();
  await servers.startWorkers();
  const { db } = servers.database;
  const draft = await versionInStatus(db, 'draft');
  const pending = await versionInStatus(db, 'pending_approval');
  people = [draft.scenario.tester, pending.scenario.owner, await addPerson(db, ['admin', 'test_executive'])];
  const { rows } = await db.pool.query<{ id: string; hash: string | null }>(
    `select id::text, encode(version_hash, 'hex') as hash from version
     union all select id::text, null from chain union all select id::text, null from cycle_report
     union all select id::text, null from report union all select id::text, null from app_user`,
  );
  known = { uuids: rows.map(({ id }) => id), hashes: ['0'.repeat(64), ...rows.flatMap(({ hash }) => hash ?? [])] };
});
afterAll(async () => {
  process.stdout.write(
    `Any input: ${counts.sent} inputs, ${counts.answered} answered and the others refused in words, at ${actions.length} actions and ${handlers.length} handlers.\n`,
  );
  await servers?.stop();
});

const asker = fc.nat({ max: 2 });

describe('any input at all gets an answer in words', () => {
  it('is tried on every endpoint there is', () => {
    expect([...actions, ...handlers].filter(({ input }) => input === undefined).map(({ name }) => name)).toEqual([]);
    expect(actions.length).toBeGreaterThan(40);
    expect(handlers.length).toBeGreaterThan(25);
  });

  it.each(actions)('$name', async ({ call, input }) => {
    await fc.assert(
      fc.asyncProperty(asker, inputArbitrary(input?.body ?? expect.unreachable(), known), async (who, body) => {
        const answer = await as(people[who] ?? null, () => call(body));
        counts.sent += 1;
        if (answer.ok) counts.answered += 1;
        if (!answer.ok) expect(answer.code, answer.message).not.toBe('internal_error');
      }),
      propertyRuns(10_000, 60),
    );
  });

  it.each(handlers)('$name', async ({ call, input }) => {
    const part = (schema: EndpointInput['body']) => (schema === undefined ? fc.constant({}) : inputArbitrary(schema, known));
    await fc.assert(
      fc.asyncProperty(asker, part(input?.params), part(input?.query), part(input?.body), async (who, params, query, body) => {
        const request = requestOf(query, input?.body === undefined ? null : body);
        const answer = await as(people[who] ?? null, () => call(request, { params: Promise.resolve(params) }));
        counts.sent += 1;
        if (answer.ok) counts.answered += 1;
        expect(answer.status, await textOfAnswer(answer)).toBeLessThan(500);
      }),
      propertyRuns(10_000, 60),
    );
  });
});
