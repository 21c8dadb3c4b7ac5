import fc from 'fast-check';
import { z } from 'zod';

/** The part of JSON Schema that zod writes for our inputs. */
interface JsonSchema {
  $ref?: string;
  $defs?: Record<string, JsonSchema>;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: JsonSchema | boolean;
  items?: JsonSchema;
  minItems?: number;
  maxItems?: number;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  format?: string;
  pattern?: string;
}

/** Values that a page never sends and that somebody else may: each has broken some server before. */
const NASTY: readonly unknown[] = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\uD800',
  'x\uDFFF',
  '\u200B\u202E',
  '%zz',
  '%',
  "'; drop table version; --",
  '{"all":[{"field":"\\u0000","operator":"is","values":["1"]}]}',
  '__proto__',
  'constructor',
  '$file',
  'x'.repeat(100_000),
  '\u00e9'.repeat(700),
  '9'.repeat(400),
  '1e999',
  '-',
  Buffer.from('[1,2,3]').toString('base64url'),
  Buffer.from('["x","y","z"]').toString('base64url'),
  Buffer.from('[null,null]').toString('base64url'),
  Buffer.from('["2026-01-01","00000000-0000-4000-8000-000000000000"]').toString('base64url'),
  -1,
  -0,
  0.5,
  2 ** 31,
  2 ** 53,
  1e308,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  null,
  undefined,
  true,
  [],
  {},
  [[]],
  { length: 1e9 },
  { toString: 'not a function' },
  nested(3_000),
];

function nested(depth: number): unknown {
  let value: unknown = 'deep';
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? { a: value } : [value];
  return value;
}

/** Ids and hashes that exist, so that an input gets past the look-up of what it is about. */
export interface Known {
  uuids: readonly string[];
  hashes: readonly string[];
}

/** Inputs for an endpoint: what its schema describes, as often as not with a place or two replaced by what nobody expects. */
export function inputArbitrary(schema: z.ZodType, known: Known): fc.Arbitrary<unknown> {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
  const valid = valueOf(json, json, known, 0);
  const broken = fc
    .tuple(valid, fc.array(fc.tuple(fc.nat(), fc.constantFrom(...NASTY)), { minLength: 1, maxLength: 2 }))
    .map(([value, breaks]) => breaks.reduce((input, [place, nasty]) => replaced(input, place, nasty), value));
  return fc.oneof(valid, broken, broken, fc.constantFrom(...NASTY));
}

function valueOf(schema: JsonSchema, root: JsonSchema, known: Known, depth: number): fc.Arbitrary<unknown> {
  if (schema.$ref !== undefined) return valueOf(definition(schema.$ref, root), root, known, depth + 1);
  if (depth > 8) return fc.constant(null);
  const next = (part: JsonSchema) => valueOf(part, root, known, depth + 1);
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map(next));
  if (schema.allOf?.[0]) return next(schema.allOf[0]);
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'object':
      return objectOf(schema, next);
    case 'array':
      return fc.array(next(schema.items ?? {}), { minLength: schema.minItems ?? 0, maxLength: Math.min(3, schema.maxItems ?? 3) });
    case 'string':
      return textOf(schema, known);
    case 'integer':
      return fc.oneof(fc.constantFrom(0, 1), fc.integer({ min: schema.minimum ?? -9, max: schema.maximum ?? Number.MAX_SAFE_INTEGER }));
    case 'number':
      return fc.double();
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return fc.oneof(fc.string(), fc.constant(null), fc.integer());
  }
}

function definition(reference: string, root: JsonSchema): JsonSchema {
  const found = reference === '#' ? root : root.$defs?.[reference.replace('#/$defs/', '')];
  if (found === undefined) throw new Error(`The schema has no ${reference}.`);
  return found;
}

function objectOf(schema: JsonSchema, next: (part: JsonSchema) => fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const { properties = {}, required = [], additionalProperties } = schema;
  const parts = Object.fromEntries(Object.entries(properties).map(([name, part]) => [name, next(part)]));
  const record = fc.record(parts, { requiredKeys: required.filter((name) => name in parts) });
  if (typeof additionalProperties !== 'object' || Object.keys(properties).length > 0) return record;
  return fc.dictionary(fc.oneof(fc.constantFrom('rationale', 'decision', 'values'), fc.string()), next(additionalProperties), {
    maxKeys: 3,
  });
}

function textOf({ format, pattern, minLength = 0, maxLength = 40 }: JsonSchema, known: Known): fc.Arbitrary<string> {
  if (format === 'uuid') return fc.oneof(fc.constantFrom(...known.uuids), fc.constantFrom(...known.uuids), fc.uuid());
  if (format === 'date') return fc.constantFrom('2026-11-28', '2026-02-30', '0000-01-01', '0001-01-01', '9999-12-31');
  if (format === 'email') return fc.constantFrom('a@b.example', 'mara.quist@harbourvale.example');
  if (pattern?.includes('{64}')) return fc.oneof(fc.constantFrom(...known.hashes), fc.stringMatching(/^[0-9a-f]{64}$/));
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
  const words = fc.constantFrom('key', 'decision', 'rationale', 'values.CODE', 'R1', '-key', 'include');
  const long = { minLength, maxLength: Math.max(minLength, Math.min(maxLength, 40)) };
  return fc.oneof(words, fc.string(long), fc.string({ ...long, unit: 'binary' }));
}

/** The input with one of its places, chosen by number, replaced. */
function replaced(input: unknown, place: number, nasty: unknown): unknown {
  const places = placesOf(input);
  const path = places[place % places.length] ?? [];
  return path.length === 0 ? nasty : withPart(input, path, nasty);
}

function placesOf(input: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof input !== 'object' || input === null || path.length > 6) return [path];
  return [path, ...Object.entries(input).flatMap(([name, part]) => placesOf(part, [...path, name]))];
}

function withPart(input: unknown, [name = '', ...rest]: readonly string[], nasty: unknown): unknown {
  const part = rest.length === 0 ? nasty : withPart((input as Record<string, unknown>)[name], rest, nasty);
  if (Array.isArray(input)) return input.map((each: unknown, index) => (String(index) === name ? part : each));
  return { ...(input as object), [name]: part };
}
