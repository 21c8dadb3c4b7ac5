import { describe, expect, it } from 'vitest';
import { GLOSSARY } from './glossary';

describe('the glossary', () => {
  it('says each word once, in the order of the alphabet, in sentences', () => {
    const terms = GLOSSARY.map(({ term }) => term.toLowerCase());
    expect(new Set(GLOSSARY.map(({ id }) => id)).size).toBe(GLOSSARY.length);
    expect(new Set(terms).size).toBe(terms.length);
    for (const { meaning } of GLOSSARY) expect(meaning).toMatch(/^[A-Z].*\.$/);
    expect([...terms].sort((one, other) => one.localeCompare(other, 'en'))).toEqual(terms);
  });
});
