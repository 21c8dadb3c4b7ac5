import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { LIVE_EVENTS } from '#contract/live';
import { disableUser } from '#data/administration/disable-user.commands';
import type { Subject } from '#domain/people/permissions';
import { liveHub } from '#server/live';
import { type ActionServers, startActionServers } from '../../../test/support/action-servers';
import { readEvents } from '../../../test/support/event-reader';
import { as } from '../../../test/support/server-actions';
import { writeEntries } from '../../../test/support/signed-world';
import { makeScenario, type Scenario } from '../../../test/support/world/scenario';
import { World } from '../../../test/support/world/world';
import { GET } from './route';

vi.mock('server-only', () => ({}));

let servers: ActionServers;
let scenario: Scenario;
beforeAll(async () => {
  servers = await startActionServers();
});
beforeEach(async () => {
  scenario = await makeScenario(servers.database.db);
});
afterAll(async () => {
  await liveHub(servers.database.db).stop();
  await servers?.stop();
});

/** Opens a stream for somebody; `leave` is what a browser does that closes its page. */
async function open(person: Subject | null): Promise<{ answer: Response; leave: () => void }> {
  const page = new AbortController();
  const request = new Request('http://127.0.0.1:3000/api/live', { signal: page.signal });
  const answer = await as(person, () => GET(request, { params: Promise.resolve({}) }));
  return { answer, leave: () => page.abort() };
}

const change = (cycleReportId: string | null) => writeEntries(servers.database.db, cycleReportId, 1);

describe('the stream of changes', () => {
  it('opens with what may have been missed, is kept and packed by nobody, and tells what changes', async () => {
    const { answer, leave } = await open(scenario.tester);
    expect([
      answer.status,
      answer.headers.get('content-type'),
      answer.headers.get('cache-control'),
      answer.headers.get('x-accel-buffering'),
    ]).toEqual([200, 'text/event-stream; charset=utf-8', 'no-cache, no-transform', 'no']);
    const events = readEvents(answer);
    const retry = (await events.next()).retry;
    expect(retry).toBeGreaterThanOrEqual(2_000);
    expect(retry).toBeLessThanOrEqual(8_000);
    expect(await events.next()).toMatchObject({ event: 'opened', data: { isAway: false } });
    await change(scenario.cycleReportId);
    const { cycleReportId, cycleId } = scenario;
    let next = await events.next();
    while (next.event === 'beat') next = await events.next();
    expect(next).toEqual({ event: 'changed', data: { reports: [{ cycleReportId, cycleId }], installation: false } });
    leave();
    expect(await events.next()).toEqual({ event: null });
  });

  it('names no report that the person may not see, whether it exists or not', async () => {
    const stranger = await new World(servers.database.db).person('Stranger', 'tester');
    const events = readEvents((await open(stranger)).answer);
    await change(scenario.cycleReportId);
    await change('00000000-0000-4000-8000-000000000000');
    await change(null);
    const texts: string[] = [];
    for (;;) {
      const next = await events.next();
      texts.push(JSON.stringify(next));
      if (next.event === 'changed') break;
    }
    expect(texts.at(-1)).toBe(JSON.stringify({ event: 'changed', data: { reports: [], installation: true } }));
    for (const text of texts) expect(text).not.toContain(scenario.cycleReportId);
  });

  it('says that the session has ended, and ends', async () => {
    const person = await new World(servers.database.db).person('Soon Gone', 'tester');
    const events = readEvents((await open(person)).answer);
    await events.next();
    await events.next();
    await disableUser(servers.database.db, scenario.admin.actor, { userId: person.userId, takeovers: [] });
    const told: (string | null | undefined)[] = [];
    while (told.at(-1) !== null) told.push((await events.next()).event);
    expect(told.slice(-2)).toEqual(['ended', null]);
  });

  it('is nobody’s without a session, and refuses in words beyond ten of a person, until one is closed', async () => {
    expect((await open(null)).answer.status).toBe(401);
    const opened = [];
    for (let nth = 0; nth < 10; nth += 1) opened.push(await open(scenario.owner));
    const { answer } = await open(scenario.owner);
    expect([answer.status, await answer.json()]).toEqual([
      503,
      { code: 'unavailable', message: expect.stringContaining('Too many pages are open') as string },
    ]);
    expect((await open(scenario.tester)).answer.status).toBe(200);
    opened[0]?.leave();
    expect((await open(scenario.owner)).answer.status).toBe(200);
  });

  it('comes to an end with the process', async () => {
    const events = readEvents((await open(scenario.executive)).answer);
    await liveHub(servers.database.db).stop();
    const told: (string | null | undefined)[] = [];
    while (told.at(-1) !== null) told.push((await events.next()).event);
    for (const name of told) expect([undefined, null, ...LIVE_EVENTS]).toContain(name);
    expect((await open(scenario.executive)).answer.status).toBe(503);
  });
});
