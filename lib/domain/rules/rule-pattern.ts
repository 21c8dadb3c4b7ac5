/**
 * The dialect of `matches`: what RE2 (DuckDB) and ECMAScript read alike. Literals, ".", classes, \d \w \s and their
 * opposites, groups, "|" and the repeats * + ? {n} {n,} {n,m}. No look-around, back references, flags, named groups or
 * word boundaries; "^" and "$" are needless, because the whole text is matched.
 */
const LONGEST_PATTERN = 200;
/** RE2 refuses more than 1,000 copies; nested repeats multiply. */
const MOST_COPIES = 1_000;

export interface PatternProblem {
  message: string;
  /** Offset in the pattern. */
  at: number;
}

const CLASSES: Readonly<Record<string, string>> = { d: '0-9', w: '0-9A-Za-z_', s: '\\t\\n\\f\\r ' };
const ESCAPED_SIGNS = new Set([...'.^$|?*+()[]{}\\/-']);
const CONTROL: Readonly<Record<string, string>> = { t: '\\t', n: '\\n', r: '\\r', f: '\\f' };

class PatternError extends Error {
  constructor(
    message: string,
    readonly at: number,
  ) {
    super(message);
  }
}

/** Reads a pattern and writes it again in the common subset, with "." and the classes spelt out. */
class PatternReader {
  private at = 0;
  private readonly signs: readonly string[];
  private depth = 0;

  constructor(pattern: string) {
    this.signs = [...pattern];
  }

  read(): string {
    const { text } = this.alternatives();
    if (this.at < this.signs.length) throw this.error('This bracket closes nothing.');
    return text;
  }

  private error(message: string): PatternError {
    return new PatternError(message, this.signs.slice(0, this.at).join('').length);
  }
  private peek(): string | undefined {
    return this.signs[this.at];
  }
  private take(): string {
    const sign = this.signs[this.at];
    if (sign === undefined) throw this.error('The pattern ends too early.');
    this.at += 1;
    return sign;
  }

  private alternatives(): { text: string; copies: number } {
    this.depth += 1;
    if (this.depth > 20) throw this.error('Groups are nested too deep.');
    const parts = [this.sequence()];
    while (this.peek() === '|') {
      this.take();
      parts.push(this.sequence());
    }
    this.depth -= 1;
    return { text: parts.map((part) => part.text).join('|'), copies: parts.reduce((sum, part) => sum + part.copies, 0) };
  }

  private sequence(): { text: string; copies: number } {
    let text = '';
    let copies = 0;
    for (let next = this.peek(); next !== undefined && next !== '|' && next !== ')'; next = this.peek()) {
      const part = this.single();
      const repeat = this.repeat();
      text += part.text + repeat.text;
      copies += part.copies * repeat.most;
      if (copies > MOST_COPIES) throw this.error(`Repeats make more than ${MOST_COPIES.toLocaleString('en-US')} copies.`);
    }
    return { text, copies };
  }

  private single(): { text: string; copies: number } {
    const sign = this.take();
    switch (sign) {
      case '(':
        return this.group();
      case '[':
        return { text: this.characterClass(), copies: 1 };
      case '.':
        return { text: '[^\\n]', copies: 1 };
      case '\\':
        return { text: this.escape(false), copies: 1 };
      case '*':
      case '+':
      case '?':
      case '{':
        this.at -= 1;
        throw this.error(`“${sign}” has nothing to repeat; write “\\${sign}” for the sign itself.`);
      case '^':
      case '$':
        this.at -= 1;
        throw this.error(`“${sign}” is not needed: the whole text is matched. Write “\\${sign}” for the sign itself.`);
      case ']':
      case '}':
        return { text: `\\${sign}`, copies: 1 };
      default:
        return { text: sign, copies: 1 };
    }
  }

  private group(): { text: string; copies: number } {
    if (this.peek() === '?') {
      this.take();
      if (this.peek() !== ':') throw this.error('Of groups only “(…)” and “(?:…)” are read.');
      this.take();
    }
    const inner = this.alternatives();
    if (this.peek() !== ')') throw this.error('A group is not closed by “)”.');
    this.take();
    return { text: `(?:${inner.text})`, copies: Math.max(1, inner.copies) };
  }

  private repeat(): { text: string; most: number } {
    const sign = this.peek();
    if (sign === undefined || !'*+?{'.includes(sign)) return { text: '', most: 1 };
    this.take();
    let found = { text: sign, most: 1 };
    if (sign === '{') {
      const from = this.signs.slice(this.at).join('');
      const counts = /^(\d{1,4})(,(\d{0,4}))?\}/.exec(from);
      if (counts === null) throw this.error('A repeat is written {2}, {2,} or {2,5}.');
      this.at += counts[0].length;
      const least = Number(counts[1]);
      const most = counts[3] === undefined || counts[3] === '' ? least : Number(counts[3]);
      if (most < least) throw this.error('The second number of a repeat is not smaller than the first.');
      found = { text: `{${counts[0]}`, most: Math.max(1, most) };
    }
    const after = this.peek();
    if (after !== undefined && '*+?{'.includes(after)) throw this.error('A repeat cannot be repeated; use a group.');
    return found;
  }

  private escape(inClass: boolean): string {
    const sign = this.take();
    const shorthand = CLASSES[sign.toLowerCase()];
    if (shorthand !== undefined) {
      if (!inClass) return sign === sign.toLowerCase() ? `[${shorthand}]` : `[^${shorthand}]`;
      if (sign === sign.toLowerCase()) return shorthand;
    }
    if (sign === '/' || (sign === '-' && !inClass)) return sign;
    if (ESCAPED_SIGNS.has(sign)) return `\\${sign}`;
    const control = CONTROL[sign];
    if (control !== undefined) return control;
    this.at -= 1;
    throw this.error(`“\\${sign}” is not read here.`);
  }

  private characterClass(): string {
    let text = '[';
    if (this.peek() === '^') text += this.take();
    let first = true;
    for (;;) {
      const sign = this.take();
      if (sign === ']') {
        if (first) throw this.error('A class in “[…]” holds at least one character.');
        return `${text}]`;
      }
      first = false;
      const low = this.classSign(sign);
      if (this.peek() === '-' && this.signs[this.at + 1] !== ']') {
        this.take();
        const high = this.classSign(this.take());
        const order = [low, high].map(
          (part) => (part.length > 1 && part.startsWith('\\') ? ([...part][1] ?? '') : part).codePointAt(0) ?? 0,
        );
        if (low.length > 2 || high.length > 2 || (order[0] ?? 0) > (order[1] ?? 0))
          throw this.error('A range runs from a smaller to a greater character.');
        text += `${low}-${high}`;
      } else text += low;
    }
  }

  private classSign(sign: string): string {
    if (sign === '\\') return this.escape(true);
    return '[]^-{}()|.$*+?'.includes(sign) ? `\\${sign}` : sign;
  }
}

/** The pattern in the form both engines read alike, or why it is not in the dialect. */
export function commonPattern(pattern: string): { ok: true; pattern: string } | { ok: false; problem: PatternProblem } {
  if (pattern.length > LONGEST_PATTERN)
    return { ok: false, problem: { message: `A pattern has at most ${LONGEST_PATTERN} characters.`, at: 0 } };
  try {
    return { ok: true, pattern: new PatternReader(pattern).read() };
  } catch (error) {
    if (error instanceof PatternError) return { ok: false, problem: { message: error.message, at: error.at } };
    throw error;
  }
}
