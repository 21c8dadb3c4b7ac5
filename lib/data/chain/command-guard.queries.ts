import type { ItemData, Json } from '#domain/item/json';
import type { Subject } from '#domain/people/permissions';
import { populationFact } from '#domain/phases/planning/population';
import { readFacts } from '../log/version-content.queries';
import type { VersionScope } from '../people/access.queries';
import { type Guard, guardFor } from '../people/guard.queries';
import type { Queryable } from '../sql/connection';
import { assertWellFormed, type CommandInput } from './command.commands';

type Parts = Pick<CommandInput, 'verdicts' | 'additions'> & { payload?: unknown };
type Population = Pick<NonNullable<ReturnType<typeof populationFact>>, 'columns'>;

/**
 * Lets a command about a version through the guard: verdicts and additions name records by what the sender may read of their keys, and
 * neither an addition nor a draw asks by a value that they may not see.
 * @throws Refusal `not_permitted` naming the field, `not_found` for a record that the sender cannot know of, and as `insertCommand`
 */
export async function guardCommand<Input extends Parts>(
  db: Queryable,
  subject: Subject,
  scope: VersionScope,
  input: Input,
): Promise<Input> {
  // Before pseudonyms become keys: a refusal repeats what the sender wrote.
  assertWellFormed(input);
  const { verdicts = [], additions = [] } = input;
  const draw = drawOf(input.payload);
  if (verdicts.length + additions.length === 0 && draw === null) return input;
  const guard = await guardFor(db, subject, scope);
  const asked = { ...input };
  if (verdicts.length > 0) {
    const keys = await guard.items.real(verdicts.map(({ itemKey }) => itemKey));
    asked.verdicts = verdicts.map((verdict, index) => ({ ...verdict, itemKey: keys[index] ?? verdict.itemKey }));
  }
  if (additions.length === 0 && draw === null) return asked;
  const population = populationFact(await readFacts(db, scope.chainId, scope.number)) ?? { columns: [] };
  if (draw !== null) for (const name of namesIn(draw)) guard.column(name, population);
  if (additions.length > 0) asked.additions = await Promise.all(additions.map((one) => guardAddition(guard, population, one)));
  return asked;
}

type Addition = NonNullable<Parts['additions']>[number];

async function guardAddition(guard: Guard, population: Population, addition: Addition): Promise<Addition> {
  const { itemKey, filter } = addition;
  return {
    ...addition,
    ...(itemKey === undefined ? {} : { itemKey: await guard.records.realOne(itemKey) }),
    ...(filter === undefined ? {} : { filter: await guard.recordFilter(filter, population) }),
  };
}

/** The parameters of a draw that is asked for; null of any other command. */
function drawOf(payload: unknown): ItemData | null {
  const { kind, params } = (payload ?? {}) as { kind?: unknown; params?: ItemData };
  return kind === 'draw' && params !== undefined ? params : null;
}

/** Members that name a column of the population in what draws are asked by: a stratum's attribute, a condition's field, a line of business. */
const NAMING = ['attribute', 'column', 'field'];

function namesIn(value: Json): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]: [string, Json]) =>
    NAMING.includes(name) && typeof one === 'string' ? (one === 'key' ? [] : [one.replace(/^values\./, '')]) : namesIn(one),
  );
}
