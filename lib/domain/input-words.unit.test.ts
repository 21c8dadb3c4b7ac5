import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import * as actionInputs from '#contract/action-inputs';
import * as administrationInputs from '#contract/administration-inputs';
import * as deskInputs from '#contract/desk-inputs';
import * as readInputs from '#contract/read-inputs';
import * as workInputs from '#contract/work-inputs';
import { faultInWords } from './input-words';
import { PHASES } from './phase/phase-names';
import { phaseDefinition } from './phases/registry';

/** A verb that a person can read after the name of a field. */
const PREDICATE = /^(is|are|must|has|have|needs?|names?|holds?|repeats|does|cannot|can|may) /;

function faultsOf(schema: z.ZodType, input: unknown): string[] {
  return (schema.safeParse(input).error?.issues ?? []).map(({ message }) => message);
}

type Code = z.core.$ZodIssue['code'];

/** One fault of every code that zod has; the record is total, so a code that a later zod adds does not compile. */
const FAULTS: Record<Code, { schema: z.ZodType; input: unknown; words: string }[]> = {
  invalid_type: [
    { schema: z.string(), input: undefined, words: 'is missing' },
    { schema: z.number(), input: 'many', words: 'must be a number' },
    { schema: z.int(), input: 1.5, words: 'must be a whole number' },
    { schema: z.array(z.string()), input: {}, words: 'must be a list' },
    { schema: z.strictObject({}), input: 'text', words: 'must be made of named parts' },
    { schema: z.symbol(), input: 'text', words: 'must be of the kind symbol' },
  ],
  invalid_value: [
    { schema: z.enum(['draft', 'approved']), input: 'lost', words: 'must be one of draft, approved' },
    { schema: z.enum(['draft', 'approved']), input: undefined, words: 'is missing' },
    { schema: z.literal('yes'), input: 'no', words: 'must be yes' },
  ],
  too_small: [
    { schema: z.string().min(1), input: '', words: 'must not be empty' },
    { schema: z.string().min(3), input: 'ab', words: 'must have at least 3 characters' },
    { schema: z.array(z.int()).min(2), input: [1], words: 'must have at least 2 entries' },
    { schema: z.string().length(2), input: 'a', words: 'must have exactly 2 characters' },
    { schema: z.number().min(1), input: 0, words: 'must be at least 1' },
    { schema: z.number().positive(), input: 0, words: 'must be more than 0' },
  ],
  too_big: [
    { schema: z.string().max(1), input: 'ab', words: 'must have at most 1 character' },
    { schema: z.array(z.int()).max(1000), input: Array.from({ length: 1001 }, () => 1), words: 'must have at most 1,000 entries' },
    { schema: z.number().lt(5), input: 5, words: 'must be less than 5' },
    { schema: z.number().max(5), input: 6, words: 'must be at most 5' },
  ],
  invalid_format: [
    { schema: z.uuid(), input: 'x', words: 'is not an id' },
    { schema: z.email(), input: 'x', words: 'is not an e-mail address' },
    { schema: z.string().regex(/^a$/), input: 'b', words: 'is not written in the form that is asked for' },
  ],
  not_multiple_of: [{ schema: z.number().multipleOf(5), input: 3, words: 'must be a multiple of 5' }],
  unrecognized_keys: [{ schema: z.strictObject({}), input: { more: 1 }, words: 'has parts that are not known here: more' }],
  invalid_union: [
    { schema: z.union([z.string(), z.number()]), input: true, words: 'has none of the forms that are accepted' },
    {
      schema: z.discriminatedUnion('op', [z.object({ op: z.literal('put') }), z.object({ op: z.literal('remove') })]),
      input: { op: 'keep' },
      words: 'must be one of put, remove',
    },
  ],
  invalid_key: [{ schema: z.record(z.string().max(1), z.int()), input: { long: 1 }, words: 'has a part whose name is not accepted' }],
  invalid_element: [
    { schema: z.map(z.strictObject({}), z.int()), input: new Map([[{}, 'text']]), words: 'has an entry that is not accepted' },
  ],
  custom: [{ schema: z.string().refine(() => false), input: 'x', words: 'is not accepted' }],
};

describe.each(Object.entries(FAULTS))('%s', (code, faults) => {
  it.each(faults)('$words', ({ schema, input, words }) => {
    const [issue] = schema.safeParse(input).error?.issues ?? [];
    expect({ code: issue?.code, message: issue?.message }).toEqual({ code, message: words });
    expect(words).toMatch(PREDICATE);
  });
});

it('makes a sentence that names the field, or the whole', () => {
  const schema = z.strictObject({ rows: z.array(z.strictObject({ limit: z.int() })) });
  const sentence = (input: unknown) => faultInWords(schema.safeParse(input).error ?? new z.ZodError([]));
  expect(sentence({ rows: [{ limit: 1.5 }] })).toBe('rows.0.limit must be a whole number.');
  expect(sentence('x')).toBe('The request must be made of named parts.');
});

/** Every schema by which a page, a handler or an edit is judged. */
const SCHEMAS = [
  ...[actionInputs, administrationInputs, deskInputs, readInputs, workInputs].flatMap((module) => Object.entries(module)),
  ...PHASES.map((phase): [string, unknown] => [`items of ${phase}`, phaseDefinition(phase).itemSchema]),
].flatMap(([name, schema]) => (schema instanceof z.ZodType ? [[name, schema] as const] : []));

const WRONG: readonly unknown[] = [undefined, null, 'x', '', 'x'.repeat(30_000), -1, 1.5, 10 ** 9, true, [], [[]], {}, { more: {} }];

/** The wrong values themselves, and the same in each part of a schema that has parts. */
function wrongInputs(schema: z.ZodType): unknown[] {
  if (!(schema instanceof z.ZodObject)) return [...WRONG];
  return [...WRONG, ...WRONG.map((value) => Object.fromEntries(Object.keys(schema.shape).map((part) => [part, value])))];
}

it.each(SCHEMAS)('%s finds fault in words of ours', (_, schema) => {
  const said = wrongInputs(schema).flatMap((input) => faultsOf(schema, input));
  expect(said.filter((fault) => !PREDICATE.test(fault))).toEqual([]);
});

it('judges all the schemas there are', () => {
  expect(SCHEMAS.length).toBeGreaterThan(60);
});
