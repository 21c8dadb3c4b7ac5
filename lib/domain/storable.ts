/** Deeper than anything a page sends; what is nested further is made to exhaust whoever reads it. */
export const DEEPEST = 64;
const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** What no text, number or list that comes from outside may be, whatever its schema says. */
export interface Unstorable {
  /** Where it stands: names and places of lists, joined by dots; empty for the input as a whole. */
  path: string;
  /** The rest of a sentence that begins with the path. */
  fault: string;
}

/**
 * The first part of an input that cannot be kept: a text with the character U+0000 or half of a surrogate pair, which
 * neither PostgreSQL nor UTF-8 can hold, or nesting beyond `DEEPEST` levels. Null where all of it can be kept.
 */
export function unstorable(input: unknown): Unstorable | null {
  const open: { value: unknown; path: readonly string[] }[] = [{ value: input, path: [] }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, path } = next;
    const fault = faultOf(value, path.length);
    if (fault !== null) return { path: path.map(shown).join('.'), fault };
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, part] of Object.entries(value)) {
      const nameFault = textFault(name);
      if (nameFault !== null) return { path: path.map(shown).join('.'), fault: `has a part whose name ${nameFault}` };
      open.push({ value: part, path: [...path, name] });
    }
  }
  return null;
}

function faultOf(value: unknown, depth: number): string | null {
  if (depth > DEEPEST) return `is nested more than ${DEEPEST} levels deep`;
  return typeof value === 'string' ? textFault(value) : null;
}

/** What a text holds that cannot be kept, as the rest of a sentence; null where nothing. */
export function textFault(text: string): string | null {
  if (text.includes('\u0000')) return 'holds a character that no text can hold (U+0000)';
  return LONE_SURROGATE.test(text) ? 'holds half of a character (a lone surrogate)' : null;
}

/** A name in a path, short enough for a sentence. */
function shown(name: string): string {
  // By characters: half of one is nothing that a sentence can hold.
  return name.length > 60 ? `${[...name.slice(0, 61)].slice(0, 60).join('').replace(LONE_SURROGATE, '')}…` : name;
}
