import { z } from 'zod';
import type { Action, Endpoint, Handler } from '../endpoints';
import { type Door, VERSIONS } from './door';
import { LINES } from './lines';

interface ObjectSchema {
  properties?: Record<string, unknown>;
  anyOf?: ObjectSchema[];
  oneOf?: ObjectSchema[];
  allOf?: ObjectSchema[];
}

/** Names of what an input takes, of each of its alternatives. */
function namesIn(schema: z.ZodType | undefined): string[] {
  if (schema === undefined) return [];
  const walk = ({ properties = {}, anyOf = [], oneOf = [], allOf = [] }: ObjectSchema): string[] => [
    ...Object.keys(properties),
    ...[...anyOf, ...oneOf, ...allOf].flatMap(walk),
  ];
  return [...new Set(walk(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as ObjectSchema))];
}

/** Parts of an action's input that name records, or values of theirs. */
const NAMING_RECORDS: readonly string[] = [
  ...['additions', 'alike', 'changes', 'edits', 'field', 'filter', 'itemKey', 'key', 'keys', 'params', 'set', 'verdicts'],
];

/** Every parameter by which somebody could ask, as "endpoint parameter": of handlers that read data all, of actions what names records. */
export function parametersOf(handlers: readonly Endpoint<Handler>[], actions: readonly Endpoint<Action>[]): string[] {
  const reading = handlers.filter(({ name }) => LINES[name] !== undefined && !('readsNoData' in LINES[name]));
  return [
    ...reading.flatMap(({ name, input }) =>
      [input?.params, input?.query, input?.body].flatMap(namesIn).map((parameter) => `${name} ${parameter}`),
    ),
    ...actions.flatMap(({ name, input }) =>
      namesIn(input?.body)
        .filter((parameter) => NAMING_RECORDS.includes(parameter))
        .map((parameter) => `${name} ${parameter}`),
    ),
  ];
}

/** The parameters that a door guesses by: those in which its questions differ. */
function guessedBy({ guesses, ask }: Door): string[] {
  const asked = guesses.map((guess) => {
    const question = ask(guess);
    const parts =
      'action' in question
        ? (question.input as object)
        : { ...question.call.params, ...question.call.query, ...(question.call.body as object | undefined) };
    return { of: 'action' in question ? question.action : question.handler, parts: new Map(Object.entries(parts)) };
  });
  const names = new Set(asked.flatMap(({ parts }) => [...parts.keys()]));
  return [...names].flatMap((name) => {
    const values = new Set(asked.map(({ parts }) => JSON.stringify(parts.get(name)) ?? ''));
    return values.size > 1 ? [`${asked[0]?.of} ${name}`] : [];
  });
}

const AN_ID = 'an id, drawn at random: it says nothing of what it names';
const A_COLUMN = 'names a column: that a cell of it differs is shown to everybody';
const A_NUMBER = 'how many rows are shown';
const IN_A_FILE = 'a place in a file, refused as `row` is';
const A_RULE = 'the code of a rule, which everybody is shown';
const IN_A_WORKBOOK = 'is tried on the same table as CSV';
const IS_WRITTEN = 'is written and not asked by';
const TESTERS_WORK = 'asks for work that the tester alone asks for';

/** Why nobody finds a value by a parameter, wherever it is taken, or at one endpoint ("endpoint parameter"). */
const ASKS_NOTHING: Readonly<Record<string, string>> = {
  ...Object.fromEntries(['id', 'versionId', 'cycleReportId', 'reportId', 'personId', 'person', 'cycle'].map((name) => [name, AN_ID])),
  sha256: 'the hash of a whole file, which nobody makes who does not have it',
  base: 'names a version',
  kind: 'says which question it is',
  kinds: 'that something differs is shown to everybody',
  field: A_COLUMN,
  ignoreFields: A_COLUMN,
  limit: A_NUMBER,
  context: A_NUMBER,
  page: 'names a page of the product; of a file it is refused as `row` is',
  sheet: IN_A_FILE,
  cell: IN_A_FILE,
  set: IS_WRITTEN,
  alike: IS_WRITTEN,
  [`${VERSIONS}/rules/[key]/failures/route.ts GET key`]: A_RULE,
  [`${VERSIONS}/rules/[key]/failures.csv/route.ts GET key`]: A_RULE,
  'app/api/progress/cycles/[id]/burn-up.xlsx/route.ts GET find': IN_A_WORKBOOK,
  'app/api/progress/cycles/[id]/cells.xlsx/route.ts GET find': IN_A_WORKBOOK,
  'app/api/inquiries/route.ts POST params': 'an import, which the tester alone tries',
  ...Object.fromEntries(
    ['request-import.ts requestImport', 'request-profile.ts requestProfile', 'request-refresh.ts requestRefresh']
      .concat('request-rule-import.ts requestRuleImport')
      .map((action) => [`app/actions/${action} params`, TESTERS_WORK]),
  ),
};

/** What narrows work of people, processes or entries of the trail, which hold no values. */
const NARROWS_WORK: readonly string[] = [
  ...['tab', 'due', 'sort', 'after', 'phase', 'lob', 'holding', 'weeks', 'measure', 'report', 'state', 'whose', 'work', 'shared', 'role'],
  ...['age', 'week', 'day', 'submitted', 'reworked', 'from', 'to', 'actsOnly', 'days', 'activity', 'outcome', 'show'],
];

/** Of these parameters those that no door guesses by and that have no reason why not. */
export function withoutDoor(parameters: readonly string[], doors: readonly Door[]): string[] {
  const guessed = new Set(doors.flatMap(guessedBy));
  return parameters.filter((parameter) => {
    const name = parameter.slice(parameter.lastIndexOf(' ') + 1);
    const isOfWork = parameter.startsWith('app/api/') && !parameter.startsWith(VERSIONS) && NARROWS_WORK.includes(name);
    return !guessed.has(parameter) && !isOfWork && ASKS_NOTHING[parameter] === undefined && ASKS_NOTHING[name] === undefined;
  });
}

/** Reasons of parameters that there are not, or that doors guess by wherever they are taken. */
export function idleReasons(parameters: readonly string[], doors: readonly Door[]): string[] {
  const guessed = new Set(doors.flatMap(guessedBy));
  const left = parameters.filter((parameter) => !guessed.has(parameter));
  return Object.keys(ASKS_NOTHING).filter((name) => !left.some((parameter) => parameter === name || parameter.endsWith(` ${name}`)));
}
