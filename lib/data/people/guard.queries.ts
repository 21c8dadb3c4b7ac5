import type { FilterCondition, ItemFilter } from '#domain/item/item-filter';
import { codeOf } from '#domain/item/pseudonym';
import type { Subject } from '#domain/people/permissions';
import { CALLED_FIELD } from '#domain/phase/found-by';
import { resolveColumn } from '#domain/phases/planning/import/resolve-column';
import type { Population } from '#domain/phases/planning/population';
import { phaseDefinition } from '#domain/phases/registry';
import { Refusal } from '#domain/refusals';
import { parseRule } from '#domain/rules/parse-rule';
import { ruleAttributes } from '#domain/rules/rule-attributes';
import { type Queryable } from '../sql/connection';
import type { VersionScope } from './access.queries';
import { bothMasks, isMasked, type Mask } from './mask';
import { type MaskedPlace, readMask } from './masking.queries';
import { ShownKeys } from './shown-keys.queries';

/** Operators that name keys whole; all others tell of parts of a key, or of its place among others. */
const BY_WHOLE_KEY: readonly FilterCondition['operator'][] = ['is', 'is_not', 'in'];

/**
 * The one guard of confidential values (decision 23): counting is reading. Whatever somebody filters, sorts, counts, groups, tries,
 * previews or draws by passes here before it touches data; what they may not see, they may not ask about. It also holds what of an
 * answer they see.
 */
export class Guard {
  constructor(
    readonly mask: Mask,
    /** The keys of the version's own items. */
    readonly items: ShownKeys,
    /** The keys of the population's records, wherever they stand. */
    readonly records: ShownKeys,
  ) {}

  /** @throws Refusal `not_permitted` naming the field, where it holds or tells of a masked value. */
  field(field: string): void {
    // The record as a whole holds the masked values too.
    if (isMasked(this.mask, field) || (field === 'values' && this.mask.names.size > 0)) throw confidential(field.replace('values.', ''));
    if (field === CALLED_FIELD && this.items.hidden) throw keyIsConfidential();
  }

  /**
   * A filter over a version's items, as it may be asked: pseudonyms in it lead to their records.
   * @throws Refusal `not_permitted` naming the field; `not_found` for a record that they cannot know of
   */
  async filter(filter: ItemFilter): Promise<ItemFilter> {
    for (const { field } of filter.all) this.field(field);
    return await byKeys(filter, this.items);
  }

  /** As `filter`, over the records of a population, whose columns are named in more ways than one. @throws Refusal as `filter` */
  async recordFilter(filter: ItemFilter, population: Pick<Population, 'columns'>): Promise<ItemFilter> {
    for (const { field } of filter.all) if (field !== 'key') this.column(field.replace(/^values\./, ''), population);
    return await byKeys(filter, this.records);
  }

  /** @throws Refusal `not_permitted` where a column, however it is named, is masked. */
  column(name: string, { columns }: Pick<Population, 'columns'>): void {
    const found = columns[resolveColumn(name, columns) ?? -1];
    this.attributes([name, ...(found === undefined ? [] : [found.code, found.column])]);
  }

  /** @throws Refusal `not_permitted` where one of these codes or columns is masked. */
  attributes(names: readonly string[]): void {
    const hidden = names.find((name) => this.mask.names.has(name));
    if (hidden !== undefined) throw confidential(hidden);
  }

  /** Which records a rule finds tells of the values it looks at. @throws Refusal `not_permitted` naming the attribute */
  rule(expression: string): void {
    const parsed = parseRule(expression);
    if (parsed.ok) this.attributes(ruleAttributes(parsed.rule));
  }
}

/** The guard of what a person asks about a version. */
export async function guardFor(db: Queryable, subject: Subject, scope: VersionScope): Promise<Guard> {
  return guardBy(db, await readMask(db, subject, scope), scope);
}

/** The guard of two versions that are shown beside each other: what is confidential in either is masked in both. */
export async function guardForBoth(db: Queryable, subject: Subject, scope: VersionScope, other: VersionScope): Promise<Guard> {
  const [one, two] = await Promise.all([readMask(db, subject, scope), readMask(db, subject, other)]);
  return guardBy(db, bothMasks(one, two), scope);
}

/** The guard of a mask that is known. */
export function guardBy(db: Queryable, mask: Mask, { cycleReportId, phase }: Pick<MaskedPlace, 'cycleReportId' | 'phase'>): Guard {
  const { keyedByRecord } = phaseDefinition(phase);
  const isOpen = typeof keyedByRecord === 'function' ? (key: string) => !keyedByRecord(key) : undefined;
  const items = new ShownKeys(db, cycleReportId, mask.hidesKeys && keyedByRecord !== undefined && keyedByRecord !== false, isOpen);
  return new Guard(mask, items, new ShownKeys(db, cycleReportId, mask.hidesKeys));
}

function confidential(name: string): Refusal {
  return new Refusal('not_permitted', `The values of ${name} are confidential.`);
}

function keyIsConfidential(): Refusal {
  return new Refusal('not_permitted', 'The record key is confidential: records are found by their whole pseudonym.');
}

async function byKeys(filter: ItemFilter, keys: ShownKeys): Promise<ItemFilter> {
  const all = filter.all.map(async (condition): Promise<FilterCondition> => {
    if (condition.field !== 'key') return condition;
    // Whoever looks for a pseudonym looks for its record.
    const isNamed = condition.operator === 'contains' && condition.values.every((text) => codeOf(text) !== null);
    const operator = isNamed ? 'in' : condition.operator;
    if (BY_WHOLE_KEY.includes(operator)) return { ...condition, operator, values: await keys.real(condition.values) };
    if (keys.hidden && condition.values.length > 0) throw keyIsConfidential();
    return condition;
  });
  return { all: await Promise.all(all) };
}
