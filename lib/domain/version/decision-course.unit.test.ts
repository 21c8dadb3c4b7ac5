import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Json } from '../item/json';
import { differenceWords } from './course-words';
import { type CourseCommand, courseOf } from './decision-course';
import { type RunEvent, readRunEvents, standingOf } from './run-events';

const HISTORIES = new URL('../../../worker/replay/histories/', import.meta.url);

function recorded(name: string): Json[] {
  return (JSON.parse(readFileSync(new URL(`${name}.json`, HISTORIES), 'utf8')) as { events: Json[] }).events;
}

/** The commands that a history says were answered, as receipts would name their work. */
function commandsOf(events: readonly RunEvent[]): CourseCommand[] {
  return events.flatMap((event) => {
    if (event.what !== 'activity_completed' || event.processed === null) return [];
    const asked = events.find(({ id }) => id === event.scheduled);
    const activityId = asked?.what === 'activity_scheduled' ? asked.activityId : null;
    return [
      { commandId: event.processed, words: `Command ${event.processed}`, activityId, receipt: { at: event.at, says: 'It says: applied.' } },
    ];
  });
}

const events = readRunEvents(recorded('phase-changes-requested'));
const commands = commandsOf(events);
const courses = courseOf(events, commands);

describe('the course of a recorded history', () => {
  it('tells each command from its ring over its receipt to the turn after which nothing is left to do', () => {
    expect(courses).toHaveLength(4);
    for (const { steps, isWhole, commandId } of courses) {
      expect(isWhole).toBe(true);
      const kinds = steps.map(({ kind }) => kind);
      // Work that was asked for already may find a command before its ring comes.
      expect(steps.slice(0, 3).map(({ sentence }) => sentence)).toContain(`Command ${commandId} rang at the workflow.`);
      expect(kinds.filter((kind) => kind === 'receipt')).toHaveLength(1);
      const receipt = kinds.indexOf('receipt');
      expect(kinds.slice(receipt - 1, receipt + 2)).toEqual(['begun', 'receipt', 'done']);
      expect(kinds.slice(receipt).includes('turn')).toBe(true);
    }
  });

  it('tells no event twice', () => {
    const told = courses.flatMap(({ steps }) => steps.flatMap((step) => (step.events === null ? [] : [step.events[1]])));
    expect(new Set(told).size).toBe(told.length);
  });

  it('tells the state that the workflow knew at each turn', () => {
    const standings = courses.map(({ steps }) => steps.flatMap(({ turn }) => turn ?? []).at(-1)?.standing);
    expect(standings.map((one) => [one?.open?.status ?? null, one?.approved ?? null])).toEqual([
      ['pending_approval', null],
      ['draft', null],
      ['pending_approval', null],
      [null, 2],
    ]);
  });

  it('keeps ids, names of machines and payloads to itself', () => {
    const told = JSON.stringify(courses.map(({ steps }) => steps)).replaceAll(/Command [0-9a-f-]{36}/g, '');
    expect(told).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}|worker@|json\/plain|requestId/);
  });
});

describe('an archive that ends early', () => {
  it('tells what it has, and that it is not whole', () => {
    const answer = events.findIndex((event) => event.what === 'activity_completed' && event.processed === commands[1]?.commandId);
    const [first, second, third] = courseOf(events.slice(0, answer), commands);
    expect([first?.isWhole, second?.isWhole, third?.isWhole]).toEqual([true, false, false]);
    expect(second?.steps.length).toBeGreaterThan(0);
    expect(third?.steps).toEqual([]);
  });

  it('tells nothing of nothing', () => {
    expect(courseOf([], commands).every(({ steps, isWhole }) => steps.length === 0 && !isWhole)).toBe(true);
  });
});

describe('what an event may tell', () => {
  const event = (type: string, attributes: { [name: string]: Json }, eventId = '7'): Json => ({
    eventId,
    eventTime: '2026-05-10T12:00:00.123456789Z',
    eventType: `EVENT_TYPE_${type}`,
    [`${type.toLowerCase()}EventAttributes`]: attributes,
  });
  const payload = (value: Json, encoding = 'json/plain'): Json => ({
    payloads: [{ metadata: { encoding: btoa(encoding) }, data: btoa(JSON.stringify(value)) }],
  });

  it('reads a ring by the command that it is for', () => {
    const [ring] = readRunEvents([
      event('WORKFLOW_EXECUTION_SIGNALED', { signalName: 'submitVersion', input: payload({ commandId: 'c', more: 'x' }) }),
    ]);
    expect(ring).toEqual({ id: 7, at: '2026-05-10T12:00:00.123Z', what: 'signal', name: 'submitVersion', commandId: 'c' });
  });

  it.each<[string, Json]>([
    ['another encoding', payload({ commandId: 'c' }, 'binary/encrypted')],
    ['no JSON', { payloads: [{ metadata: { encoding: btoa('json/plain') }, data: btoa('{') }] }],
    ['no base64', { payloads: [{ metadata: { encoding: btoa('json/plain') }, data: 'ü' }] }],
    ['no payload', {}],
  ])('takes nothing from %s', (_name, input) => {
    expect(readRunEvents([event('WORKFLOW_EXECUTION_SIGNALED', { input })])[0]).toMatchObject({ commandId: null });
  });

  it.each([
    ['failed', { applicationFailureInfo: {}, message: 'INCOME 4711' }],
    ['timed_out', { timeoutFailureInfo: {} }],
    ['cancelled', { canceledFailureInfo: {} }],
  ])('says of the attempt before that it %s, and not in which words', (before, lastFailure) => {
    const [started] = readRunEvents([event('ACTIVITY_TASK_STARTED', { scheduledEventId: '5', attempt: 3, lastFailure })]);
    expect(started).toMatchObject({ what: 'activity_started', attempt: 3, before });
    expect(JSON.stringify(started)).not.toContain('4711');
  });

  it('takes of a state its versions and whose turn it is, and leaves out a status that does not exist', () => {
    const state = {
      chainId: 'c',
      openVersion: { id: 'v', number: 2, status: 'melted' },
      approvedVersion: { id: 'w', number: 1 },
      waitingOn: 'tester',
    };
    expect(standingOf(state)).toEqual({ open: null, approved: 1, waitingOn: 'tester', closed: false });
  });

  it('passes by what it does not know', () => {
    expect(readRunEvents([event('SOMETHING_NEW', { anything: 'at all' }), 'no event', null])).toMatchObject([
      { what: 'other', by: null },
      { what: 'other', by: null },
      { what: 'other', by: null },
    ]);
  });
});

describe('a difference in words', () => {
  const turn = events.find((one) => one.what === 'task_completed')?.id ?? 0;

  it('names both steps where both are known', () => {
    expect(differenceWords(events, turn, 'archiveHistory')).toBe(
      'In this turn the workflow has the phase opened, by the record; the workflow code of today has what happened archived.',
    );
  });

  it('says so where today’s is not known', () => {
    expect(differenceWords(events, turn, null)).toMatch(/the workflow code of today does something else\.$/);
  });
});
