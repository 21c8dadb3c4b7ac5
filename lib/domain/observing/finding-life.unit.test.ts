import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Role } from '../people/roles';
import {
  FINDING_EVENTS,
  FINDING_STATES,
  type FindingEvent,
  type FindingEventKind,
  findingStanding,
  possibleEvents,
  recurrenceOf,
} from './finding-life';

const TODAY = '2026-11-29';
const event = (kind: FindingEventKind, until: string | null = null, by = 'olaf'): FindingEvent => ({ kind, until, by });
const after = (...events: readonly FindingEvent[]) => findingStanding(events, '2027-03-31', TODAY);

describe('a finding', () => {
  it.each<[readonly FindingEvent[], string]>([
    [[], 'open'],
    [[event('started')], 'in-remediation'],
    [[event('started'), event('evidence')], 'in-remediation'],
    [[event('started'), event('resolved')], 'resolved'],
    [[event('resolved'), event('retested'), event('closed')], 'closed'],
    [[event('resolved'), event('closed'), event('reopened')], 'open'],
    [[event('excepted', '2026-11-29')], 'excepted'],
    [[event('excepted', '2026-11-28')], 'open'],
    [[event('excepted', '2026-11-28'), event('started')], 'in-remediation'],
  ])('after %j is %s', (events, state) => {
    expect(after(...events).state).toBe(state);
  });

  it('is due when its observation said, until that is extended', () => {
    expect(after().due).toBe('2027-03-31');
    expect(after(event('extended', '2027-06-30')).due).toBe('2027-06-30');
  });

  it('takes events of those whom they are for, as it stands', () => {
    expect(possibleEvents(after(), ['data_owner'], 'olaf')).toEqual(['started', 'evidence', 'resolved']);
    expect(possibleEvents(after(), ['report_owner'], 'rosa')).toEqual(['extended', 'excepted']);
    expect(possibleEvents(after(event('resolved')), ['tester'], 'mara')).toEqual(['evidence', 'retested']);
    expect(possibleEvents(after(event('resolved')), ['report_owner'], 'rosa')).toEqual(['closed', 'reopened']);
    expect(possibleEvents(after(event('resolved'), event('closed')), ['data_owner', 'tester'], 'olaf')).toEqual([]);
    expect(possibleEvents(after(), ['examiner', 'admin'], 'ada')).toEqual([]);
  });

  it('is closed by nobody who says that they have mended it', () => {
    const roles: Role[] = ['report_owner', 'data_owner'];
    expect(possibleEvents(after(event('resolved', null, 'rosa')), roles, 'rosa')).not.toContain('closed');
    expect(possibleEvents(after(event('resolved', null, 'olaf')), roles, 'rosa')).toContain('closed');
  });

  it('stands in one of its states whatever happened, and takes nothing that leads out of them', () => {
    const events = fc.array(
      fc.record({ kind: fc.constantFrom(...FINDING_EVENTS), until: fc.constant('2026-12-31'), by: fc.constant('olaf') }),
    );
    fc.assert(
      fc.property(events, (given) => {
        const standing = findingStanding(given, null, TODAY);
        expect(FINDING_STATES).toContain(standing.state);
        for (const kind of possibleEvents(standing, ['tester', 'report_owner', 'data_owner', 'test_executive'], 'rosa'))
          expect(FINDING_STATES).toContain(findingStanding([...given, event(kind, '2026-12-31')], null, TODAY).state);
      }),
    );
  });

  it('that comes again is still open, or has returned', () => {
    expect(recurrenceOf('closed')).toBe('returned');
    expect(recurrenceOf('resolved')).toBe('still-open');
  });
});
