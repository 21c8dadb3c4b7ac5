import { describe, expect, it } from 'vitest';
import { inWords } from './replay';

const VERSION = { id: 'v', phase: 'scoping', instance: '', number: 2, report: 'Register, 2026' } as const;

describe('inWords', () => {
  it('says the same steps', () => {
    expect(inWords(VERSION, { runs: [{ outcome: { kind: 'same', turns: 12 }, standings: [] }] })).toBe(
      'Register, 2026: Scoping, version 2 (v)\n  the same steps, in 12 turns of the workflow\n',
    );
  });

  it('names the first difference, and what was not replayed', () => {
    const text = inWords(VERSION, {
      runs: [
        { outcome: { kind: 'differs', completed: 17, at: '2026-05-10T12:00:00.000Z', sentence: 'In this turn …' }, standings: [] },
        { outcome: { kind: 'not_replayed', why: 'Nothing of it is archived yet.' }, standings: [] },
      ],
    });
    expect(text).toContain('  DIFFERENT: event 17, 2026-05-10T12:00:00.000Z: In this turn …\n');
    expect(text).toContain('  NOT REPLAYED: Nothing of it is archived yet.\n');
  });

  it('says that no workflow answered', () => {
    expect(inWords(VERSION, { runs: [] })).toContain('no workflow answered what was asked for');
  });
});
