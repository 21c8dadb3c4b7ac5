import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ApprovalPolicy, CastDecision } from '../version/approval-policy';
import { APPROVAL_MODES } from '../version/approval-policy';
import { DEFAULT_CALENDAR } from './calendar';
import { chainNow, stepsOf } from './chain-now';
import { type ChainStanding, type LedgerTurn, nextTurn, rolesWithTurns, type TurnTaken, whoseTurn } from './turns';

const REVIEW: ApprovalPolicy = { mode: 'review', requiredCount: 2, roles: ['report_owner', 'test_executive'] };
const SIGNOFF: ApprovalPolicy = { mode: 'signoff', requiredCount: 1, roles: ['tester', 'test_executive', 'report_owner'] };
const NOTHING: ChainStanding = { closed: false, draftDue: false, working: false, open: null, approvedId: null };
const AT = '2026-03-01T09:00:00.25+00:00';
const TESS = 't';
const OLGA = 'o';
const draft = (cause: string): ChainStanding => ({ ...NOTHING, open: { id: 'v', status: 'draft', cause } });
const pending: ChainStanding = { ...NOTHING, open: { id: 'v', status: 'pending_approval', cause: 'open' } };
const turnIn = (standing: ChainStanding, policy = REVIEW, cast: readonly CastDecision[] = []): TurnTaken =>
  whoseTurn(standing, policy, cast, { testerId: TESS, deciders: [OLGA] });

describe('the roles with turns', () => {
  it('are the tester and those who decide, or in a recorded phase those for whom something waits', () => {
    expect(rolesWithTurns('scoping', REVIEW)).toEqual(['tester', 'report_owner', 'test_executive']);
    expect(rolesWithTurns('final-report', SIGNOFF)).toEqual(SIGNOFF.roles);
    expect(rolesWithTurns('request-info', { mode: 'recorded', roles: [] })).toEqual(['data_owner', 'tester', 'test_executive']);
    expect(rolesWithTurns('planning', { mode: 'recorded', roles: [] })).toEqual(['tester']);
  });
});

describe('whoseTurn', () => {
  it('is the tester’s to prepare a first draft, and to respond with a revision', () => {
    for (const cause of ['open', 'discarded'])
      expect(turnIn(draft(cause))).toEqual({ turn: 'prepare', roles: ['tester'], people: [TESS], versionId: 'v' });
    for (const cause of ['changes_requested', 'rejected', 'withdrawn', 'reopened']) expect(turnIn(draft(cause)).turn).toBe('respond');
  });

  it('is the system’s while a draft is due or work runs', () => {
    expect(turnIn({ ...NOTHING, draftDue: true })).toEqual({ turn: 'system', roles: [], people: [], versionId: null });
    expect(turnIn({ ...draft('open'), working: true })).toEqual({ turn: 'system', roles: [], people: [], versionId: 'v' });
  });

  it('is theirs who decide, and under signoff of the roles that have not signed', () => {
    expect(turnIn(pending)).toEqual({ turn: 'decide', roles: REVIEW.roles, people: [OLGA], versionId: 'v' });
    expect(turnIn(pending, SIGNOFF, [{ actorId: 't', role: 'tester', decision: 'sign', at: AT }]).roles).toEqual([
      'test_executive',
      'report_owner',
    ]);
  });

  it('is nobody’s once all is approved, or the report is closed', () => {
    expect(turnIn({ ...NOTHING, approvedId: 'a' })).toEqual({ turn: 'none', roles: [], people: [], versionId: 'a' });
    expect(turnIn({ ...pending, closed: true }).turn).toBe('none');
  });

  it('is somebody’s exactly where something is open, due or running in a report that is not closed', () => {
    fc.assert(
      fc.property(standings, (standing) => {
        const { turn, people } = turnIn(standing);
        expect(turn !== 'none').toBe(!standing.closed && (standing.draftDue || standing.open !== null));
        expect(people.length > 0).toBe(['prepare', 'respond', 'decide'].includes(turn));
      }),
    );
  });
});

describe('nextTurn', () => {
  const at = (iso: string) => new Date(iso);
  const last: LedgerTurn = { ...turnIn(draft('open')), seq: 2, spell: 1, at: at('2026-11-27T16:00:00Z') };

  it('ends the last one with its business minutes, over a weekend', () => {
    expect(nextTurn(last, turnIn(pending), at('2026-11-30T10:00:30Z'), DEFAULT_CALENDAR)).toMatchObject({
      seq: 3,
      spell: 1,
      endedBusinessMinutes: 120,
      clock: null,
    });
  });

  it('is none where the turn has not passed: people in another order are the same', () => {
    const both = { ...turnIn(pending), people: [OLGA, TESS] };
    const held: LedgerTurn = { ...both, seq: 3, spell: 1, at: last.at };
    expect(nextTurn(held, { ...both, people: [TESS, OLGA] }, at('2026-12-01T10:00:00Z'), DEFAULT_CALENDAR)).toBeNull();
    expect(nextTurn(held, { ...both, people: [TESS] }, at('2026-12-01T10:00:00Z'), DEFAULT_CALENDAR)?.seq).toBe(4);
  });

  it('begins a spell after the turn was nobody’s, and stops the clock when it is nobody’s', () => {
    const approved = turnIn({ ...NOTHING, approvedId: 'v' });
    const stopped = nextTurn(last, approved, at('2026-11-27T17:00:00Z'), DEFAULT_CALENDAR);
    expect(stopped).toMatchObject({ spell: 1, clock: 'stopped' });
    const reopened = nextTurn(
      stopped,
      turnIn({ ...NOTHING, draftDue: true, approvedId: 'v' }),
      at('2026-12-27T17:00:00Z'),
      DEFAULT_CALENDAR,
    );
    expect(reopened).toMatchObject({ spell: 2, clock: 'started', seq: 4 });
    expect(nextTurn(null, turnIn({ ...NOTHING, draftDue: true }), last.at, DEFAULT_CALENDAR)).toMatchObject({
      seq: 1,
      spell: 1,
      endedBusinessMinutes: null,
      clock: 'started',
    });
  });

  it('never begins before the last, however early it was asked for', () => {
    expect(nextTurn(last, turnIn(pending), at('2026-11-01T10:00:00Z'), DEFAULT_CALENDAR)).toMatchObject({
      at: last.at,
      endedBusinessMinutes: 0,
    });
  });
});

describe('stepsOf', () => {
  it('counts draft, submission and each approval', () => {
    expect(stepsOf({ ...NOTHING, draftDue: true }, REVIEW, [])).toEqual({ passed: 0, due: 4 });
    expect(stepsOf(draft('open'), REVIEW, [])).toEqual({ passed: 1, due: 4 });
    expect(stepsOf(pending, REVIEW, [])).toEqual({ passed: 2, due: 4 });
    expect(stepsOf(pending, REVIEW, [{ actorId: 'o', role: 'report_owner', decision: 'approve', at: AT }])).toEqual({ passed: 3, due: 4 });
    expect(stepsOf({ ...NOTHING, approvedId: 'v' }, REVIEW, [])).toEqual({ passed: 4, due: 4 });
    expect(stepsOf(pending, SIGNOFF, [{ actorId: 't', role: 'tester', decision: 'sign', at: AT }])).toEqual({ passed: 3, due: 5 });
  });

  it('asks for no approval under self and recorded, and falls back while an approved phase is worked on again', () => {
    for (const mode of ['self', 'recorded'] as const)
      expect(stepsOf({ ...NOTHING, approvedId: 'v' }, { mode, requiredCount: 1, roles: [] }, [])).toEqual({ passed: 2, due: 2 });
    expect(stepsOf({ ...draft('reopened'), approvedId: 'a' }, REVIEW, [])).toEqual({ passed: 1, due: 4 });
  });

  it('passes all exactly where a version is approved and nothing is open or due, and never more than all', () => {
    fc.assert(
      fc.property(standings, policies, fc.array(casts), (standing, policy, cast) => {
        const { passed, due } = stepsOf(standing, policy, cast);
        expect(passed).toBeGreaterThanOrEqual(0);
        const done = standing.approvedId !== null && standing.open === null && !standing.draftDue;
        if (done) expect(passed).toBe(due);
        else if (standing.open?.status !== 'pending_approval') expect(passed).toBeLessThan(due);
        else expect(passed).toBeLessThanOrEqual(due);
      }),
    );
  });
});

it('chainNow says complete and not reopened exactly where all steps are passed for good', () => {
  fc.assert(
    fc.property(standings, policies, fc.integer({ min: 1, max: 3 }), (standing, policy, spell) => {
      const now = chainNow(standing, policy, [], { turn: 'none', at: new Date(0), spell }, null, null);
      const done = standing.approvedId !== null && standing.open === null && !standing.draftDue;
      expect(now.state === 'complete').toBe(done);
      expect(now.reopened).toBe(spell > 1 && !done);
      expect([now.warnAt, now.dueAt]).toEqual([null, null]);
    }),
  );
});

const opens = fc.option(
  fc.record({
    id: fc.constant('v'),
    status: fc.constantFrom('draft' as const, 'pending_approval' as const),
    cause: fc.constantFrom('open', 'changes_requested', 'reopened'),
  }),
);
// A draft is due only where nothing is open.
const standings: fc.Arbitrary<ChainStanding> = fc
  .record({ closed: fc.boolean(), draftDue: fc.boolean(), working: fc.boolean(), open: opens, approvedId: fc.option(fc.constant('a')) })
  .map((standing) => ({ ...standing, draftDue: standing.draftDue && standing.open === null }));
const policies: fc.Arbitrary<ApprovalPolicy> = fc.record({
  mode: fc.constantFrom(...APPROVAL_MODES),
  requiredCount: fc.integer({ min: 0, max: 4 }),
  roles: fc.uniqueArray(fc.constantFrom('tester' as const, 'report_owner' as const, 'test_executive' as const), { minLength: 1 }),
});
const casts: fc.Arbitrary<CastDecision> = fc.record({
  actorId: fc.constantFrom('p1', 'p2', 'p3', 'p4'),
  role: fc.constantFrom('tester' as const, 'report_owner' as const, 'test_executive' as const),
  decision: fc.constantFrom('approve' as const, 'sign' as const),
  at: fc.constant(AT),
});
