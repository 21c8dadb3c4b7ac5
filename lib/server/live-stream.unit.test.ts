import { beforeEach, expect, it, vi } from 'vitest';
import type { LiveChange } from '#contract/live';
import type { Subject } from '#domain/people/permissions';
import { readEvents } from '../../test/support/event-reader';
import type { LiveHub, LiveListener } from './live-hub';
import { liveResponse } from './live-stream';

vi.mock('server-only', () => ({}));

const PERSON: Subject = { userId: 'p', name: 'Pat', email: 'pat@bank.example', roles: [] };
const SESSION = { userId: 'p', sessionEpoch: 0, sessionId: 's', expiresAtMs: Number.POSITIVE_INFINITY };
const inReport = (nth: number): LiveChange => ({ reports: [{ cycleReportId: `r${nth}`, cycleId: 'c' }], installation: false });

let listener: LiveListener;
let left: number;
const hub = {
  listen: async (one: LiveListener) => {
    listener = one;
    return { coversMs: 0, recent: [], isAway: false };
  },
  leave: () => {
    left += 1;
  },
} as unknown as LiveHub;
beforeEach(() => {
  left = 0;
});
const open = (signal = new AbortController().signal) => liveResponse(hub, PERSON, SESSION, signal);

it('holds a bounded number of events for a reader that takes none, and loses no change', async () => {
  const answer = await open();
  for (let nth = 0; nth < 500; nth += 1) listener.changed(inReport(nth));
  listener.close('process_ends');
  const events = readEvents(answer);
  const told: LiveChange[] = [];
  for (let next = await events.next(); next.event !== null; next = await events.next())
    if (next.event === 'changed') told.push(next.data as LiveChange);
  expect(told.length).toBeLessThan(16);
});

it('tells a reader that was slow all that changed meanwhile, put together', async () => {
  const events = readEvents(await open());
  for (let nth = 0; nth < 500; nth += 1) listener.changed(inReport(nth));
  const told = new Set<string>();
  while (told.size < 500) {
    const { data } = await events.next();
    for (const { cycleReportId } of (data as LiveChange | undefined)?.reports ?? []) told.add(cycleReportId);
  }
  expect(told.size).toBe(500);
});

it('leaves a reader that takes nothing for two beats, and beats for one that reads', async () => {
  const events = readEvents(await open());
  await events.next();
  await events.next();
  listener.beat();
  expect(await events.next()).toEqual({ event: 'beat', data: null });
  await open();
  for (let nth = 0; nth < 50; nth += 1) listener.changed(inReport(nth));
  listener.beat();
  expect(left).toBe(0);
  listener.beat();
  expect(left).toBe(1);
});

it('is left when the page is closed, from whichever side', async () => {
  const page = new AbortController();
  const answer = await open(page.signal);
  page.abort();
  expect(left).toBe(1);
  await expect(new Response(answer.body).text()).resolves.toContain('opened');
  const cancelled = await open();
  await cancelled.body?.cancel();
  expect(left).toBe(2);
  listener.changed(inReport(1));
  listener.close('session_ended');
});

it('ends at once for a page that was closed, or a session that ended, before it was open', async () => {
  const page = new AbortController();
  const opening = open(page.signal);
  page.abort();
  expect(await new Response((await opening).body).text()).toContain('opened');
  const second = open();
  listener.close('session_ended');
  await new Response((await second).body).text();
  expect(left).toBeGreaterThanOrEqual(2);
});
