import { describe, expect, it } from 'vitest';
import type { DifferenceView } from '#contract/views/difference-view';
import { inWords } from './reconcile';

const difference = (more: Partial<DifferenceView>): DifferenceView => ({
  ...{ id: 'one', kind: 'process', subject: 'HMDA LAR, 2026 Q4: Scoping', detail: 'Its workflow should be running, but it failed.' },
  ...{ remedy: 'Restart the report.', repaired: false, foundAt: '2026-11-28T10:42:11.000Z', acknowledged: null },
  ...more,
});

describe('what reconcile prints', () => {
  it('is one sentence where nothing differs', () => {
    expect(inWords([], [])).toBe('The tables and Temporal agree.\n');
  });

  it('names what was repaired, then what stays, since when, and what to do', () => {
    const repaired = difference({
      kind: 'command',
      subject: 'HMDA LAR, 2026 Q4: Planning',
      detail: 'It was rung.',
      repaired: true,
      remedy: '',
    });
    expect(inWords([repaired], [difference({})])).toBe(
      [
        'HMDA LAR, 2026 Q4: Planning',
        '  A command without an answer, seen since 2026-11-28 10:42 UTC',
        '  It was rung.',
        '  Repaired.',
        '',
        'HMDA LAR, 2026 Q4: Scoping',
        '  A workflow that does not run, seen since 2026-11-28 10:42 UTC',
        '  Its workflow should be running, but it failed.',
        '  To do: Restart the report.',
        '',
        '1 difference repaired, 1 left.',
        '',
      ].join('\n'),
    );
  });

  it('says to look again at what was repaired and is found again', () => {
    expect(inWords([], [difference({ repaired: true, remedy: '' })])).toContain('Run this once more.');
  });
});
