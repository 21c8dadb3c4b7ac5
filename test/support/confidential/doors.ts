import type { Inquiry } from '#contract/inquiries';
import type { FilterOperator } from '#domain/item/item-filter';
import { type ConfidentialReport, OUTSIDE, TARGET } from './confidential-report';
import type { Call } from './lines';

/** What somebody asks with a guess in it: a handler by its name and call, or an action by its name and input. */
export type Question = { handler: string; call: Call } | { action: string; input: unknown };

/** A way to find a confidential value by guessing: what is asked, and guesses around the truth that a leak would answer differently. */
export interface Door {
  name: string;
  guesses: readonly string[];
  ask: (guess: string) => Question;
  /** Answers tell the guesses apart where the owner asks: what keeps the test from passing by asking nothing. */
  tellsOwner: boolean;
}

const ITEMS = 'app/api/versions/[id]/items/route.ts GET';
const ITEM = 'app/api/versions/[id]/items/[key]/route.ts GET';
const MATCHING = 'app/api/versions/[id]/matching/route.ts GET';
const HISTORY = 'app/api/versions/[id]/items/[key]/history/route.ts GET';
const DIFF = 'app/api/versions/[id]/diff/route.ts GET';
const INQUIRIES = 'app/api/inquiries/route.ts POST';
const FAILURES = 'app/api/versions/[id]/rules/[key]/failures/route.ts GET';

const number = TARGET.income.replace('.25', '');
/** Below and above the true income, and the income itself. */
const INCOMES = [`${Number(number) - 1}`, TARGET.income, `${Number(number) + 1}`];
const TEXTS = [TARGET.income, '7600740.00'];
const KEYS = [TARGET.key, 'ZQ9999'];
const BETWEEN_KEYS = ['ZQ1019x', 'ZQ1020x'];

const BY_NUMBER: readonly FilterOperator[] = ['lt', 'lte', 'gt', 'gte'];
const BY_TEXT: readonly FilterOperator[] = ['is', 'is_not', 'in', 'contains'];
const filterOf = (field: string, operator: FilterOperator, guess: string) => ({ all: [{ field, operator, values: [guess] }] });
const guessesOf = (operator: FilterOperator) => (BY_NUMBER.includes(operator) ? INCOMES : TEXTS);
const cursorOf = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url');

/** Doors of each kind of question to the worker: one more kind does not compile without its own. */
type InquiryDoors = Record<Inquiry['kind'], (sample: string, profiling: string) => Door[]>;

const INQUIRY_DOORS: InquiryDoors = {
  'preview-import': () => [],
  'count-matches': (versionId) => [
    // However a column is named: by field, code, the file's own name in any case, or its position.
    ...['values.INCOME', 'INCOME', 'income', 'Income', 'values.income', '2'].flatMap((field) =>
      [...BY_NUMBER, ...BY_TEXT].map((operator) =>
        inquiry(
          `count ${field} ${operator}`,
          guessesOf(operator),
          (guess) => ({ kind: 'count-matches', versionId, filter: filterOf(field, operator, guess), keys: [] }),
          field === 'values.INCOME',
        ),
      ),
    ),
    ...(['is', 'contains', 'in', 'is_not'] as const).map((operator) =>
      inquiry(
        `count key ${operator}`,
        [OUTSIDE, 'ZQ9999'],
        (guess) => ({ kind: 'count-matches', versionId, filter: filterOf('key', operator, guess), keys: [] }),
        true,
      ),
    ),
    inquiry('count keys', [OUTSIDE, 'ZQ9999'], (guess) => ({ kind: 'count-matches', versionId, filter: { all: [] }, keys: [guess] }), true),
  ],
  'preview-draw': (versionId) => {
    const size = { by: 'hand', count: 5, reason: 'x' };
    const plan = (name: string, planned: (guess: string) => object) =>
      inquiry(`preview ${name}`, INCOMES, (guess) => ({ kind: 'preview-draw', versionId, plan: planned(guess) }), false);
    return [
      plan('strata', (guess) => ({ method: 'stratified', attribute: 'INCOME', bands: [guess], allocation: { by: 'proportional', size } })),
      plan('monetary', () => ({ method: 'monetary-unit', attribute: 'INCOME', selection: 'cell', size })),
      plan('mix', (guess) => ({
        method: 'mix',
        size,
        shares: { clean: 50, anomaly: 0, boundary: 50 },
        boundaries: [{ attribute: 'INCOME', thresholds: [guess] }],
      })),
    ];
  },
  'try-rule': (_sample, versionId) => [
    inquiry('try a rule', INCOMES, (guess) => ({ kind: 'try-rule', versionId, expression: `INCOME > ${guess}` }), false),
    inquiry(
      'try a condition',
      INCOMES,
      (guess) => ({ kind: 'try-rule', versionId, expression: `if INCOME > ${guess} then AMOUNT > 100` }),
      false,
    ),
  ],
  // Refused before any file is looked for.
  'check-evidence': (versionId) => [
    inquiry(
      'check a file',
      ['0b6f6f0e-6f0a-4d8e-9a35-0d6c2a7e4f11', '6f1f6e5c-2b7a-4c55-8d0a-9a1c3e5b7d22'],
      (evidenceId) => ({ kind: 'check-evidence', versionId, evidenceId, columns: {} }),
      false,
    ),
  ],
  // It asks by nothing but the version.
  'replay-decision': () => [],
  'list-failures': (_sample, id) => [
    door('list failures', ['INCOME.known'], (key) => ({ handler: FAILURES, call: { params: { id, key }, query: {} } }), false),
  ],
  'export-failures': (_sample, id) => [
    door(
      'export failures',
      ['INCOME.known'],
      (key) => ({ handler: FAILURES.replace('failures/', 'failures.csv/'), call: { params: { id, key } } }),
      false,
    ),
  ],
};

function door(name: string, guesses: readonly string[], ask: Door['ask'], tellsOwner: boolean): Door {
  return { name, guesses, ask, tellsOwner };
}

function inquiry(name: string, guesses: readonly string[], body: (guess: string) => object, tellsOwner: boolean): Door {
  return door(name, guesses, (guess) => ({ handler: INQUIRIES, call: { body: body(guess) } }), tellsOwner);
}

/** Every filter, sort, count, group and trial that there is, with a confidential value, or what tells of one, asked by. */
export function doorsOf({ versions }: ConfidentialReport): Door[] {
  const idOf = (phase: string) => versions.filter((one) => one.phase === phase).at(-1)?.id ?? '';
  const [id, profiling] = [idOf('sample-selection'), idOf('data-profiling')];
  const items = (name: string, guesses: readonly string[], query: (guess: string) => Record<string, unknown>, tellsOwner = true) =>
    door(`items ${name}`, guesses, (guess) => ({ handler: ITEMS, call: { params: { id }, query: query(guess) } }), tellsOwner);
  const diff = (name: string, query: (guess: string) => Record<string, unknown>, guesses: readonly string[] = KEYS) =>
    door(
      `difference ${name}`,
      guesses,
      (guess) => ({ handler: DIFF, call: { params: { id }, query: { base: 'none', ...query(guess) } } }),
      true,
    );
  const action = (name: string, called: string, guesses: readonly string[], input: (guess: string) => object): Door =>
    door(name, guesses, (guess) => ({ action: `app/actions/${called}`, input: input(guess) }), false);
  return [
    ...[...BY_NUMBER, ...BY_TEXT].map((operator) =>
      items(`income ${operator}`, guessesOf(operator), (guess) => ({ filter: filterOf('values.INCOME', operator, guess) })),
    ),
    ...[...BY_NUMBER, ...BY_TEXT].map((operator) =>
      items(
        `stratum ${operator}`,
        BY_NUMBER.includes(operator) ? INCOMES : ['by hand', 'by foot'],
        (guess) => ({ filter: filterOf('stratum', operator, guess) }),
        BY_TEXT.includes(operator),
      ),
    ),
    ...[...BY_NUMBER, ...BY_TEXT].map((operator) =>
      door(
        `matching income ${operator}`,
        guessesOf(operator),
        (guess) => ({ handler: MATCHING, call: { params: { id }, query: { filters: [filterOf('values.INCOME', operator, guess)] } } }),
        true,
      ),
    ),
    ...(['is', 'is_not', 'in', 'contains'] as const).map((operator) =>
      door(
        `matching key ${operator}`,
        KEYS,
        (guess) => ({ handler: MATCHING, call: { params: { id }, query: { filters: [filterOf('key', operator, guess)] } } }),
        true,
      ),
    ),
    items('record contains', [TARGET.income, '7600740.00'], (guess) => ({ filter: filterOf('values', 'contains', guess) })),
    items('rationale contains', ['INCOME is', 'INCOME was'], (guess) => ({ filter: filterOf('rationale', 'contains', guess) })),
    items('focus is', ['INCOME', 'AMOUNT'], (guess) => ({ filter: filterOf('attributeInFocus', 'is', guess) })),
    ...(['is', 'is_not', 'in', 'contains'] as const).map((operator) =>
      items(`key ${operator}`, KEYS, (guess) => ({ filter: filterOf('key', operator, guess) })),
    ),
    items('called contains', KEYS, (guess) => ({ filter: filterOf('called', 'contains', guess) })),
    items('sorted by income after', INCOMES, (guess) => ({ sort: 'values.INCOME', after: cursorOf(guess, guess, TARGET.key) })),
    items('after a key', BETWEEN_KEYS, (guess) => ({ after: cursorOf(null, null, guess) })),
    door('item', KEYS, (key) => ({ handler: ITEM, call: { params: { id, key } } }), true),
    door('history', KEYS, (key) => ({ handler: HISTORY, call: { params: { id, key } } }), true),
    diff('of a key', (key) => ({ key })),
    diff('from a key', (from) => ({ from }), BETWEEN_KEYS),
    diff('after a key', (guess) => ({ after: cursorOf(false, guess) }), BETWEEN_KEYS),
    diff('found by', (find) => ({ find })),
    diff('unfolded after', (foldAfter) => ({ foldAfter }), BETWEEN_KEYS),
    diff('unfolded before', (foldBefore) => ({ foldBefore }), BETWEEN_KEYS),
    ...Object.values(INQUIRY_DOORS).flatMap((doors) => doors(id, profiling)),
    action('bulk set', 'bulk-set.ts bulkSet', INCOMES, (guess) => ({
      versionId: id,
      editRevision: 0,
      filter: filterOf('values.INCOME', 'gt', guess),
      set: { category: null },
    })),
    action('comment on a key', 'add-comment.ts addComment', KEYS, (itemKey) => ({ versionId: id, itemKey, body: 'x' })),
    action('mark a key', 'mark-reviewed.ts markReviewed', KEYS, (key) => ({
      versionId: id,
      versionHash: '0'.repeat(64),
      keys: [key],
      reviewed: true,
    })),
    action('draw', 'request-draw.ts requestDraw', INCOMES, (guess) => ({
      commandId: '6d3f8a52-6d5c-4a3b-9c52-0d8a5f0b1e11',
      versionId: id,
      seenEditRevision: 0,
      params: { method: 'judgmental', keys: [], filter: filterOf('values.INCOME', 'gt', guess), count: 1, reason: 'x', lob: null },
    })),
  ];
}
