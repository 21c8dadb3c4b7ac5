import { versionHref } from '#contract/addresses';
import type { Inquiry } from '#contract/inquiries';
import type { FilterOperator } from '#domain/item/item-filter';
import type { PhaseName } from '#domain/phase/phase-names';
import { type AskedVersion, type ConfidentialReport, OUTSIDE, TARGET } from './confidential-report';
import { cursorOf, type Door, door, filterOf, inquiry, VERSIONS } from './door';

const number = TARGET.income.replace('.25', '');
/** Below and above the true income, and the income itself. */
const INCOMES = [`${Number(number) - 1}`, TARGET.income, `${Number(number) + 1}`];
const TEXTS = [TARGET.income, '7600740.00'];
const KEYS = [TARGET.key, 'ZQ9999'];
const BETWEEN_KEYS = ['ZQ1019x', 'ZQ1020x'];

const BY_NUMBER: readonly FilterOperator[] = ['lt', 'lte', 'gt', 'gte'];
const BY_TEXT: readonly FilterOperator[] = ['is', 'is_not', 'in', 'contains'];
const guessesOf = (operator: FilterOperator) => (BY_NUMBER.includes(operator) ? INCOMES : TEXTS);
const handler = (path: string) => `${VERSIONS}/${path}/route.ts GET`;

/** Versions that doors are tried on. */
interface Asked {
  sample: string;
  profiling: string;
  requests: AskedVersion;
  report: ConfidentialReport;
}

/** Doors of each kind of question to the worker: one more kind does not compile without its own. */
const INQUIRY_DOORS: Record<Inquiry['kind'], (asked: Asked) => Door[]> = {
  'preview-import': () => [],
  'count-matches': ({ sample: versionId }) => [
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
  'preview-draw': ({ sample: versionId }) => {
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
  'try-rule': ({ profiling: versionId }) => [
    inquiry('try a rule', INCOMES, (guess) => ({ kind: 'try-rule', versionId, expression: `INCOME > ${guess}` }), false),
    inquiry(
      'try a condition',
      INCOMES,
      (guess) => ({ kind: 'try-rule', versionId, expression: `if INCOME > ${guess} then AMOUNT > 100` }),
      false,
    ),
  ],
  'check-evidence': ({ requests, report }) => {
    const evidenceId = report.files.find(({ versionId }) => versionId === requests.id)?.evidenceId ?? '';
    const check = (guess: object) => ({ kind: 'check-evidence' as const, versionId: requests.id, evidenceId, columns: {}, ...guess });
    return [
      inquiry('check a file', [evidenceId, '6f1f6e5c-2b7a-4c55-8d0a-9a1c3e5b7d22'], (id) => check({ evidenceId: id }), true),
      inquiry('check a column', ['LOAN_ID', 'INCOME'], (heading) => check({ columns: { INCOME: heading } }), true),
    ];
  },
  // It asks by nothing but the version.
  'replay-decision': () => [],
  'list-failures': ({ profiling: id }) => failureDoors(id, 'rules/[key]/failures'),
  'export-failures': ({ profiling: id }) => failureDoors(id, 'rules/[key]/failures.csv'),
};

function failureDoors(id: string, path: string): Door[] {
  const of = (key: string, query: Record<string, unknown> = {}) => ({ handler: handler(path), call: { params: { id, key }, query } });
  return [
    door(`${path} of a confidential attribute`, ['INCOME.known'], (key) => of(key), false),
    ...(path.endsWith('.csv')
      ? []
      : [door(`${path} after`, ['1', '30'], (line) => of('AMOUNT.small', { after: cursorOf(Number(line), OUTSIDE) }), false)]),
  ];
}

/** Doors of a comparison in each of the places that compare. */
function comparisonDoors(id: string, tests: readonly AskedVersion[]): Door[] {
  const [first, second] = [tests.at(1)?.id ?? '', tests.at(-1)?.id ?? ''];
  return ['diff', 'diff.csv', 'diff/fields'].flatMap((path) => {
    const at = (name: string, guesses: readonly string[], query: (guess: string) => Record<string, unknown>, of = id, tellsOwner = true) =>
      door(
        `${path} ${name}`,
        guesses,
        (guess) => ({ handler: handler(path), call: { params: { id: of }, query: query(guess) } }),
        tellsOwner,
      );
    const none = (query: Record<string, unknown>) => ({ base: 'none', ...query });
    const rules = [
      at('within a tolerance', ['0.5', '2'], (tolerance) => ({ base: first, tolerance }), second),
      at(
        'by a field within a tolerance',
        ['0.5', '2'],
        (tolerance) => ({ base: first, tolerance, field: 'shown' }),
        second,
        path !== 'diff/fields',
      ),
      // Two samples differ in the capitals of a stratum, and in its spaces.
      ...['ignoreCase', 'ignoreSpace'].map((rule) => at(rule, ['as it is', 'yes'], (guess) => (guess === 'yes' ? { [rule]: guess } : {}))),
    ];
    if (path === 'diff/fields') return rules;
    return [
      ...rules,
      at('of a key', KEYS, (key) => none({ key })),
      at('found by', KEYS, (find) => none({ find })),
      // A file holds all of a difference.
      at('from a key', BETWEEN_KEYS, (from) => none({ from }), id, path === 'diff'),
      at('after a key', BETWEEN_KEYS, (guess) => none({ after: cursorOf(false, guess) }), id, path === 'diff'),
      at('unfolded after', BETWEEN_KEYS, (foldAfter) => none({ foldAfter }), id, path === 'diff'),
      at('unfolded before', BETWEEN_KEYS, (foldBefore) => none({ foldBefore }), id, path === 'diff'),
      at('of an effect', ['Strata / By hand', 'Strata / By foot'], (effect) => ({ effect })),
    ];
  });
}

/** Doors where work, people and the trail are looked through. */
function searchDoors(cycleReportId: string, cycleId: string): Door[] {
  const of = (path: string, ask: (guess: string) => { params?: Record<string, string>; query: Record<string, unknown> }) =>
    door(`${path} by a key`, KEYS, (guess) => ({ handler: `app/api/${path}/route.ts GET`, call: ask(guess) }), false);
  const cells = ['', '/burn-up', '/burn-up.csv', '/cells.csv'];
  const filter = (guess: string) => filterOf('values.INCOME', 'is', guess);
  const place = { cycleReportId, phase: 'sample-selection', instance: '' } as const;
  return [
    of('search', (q) => ({ query: { q } })),
    of('search', (guess) => ({ query: { at: versionHref({ ...place, row: guess, filter: filter(guess) }) } })),
    of('trail', (text) => ({ query: { text } })),
    of('trail/entries.csv', (text) => ({ query: { text, cycleReportId } })),
    of('workflows', (find) => ({ query: { find } })),
    ...cells.map((path) => of(`progress/cycles/[id]${path}`, (find) => ({ params: { id: cycleId }, query: { find } }))),
    ...['flow', 'people', 'rows'].map((path) =>
      of(`progress/${path}`, (find) => ({ query: { cycle: cycleId, find, ...(path === 'rows' ? { measure: 'turns' } : {}) } })),
    ),
  ];
}

/** Every way of asking that is no field of a phase, with a confidential value, or what tells of one, asked by. */
export function doorsOf(report: ConfidentialReport): Door[] {
  const { versions, scenario, files, dataOwner } = report;
  const newest = (phase: PhaseName) => versions.findLast((one) => one.phase === phase)?.id ?? '';
  const id = newest('sample-selection');
  const file = files.find(({ by }) => by === dataOwner.userId);
  const requests = versions.find((version) => version.id === file?.versionId);
  if (requests === undefined || file === undefined) throw new Error('nothing was asked for');
  const tests = versions.filter(({ phase, instance }) => phase === 'test-execution' && instance === requests.instance);
  const get = (name: string, guesses: readonly string[], path: string, call: (guess: string) => object, tellsOwner = true) =>
    door(name, guesses, (guess) => ({ handler: path, call: call(guess) }), tellsOwner);
  const action = (name: string, called: string, guesses: readonly string[], input: (guess: string) => object): Door =>
    door(name, guesses, (guess) => ({ action: `app/actions/${called}`, input: input(guess) }), false);
  const commandId = '6d3f8a52-6d5c-4a3b-9c52-0d8a5f0b1e11';
  const seenHash = '0'.repeat(64);
  const cases = KEYS.map((key) => `INCOME/${key}`);
  return [
    get('items sorted by', ['values.INCOME', '-values.INCOME'], handler('items'), (sort) => ({ params: { id }, query: { sort } })),
    get('items after a key', BETWEEN_KEYS, handler('items'), (guess) => ({
      params: { id },
      query: { after: cursorOf(null, null, guess) },
    })),
    get('item', KEYS, handler('items/[key]'), (key) => ({ params: { id, key } })),
    get('history', KEYS, handler('items/[key]/history'), (key) => ({ params: { id, key } })),
    get('a case', cases, handler('items/[key]'), (key) => ({ params: { id: requests.id, key } })),
    get('matrix after', BETWEEN_KEYS, handler('matrix'), (after) => ({ params: { id: tests.at(-1)?.id ?? '' }, query: { after } })),
    get('passage at', ['2', '99'], 'app/api/evidence/[id]/[sha256]/passage/route.ts GET', (row) => ({
      params: { id: requests.id, sha256: file.sha256 },
      query: { row },
    })),
    ...comparisonDoors(id, tests),
    ...Object.values(INQUIRY_DOORS).flatMap((doors) => doors({ sample: id, profiling: newest('data-profiling'), requests, report })),
    ...searchDoors(scenario.cycleReportId, scenario.cycleId),
    action('bulk set', 'bulk-set.ts bulkSet', INCOMES, (guess) => ({
      versionId: id,
      editRevision: 0,
      filter: filterOf('values.INCOME', 'gt', guess),
      set: { category: null },
    })),
    action('comment on a key', 'add-comment.ts addComment', KEYS, (itemKey) => ({ versionId: id, itemKey, body: 'x' })),
    action('mark a key', 'mark-reviewed.ts markReviewed', KEYS, (key) => ({
      versionId: id,
      versionHash: seenHash,
      keys: [key],
      reviewed: true,
    })),
    action('follow a finding', 'add-finding-event.ts addFindingEvent', KEYS, (key) => ({
      versionId: newest('observation-management'),
      key: `^INCOME/${key}`,
      kind: 'started',
      note: '',
      until: null,
    })),
    action('judge a case', 'decide-items.ts decideItems', cases, (itemKey) => ({
      commandId,
      versionId: requests.id,
      verdicts: [{ itemKey, verdict: 'accepted', reason: '', seenHash }],
    })),
    action('record a case', 'record-changes.ts recordChanges', cases, (itemKey) => ({
      commandId,
      versionId: requests.id,
      changes: [{ itemKey, seenHash, fields: {} }],
      alike: {},
      comment: '',
    })),
    action('edit a record', 'save-items.ts saveItems', KEYS, (key) => ({ versionId: id, editRevision: 0, edits: [{ key, set: {} }] })),
    action('reject a record', 'send-decision.ts sendDecision', KEYS, (itemKey) => ({
      commandId,
      versionId: id,
      seenVersionHash: seenHash,
      decision: 'request_changes',
      comment: 'x',
      verdicts: [{ itemKey, verdict: 'rejected', reason: 'x' }],
    })),
    action('ask for a record', 'send-decision.ts sendDecision', INCOMES, (guess) => ({
      commandId,
      versionId: id,
      seenVersionHash: seenHash,
      decision: 'request_changes',
      comment: 'x',
      additions: [{ filter: filterOf('values.INCOME', 'gt', guess), count: 1, reason: 'x' }],
    })),
    action('draw', 'request-draw.ts requestDraw', INCOMES, (guess) => ({
      commandId,
      versionId: id,
      seenEditRevision: 0,
      params: { method: 'judgmental', keys: [], filter: filterOf('values.INCOME', 'gt', guess), count: 1, reason: 'x', lob: null },
    })),
  ];
}
