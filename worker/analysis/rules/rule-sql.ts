import { isBlank } from '#domain/rules/blank';
import { DECIMAL_SHAPE, INTEGER_SHAPE, NUMBER_SHAPE } from '#domain/rules/decimal';
import type { ConditionPlan, DatePlan, NumberPlan, TextPlan } from '#domain/rules/rule-plan';
import { dayOfSql } from '../files/date-sql';
import { plainNumberSql } from '../files/number-sql';
import { MOST_DIGITS, type NumberWidth, QUICK_DIGITS, shapeOf } from './number-widths';

/** A rule whose numbers would need more digits than DuckDB has. */
export class TooManyDigits extends Error {
  constructor() {
    super(`Its numbers would need more than ${MOST_DIGITS} digits.`);
  }
}

interface NumberSql extends NumberWidth {
  sql: string;
}

/**
 * Compiles conditions to SQL over sources that are computed once per record: columns without their blanks (`t…`), numbers
 * (`n…`) and dates (`d…`). The SQL consists of our own words, column positions, counts and parameters; every text, number,
 * pattern and format is bound. NULL stands for false; `not` is IS NOT TRUE, so no third truth gets out.
 */
export class RuleSql {
  readonly values: string[] = [];
  private readonly parameters = new Map<string, string>();
  private readonly sources = new Map<string, string>();
  /** Numbers read from texts: their name, plan and reading, in the order they were met. */
  readonly numbers: { name: string; key: string; of: TextPlan; raw: string; width: NumberWidth }[] = [];

  /** `columnOf`: SQL name of an attribute's column. `widthOf`: by the key of a number's text (`numberKey`). */
  constructor(
    private readonly columnOf: (code: string) => string,
    private readonly widthOf: (key: string) => NumberWidth,
  ) {}

  bind(value: string): string {
    const known = this.parameters.get(value);
    if (known !== undefined) return known;
    this.values.push(value);
    const name = `$${this.values.length}`;
    this.parameters.set(value, name);
    return name;
  }

  /** A source by its SQL; the same SQL is computed once. */
  private source(prefix: string, sql: string): string {
    const known = this.sources.get(sql);
    if (known !== undefined) return known;
    const name = `${prefix}${this.sources.size + 1}`;
    this.sources.set(sql, name);
    return name;
  }

  /** What the inner SELECT computes beside the raw columns. */
  sourceList(): string[] {
    return [...this.sources].map(([sql, name]) => `${sql} as ${name}`);
  }

  /** A column's text, NULL where blank. */
  textSource(code: string): string {
    const column = this.columnOf(code);
    return this.source('t', `case when trim(${column}) <> ${this.bind('')} then ${column} end`);
  }

  /** A text that is never NULL, over raw columns; blanks of the data are empty. */
  rawText(plan: TextPlan): string {
    return this.text(plan, (code) => {
      const column = this.columnOf(code);
      return `case when trim(${column}) <> ${this.bind('')} then ${column} else ${this.bind('')} end`;
    });
  }

  private text(plan: TextPlan, read: (code: string) => string): string {
    const of = (inner: TextPlan) => this.text(inner, read);
    switch (plan.kind) {
      case 'read':
        return read(plan.code);
      case 'text':
        return this.bind(plan.value);
      case 'upper':
      case 'lower':
      case 'trim':
        return `${plan.kind}(${of(plan.of)})`;
      case 'plain-number':
        return plainNumberSql(of(plan.of), plan.format, (value) => this.bind(value));
      case 'substring':
        return `substring(${of(plan.of)}, ${plan.from}${plan.count === null ? '' : `, ${plan.count}`})`;
      case 'concat':
        return `(${plan.parts.map(of).join(' || ')})`;
      case 'if-blank': {
        const text = of(plan.of);
        return `case when trim(${text}) <> ${this.bind('')} then ${text} else ${of(plan.other)} end`;
      }
    }
  }

  /** A text that is never NULL. */
  private whole(plan: TextPlan): string {
    return this.text(plan, (code) => `coalesce(${this.textSource(code)}, ${this.bind('')})`);
  }

  /** A text that is NULL where blank. */
  private filled(plan: TextPlan): string {
    if (plan.kind === 'read') return this.textSource(plan.code);
    if (plan.kind === 'text' && isBlank(plan.value)) return 'cast(null as varchar)';
    const text = this.whole(plan);
    return plan.kind === 'text' ? text : `case when trim(${text}) <> ${this.bind('')} then ${text} end`;
  }

  private isFilled(plan: TextPlan): string {
    return plan.kind === 'read' ? `${this.textSource(plan.code)} is not null` : `trim(${this.whole(plan)}) <> ${this.bind('')}`;
  }

  /** A text beside which a blank need not be told apart, because the other side is none. */
  private plain(plan: TextPlan): string {
    return plan.kind === 'read' ? this.columnOf(plan.code) : this.whole(plan);
  }

  /** The text a number is read from. A blank is none whatever it looks like, so that columns are taken as they are. */
  private numberText(of: TextPlan): string {
    if (of.kind === 'read') return this.columnOf(of.code);
    return of.kind === 'plain-number' && of.of.kind === 'read'
      ? plainNumberSql(this.columnOf(of.of.code), of.format, (value) => this.bind(value))
      : this.rawText(of);
  }

  private numberOf(of: TextPlan): NumberSql {
    const key = numberKey(of);
    const width = this.widthOf(key);
    const raw = this.numberText(of);
    const name = this.source(
      'n',
      `case when regexp_full_match(${raw}, ${this.bind(shapeOf(width))}) then try_cast(${raw} as ${decimalType(width)}) end`,
    );
    if (!this.numbers.some((number) => number.name === name)) this.numbers.push({ name, key, of, raw, width });
    return { sql: name, ...width };
  }

  private literal(value: string): NumberSql {
    const [whole = '', fraction = ''] = value.replace('-', '').split('.');
    const width = { whole: Math.max(1, whole.replace(/^0+/, '').length), fraction: fraction.replace(/0+$/, '').length };
    return { sql: `cast(${this.bind(value)} as ${decimalType(width)})`, ...width };
  }

  number(plan: NumberPlan): NumberSql {
    switch (plan.kind) {
      case 'number-of':
        return this.numberOf(plan.of);
      case 'number':
        return this.literal(plan.value);
      case 'arithmetic': {
        const left = this.number(plan.left);
        const right = this.number(plan.right);
        if (plan.operator === '*') return times(left, right);
        const width = fitting({ whole: Math.max(left.whole, right.whole) + 1, fraction: Math.max(left.fraction, right.fraction) });
        return { sql: `(${widened(left, width)} ${plan.operator} ${widened(right, width)})`, ...width };
      }
      case 'negate':
      case 'absolute': {
        const of = this.number(plan.of);
        return { ...of, sql: plan.kind === 'negate' ? `(- ${of.sql})` : `abs(${of.sql})` };
      }
      case 'length':
        return { sql: `cast(length(${this.whole(plan.of)}) as decimal(10, 0))`, whole: 10, fraction: 0 };
      case 'days-between':
        return { sql: `cast(${this.date(plan.to)} - ${this.date(plan.from)} as decimal(8, 0))`, whole: 8, fraction: 0 };
      case 'date-part':
        return { sql: `cast(${plan.part}(${this.date(plan.of)}) as decimal(4, 0))`, whole: 4, fraction: 0 };
      case 'number-if-blank': {
        const read = this.numberOf(plan.of);
        const other = this.number(plan.other);
        const width = fitting({ whole: Math.max(read.whole, other.whole), fraction: Math.max(read.fraction, other.fraction) });
        return { sql: `case when ${this.isFilled(plan.of)} then ${widened(read, width)} else ${widened(other, width)} end`, ...width };
      }
    }
  }

  date(plan: DatePlan): string {
    switch (plan.kind) {
      case 'date':
        return `cast(${this.bind(plan.value)} as date)`;
      case 'date-of': {
        const raw = plan.of.kind === 'read' ? this.columnOf(plan.of.code) : this.rawText(plan.of);
        return this.source('d', `cast(${dayOfSql(raw, plan.format, (value) => this.bind(value))} as date)`);
      }
      case 'date-if-blank':
        return `case when ${this.isFilled(plan.of)} then ${this.date({ kind: 'date-of', of: plan.of, format: plan.format })} else ${this.date(plan.other)} end`;
    }
  }

  /** SQL of a condition: true where it holds, false or NULL where it does not. */
  condition(plan: ConditionPlan): string {
    switch (plan.kind) {
      case 'compare-text': {
        const isLiteral = plan.operator === '=' && (plan.left.kind === 'text' || plan.right.kind === 'text');
        const side = (text: TextPlan) => (isLiteral ? this.plain(text) : this.filled(text));
        return `(${side(plan.left)} ${plan.operator} ${side(plan.right)})`;
      }
      case 'compare-number': {
        const left = this.number(plan.left);
        const right = this.number(plan.right);
        fitting({ whole: Math.max(left.whole, right.whole), fraction: Math.max(left.fraction, right.fraction) });
        return `(${left.sql} ${plan.operator} ${right.sql})`;
      }
      case 'compare-date':
        return `(${this.date(plan.left)} ${plan.operator} ${this.date(plan.right)})`;
      case 'close':
        return this.close(plan);
      case 'text-in':
        return `(${this.plain(plan.of)} in (${plan.values.map((value) => this.bind(value)).join(', ')}))`;
      case 'number-in': {
        const of = this.number(plan.of);
        return `(${of.sql} in (${plan.values
          .map((value) => {
            const written = this.literal(value);
            fitting({ whole: Math.max(of.whole, written.whole), fraction: Math.max(of.fraction, written.fraction) });
            return written.sql;
          })
          .join(', ')}))`;
      }
      case 'blank':
        return `(${this.isFilled(plan.of)}) is not true`;
      case 'is-number':
        return plan.of.kind === 'number-of'
          ? `regexp_full_match(${this.numberText(plan.of.of)}, ${this.bind(DECIMAL_SHAPE)})`
          : `(${this.number(plan.of).sql} is not null)`;
      case 'is-integer':
        return `regexp_full_match(${this.numberText(plan.of)}, ${this.bind(INTEGER_SHAPE)})`;
      case 'is-date':
        return `(${this.date(plan.of)} is not null)`;
      case 'starts-with':
      case 'ends-with':
      case 'contains': {
        const name = { 'starts-with': 'starts_with', 'ends-with': 'ends_with', contains: 'contains' }[plan.kind];
        return `${name}(${this.whole(plan.of)}, nullif(${this.whole(plan.part)}, ${this.bind('')}))`;
      }
      case 'matches':
        return `regexp_full_match(${this.filled(plan.of)}, ${this.bind(plan.pattern)})`;
      case 'not':
        return `(${this.condition(plan.of)}) is not true`;
      case 'and':
      case 'or':
        return `(${plan.parts.map((part) => this.condition(part)).join(plan.kind === 'and' ? ' and ' : ' or ')})`;
    }
  }

  private close(plan: ConditionPlan & { kind: 'close' }): string {
    const left = this.number(plan.left);
    const right = this.number(plan.right);
    const amount = this.literal(plan.amount);
    const width = fitting({ whole: Math.max(left.whole, right.whole) + 1, fraction: Math.max(left.fraction, right.fraction) });
    const apart = { sql: `abs(${widened(left, width)} - ${widened(right, width)})`, ...width };
    if (!plan.percent) return `(${apart.sql} <= ${amount.sql})`;
    return `(${times(apart, this.literal('100')).sql} <= ${times({ ...right, sql: `abs(${right.sql})` }, amount).sql})`;
  }
}

/** What a number's width is remembered by: the text it is read from. */
function numberKey(of: TextPlan): string {
  return JSON.stringify(of);
}

/** Whether a value is a number that the width assumed does not hold: SQL over a number's raw text. */
export function tooWideSql(sql: RuleSql, { name, raw }: { name: string; raw: string }): string {
  return `${name} is null and regexp_full_match(${raw}, ${sql.bind(NUMBER_SHAPE)})`;
}

function decimalType({ whole, fraction }: NumberWidth): string {
  return `decimal(${whole + fraction}, ${fraction})`;
}

function fitting(width: NumberWidth): NumberWidth {
  if (width.whole + width.fraction > MOST_DIGITS) throw new TooManyDigits();
  return width;
}

function widened(number: NumberSql, width: NumberWidth): string {
  return number.whole === width.whole && number.fraction === width.fraction ? number.sql : `cast(${number.sql} as ${decimalType(width)})`;
}

/** DuckDB keeps a product of two 64-bit decimals in 64 bits and fails when it overflows: one side is widened before. */
function times(left: NumberSql, right: NumberSql): NumberSql {
  const width = fitting({ whole: left.whole + right.whole, fraction: left.fraction + right.fraction });
  const isQuick = width.whole + width.fraction <= QUICK_DIGITS;
  const wide = isQuick
    ? left.sql
    : widened(left, { whole: Math.max(left.whole, QUICK_DIGITS + 1 - left.fraction), fraction: left.fraction });
  return { sql: `(${wide} * ${right.sql})`, ...width };
}
