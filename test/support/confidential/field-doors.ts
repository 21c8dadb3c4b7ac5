import { maskFor } from '#data/people/masking.queries';
import type { Database } from '#data/sql/connection';
import { FILTER_OPERATORS, type FilterOperator } from '#domain/item/item-filter';
import type { ItemData } from '#domain/item/json';
import { CALLED_FIELD } from '#domain/phase/found-by';
import { phaseDefinition } from '#domain/phases/registry';
import { type AskedVersion, type ConfidentialReport, TARGET } from './confidential-report';
import { cursorOf, type Door, door, filterOf, VERSIONS } from './door';

/** A field that somebody may not ask by, with the values of the target's own items there. */
interface GuardedField {
  version: AskedVersion;
  field: string;
  truths: readonly string[];
}

const BY_NUMBER: readonly FilterOperator[] = ['lt', 'lte', 'gt', 'gte'];
const WITHOUT_VALUES: readonly FilterOperator[] = ['blank', 'not_blank'];
const ELSEWHERE = 'nowhere 1';

/** What a filter with an operator guesses of a value. */
function guessesAt(operator: FilterOperator, truth: string | undefined): readonly string[] {
  if (WITHOUT_VALUES.includes(operator)) return [''];
  if (!BY_NUMBER.includes(operator)) return [truth ?? TARGET.income, ELSEWHERE];
  const number = Number(truth ?? TARGET.income);
  return Number.isFinite(number) ? [`${Math.floor(number) - 1}`, `${number}`, `${Math.ceil(number) + 1}`] : ['-1', '1'];
}

/** Every field of the newest version of each phase that is masked for whoever lacks the right, with the parts of those that are records. */
async function guardedFields(db: Database, { versions, scenario }: ConfidentialReport): Promise<GuardedField[]> {
  const newest = new Map(versions.map((version) => [`${version.phase} ${version.instance}`, version]));
  const found = [...newest.values()].map(async (version): Promise<GuardedField[]> => {
    const { chainId, number } = await db.prisma.version.findUniqueOrThrow({ where: { id: version.id } });
    const place = { versionId: version.id, chainId, number, phase: version.phase, cycleReportId: scenario.cycleReportId };
    const { names, derived } = await maskFor(db.pool, place);
    const { fields, keyedByRecord } = phaseDefinition(version.phase);
    const parts = fields.flatMap(({ name, ...field }) =>
      'parts' in field ? (field.parts ?? []).map((part) => `${name}.${part.name}`) : [],
    );
    const masked = [...derived, ...parts.filter((part) => derived.has(part.split('.')[0] ?? ''))];
    const values = version.phase === 'sample-selection' ? ['values', ...[...names].map((name) => `values.${name}`)] : [];
    const key = keyedByRecord ? KEY_FIELDS : [];
    const rows = await db.prisma.versionItem.findMany({ where: { chainId, op: 'put', itemKey: { endsWith: TARGET.key } } });
    return [...key, ...values, ...masked].map((field) => {
      const told = rows.flatMap(({ itemKey, data }) => (isKey(field) ? [itemKey] : textsAt(data as ItemData, field)));
      return { version, field, truths: [...new Set(told)] };
    });
  });
  return (await Promise.all(found)).flat();
}

/** By its key an item is found, and by its key and name together. */
const KEY_FIELDS: readonly string[] = ['key', CALLED_FIELD];
const isKey = (field: string): boolean => KEY_FIELDS.includes(field);

function textsAt(data: ItemData, field: string): string[] {
  let value: unknown = data;
  for (const name of field.split('.')) value = (value as Record<string, unknown> | null | undefined)?.[name];
  return ['string', 'number'].includes(typeof value) && value !== '' ? [String(value)] : [];
}

/**
 * A door for each of those fields by each operator there is, in every place that takes a filter, and one that sorts by it: derived from the
 * fields of the phases and from what is masked of them.
 */
export async function fieldDoors(db: Database, report: ConfidentialReport): Promise<Door[]> {
  const fields = await guardedFields(db, report);
  return fields.flatMap(({ version: { id, phase, instance }, field, truths }) => {
    const truth = truths.at(-1);
    // A key is found by its whole pseudonym, and compared with nothing.
    const operators = FILTER_OPERATORS.filter((operator) => !isKey(field) || !WITHOUT_VALUES.includes(operator));
    const ways = operators.flatMap((operator) => {
      const guesses = isKey(field) ? [truth ?? '', (truth ?? '').replace(TARGET.key, 'ZQ9999')] : guessesAt(operator, truth);
      const filter = (guess: string) => filterOf(field, operator, ...(WITHOUT_VALUES.includes(operator) ? [] : [guess]));
      const at = (place: string, query: (guess: string) => Record<string, unknown>): Door =>
        door(
          `${place} of ${phase} ${instance}: ${field} ${operator}`,
          guesses,
          (guess) => ({ handler: `${VERSIONS}/${place}/route.ts GET`, call: { params: { id }, query: query(guess) } }),
          false,
        );
      return [
        at('items', (guess) => ({ filter: filter(guess) })),
        ...(operator === 'is' || operator === 'gt' ? [at('matching', (guess) => ({ filters: [filter(guess)] }))] : []),
        ...(phase === 'request-info' && operator === 'is' ? [at('requests.xlsx', (guess) => ({ filter: filter(guess) }))] : []),
      ];
    });
    const sorted = door(
      `items of ${phase} ${instance}: sorted by ${field} after`,
      guessesAt('gt', truth),
      (guess) => ({
        handler: `${VERSIONS}/items/route.ts GET`,
        call: { params: { id }, query: { sort: field, after: cursorOf(guess, guess, TARGET.key) } },
      }),
      false,
    );
    const group = truth === undefined ? {} : { group: `${phase} ${field}` };
    return [...ways, ...(isKey(field) ? [] : [sorted])].map((one) => ({ ...one, ...group }));
  });
}
