import { describe, expect, it } from 'vitest';
import type { Deployed } from './deployed';
import { currentWords, differingWords, missingWords, replayedWords, stoppableWords, underWayWords } from './words';

const FOUND: Deployed = {
  ...{ build: '1.5.0-aa', before: '1.4.0-bb', outcome: 'differs', replayed: 1_204, differing: 12 },
  differences: [{ run: 'Register, 2026: Scoping', workflowId: 'cycle-report/0f/scoping', event: 41, sentence: 'In this turn …' }],
  ...{ underWay: [], mayStop: [] },
};

describe('missing workers', () => {
  const poller = { queue: 'countersign', work: 1, worker: '7@host' };

  it('are named by their queues, with what to do', () => {
    expect(missingWords('1.5.0-aa', ['countersign', 'countersign-analysis'], [{ ...poller, build: '1.5.0-aa' }])).toBe(
      'No worker of build 1.5.0-aa takes work from countersign and countersign-analysis. ' +
        'Start the workers of this release with COUNTERSIGN_WORKER_VERSIONING=on, beside those that run, and run this again.',
    );
  });

  it('may be there and tell of no build', () => {
    expect(missingWords('1.5.0-aa', ['countersign'], [{ ...poller, build: null }])).toContain('Of those that run, some tell of no build.');
  });
});

describe('replayed runs', () => {
  it.each([
    [0, 'No run goes on: nothing had to be replayed.'],
    [1, 'The one run that goes on takes the same steps by build 1.5.0-aa.'],
    [1_204, 'All 1,204 runs that go on take the same steps by build 1.5.0-aa.'],
  ])('take the same steps, %i of them', (replayed, words) => {
    expect(replayedWords({ ...FOUND, replayed })).toBe(words);
  });

  it('that take other steps are named, with the first of these, and nothing changes', () => {
    expect(differingWords(FOUND)).toBe(
      [
        'Of 1,204 that go on, 12 runs take other steps by build 1.5.0-aa:',
        '  Register, 2026: Scoping (cycle-report/0f/scoping)',
        '    event 41: In this turn …',
        '  and 11 more',
        'Nothing was changed: runs stay with build 1.4.0-bb. A build that runs cannot follow is repaired forward (docs/changing-workflows.md).',
      ].join('\n'),
    );
    expect(differingWords({ ...FOUND, before: null, differing: 1 })).toContain('1 run takes other steps');
    expect(differingWords({ ...FOUND, before: null })).toContain('runs stay with workers that tell of no build.');
  });
});

describe('the former build', () => {
  it('is named when it no longer gets runs', () => {
    expect(currentWords(FOUND)).toBe('Build 1.5.0-aa is current now; until now, runs were given to build 1.4.0-bb.');
  });

  it('may be stopped, worker by worker, once it has nothing in hand', () => {
    expect(
      stoppableWords([
        { build: '1.4.0-bb', workers: ['7@one', '8@two'] },
        { build: null, workers: ['9@two'] },
      ]),
    ).toBe('No other build has anything in hand. These workers may be stopped:\n  7@one, 8@two, of build 1.4.0-bb\n  9@two, of no build');
    expect(stoppableWords([])).toBe('No other build has anything in hand, and no worker of one runs.');
  });

  it('has runs named for which it has work in hand, ten of them', () => {
    const runs = Array.from({ length: 12 }, (_, index) => ({ run: `Report ${index}`, workflowId: `cycle-report/${index}` }));
    const words = underWayWords(runs);
    expect(words).toContain('12 runs still have work in the hands of another build:\n  Report 0 (cycle-report/0)\n');
    expect(words).toContain('  Report 9 (cycle-report/9)\n  and 2 more\n');
    expect(underWayWords(runs.slice(0, 1))).toContain('1 run still has work in the hands of another build:');
  });
});
