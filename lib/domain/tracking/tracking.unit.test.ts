import { describe, expect, it } from 'vitest';
import { REFUSALS } from '../refusals';
import { FAILURE_REASONS, FAILURE_WORDS, failureReason } from './failure-words';
import { stepWords, transitionWords, workflowInWords } from './process-words';
import { isSlow } from './step-health';

describe('why an attempt came to nothing', () => {
  it.each([
    ['running', null, null],
    ['completed', null, null],
    ['lost', null, 'worker_lost'],
    ['cancelled', 'the run ended: terminated', 'called_off'],
    ['failed', 'connect ECONNREFUSED 127.0.0.1:5432', 'service_away'],
    ['failed', 'Connection terminated unexpectedly', 'service_away'],
    ['failed', '14 UNAVAILABLE: no connection', 'service_away'],
    ['failed', REFUSALS.gates_open, 'refused'],
    ['failed', 'canceling statement due to statement timeout', 'timed_out'],
    ['failed', 'Cannot read properties of undefined', 'our_mistake'],
    ['failed', null, 'our_mistake'],
  ] as const)('%s with %s', (status, error, reason) => {
    expect(failureReason(status, error)).toBe(reason);
  });

  it('says what happened and what somebody does, of every reason', () => {
    expect(Object.keys(FAILURE_WORDS).sort()).toEqual([...FAILURE_REASONS].sort());
    for (const { what, remedy } of Object.values(FAILURE_WORDS)) for (const words of [what, remedy]) expect(words).toMatch(/^[A-Z].*\.$/);
  });
});

describe('an attempt is slow', () => {
  it('past half of what it may take, where too few have finished, and past three times the usual otherwise', () => {
    expect(isSlow(30, 60, null)).toBe(false);
    expect(isSlow(31, 60, { n: 19, p95: 100 })).toBe(true);
    expect(isSlow(300, 60, { n: 20, p95: 100 })).toBe(false);
    expect(isSlow(301, 3_600, { n: 20, p95: 100 })).toBe(true);
  });

  it('never before ten seconds', () => {
    expect(isSlow(9.9, 10, { n: 1_000, p95: 0.001 })).toBe(false);
  });
});

describe('words', () => {
  it('name workflows, steps and how one led to the next', () => {
    expect(workflowInWords({ chain: null, lane: null })).toBe('The report');
    expect(workflowInWords({ chain: null, lane: 'Retail' })).toBe('The lane of Retail');
    expect(workflowInWords({ chain: { phase: 'request-info', instance: 'Retail' }, lane: null })).toBe('Request Info (Retail)');
    expect(stepWords({ kind: 'activity', name: 'createVersion' })).toBe('Prepare the next draft');
    expect(stepWords({ kind: 'decision', name: 'Planning, version 2' })).toBe('Decision on Planning, version 2');
  });

  it.each([
    [{ kind: 'sequential', from: 'start', to: 'planning', result: null }, 'Planning opened after the start.'],
    [{ kind: 'join', from: 'data-profiling', to: 'scoping', result: null }, 'Scoping opened once Data Profiling was complete too.'],
    [{ kind: 'fork', from: 'sample-selection', to: 'lane/Retail', result: null }, 'Sample Selection opened the lane of Retail.'],
    [
      { kind: 'conditional', from: 'sample-selection', to: 'lane/Retail', result: 'retired' },
      'From Sample Selection to the lane of Retail: it ended.',
    ],
    [
      { kind: 'conditional', from: '85d5bc0f-d57d-4cd2-b1e0-999c0f866360', to: 'scoping', result: 'changes_requested' },
      'A decision on Scoping: changes were requested.',
    ],
    [
      { kind: 'conditional', from: 'cycleReport_1_0_0', to: 'cycleReport_2_0_0', result: 'upgrade' },
      'From version 1.0.0 of the process to version 2.0.0 of the process: the report goes on by it.',
    ],
  ] as const)('%o', (transition, sentence) => {
    expect(transitionWords(transition)).toBe(sentence);
  });
});
