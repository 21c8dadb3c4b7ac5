import { canonicalJson } from '../../item/canonical-json';
import type { ItemChange } from '../../item/diff';
import type { ItemData } from '../../item/json';
import { withJudged } from '../../phase/recorded';
import { recordedRequests } from './recorded';
import { type RequestItem, requestSchema } from './request-item';

/** A test case as Planning, the sample and the list of owners have it. */
export type ListedCase = Pick<
  RequestItem,
  'attribute' | 'attributeName' | 'description' | 'type' | 'format' | 'source' | 'record' | 'keys' | 'reported'
>;

/** What a data owner is asked for, before their tester says it otherwise. */
function askFor({ attributeName, record, source }: Pick<ListedCase, 'attributeName' | 'record' | 'source'>): string {
  return `Evidence of ${attributeName} for ${record}${source === '' ? '' : `, from ${source}`}.`;
}

/**
 * Answers what changes in what an owner is asked for when the cases are listed anew. Those of the owner's attributes come, unless another
 * owner of the line holds them; those that are not tested any more go; of the others what is compared follows the sample, and evidence stays.
 * @param all every case of the line of business, by id; `owned` those of this owner's attributes, `elsewhere` those that another owner holds
 * @param dueOn the day by which new ones are due
 */
export function listRequests(
  before: ReadonlyMap<string, ItemData>,
  all: ReadonlyMap<string, ListedCase>,
  { owned, elsewhere, dueOn }: { owned: (one: ListedCase) => boolean; elsewhere: ReadonlySet<string>; dueOn: string },
): ItemChange[] {
  const gone = [...before.keys()].filter((key) => !all.has(key)).map((key): ItemChange => ({ key, op: 'remove' }));
  const puts = [...all].flatMap(([key, listed]): ItemChange[] => {
    const former = before.get(key);
    if (former === undefined && (elsewhere.has(key) || !owned(listed))) return [];
    const kept = former === undefined ? newRequest(listed, dueOn) : requestSchema.parse(former);
    const item = withJudged(recordedRequests, { ...kept, ...listed } as ItemData);
    return former !== undefined && canonicalJson(former) === canonicalJson(item) ? [] : [{ key, op: 'put', data: item }];
  });
  return [...gone, ...puts];
}

function newRequest(listed: ListedCase, dueOn: string): Pick<RequestItem, 'ask' | 'dueOn' | 'evidence' | 'checked' | 'unobtainable'> {
  return { ask: askFor(listed), dueOn, evidence: null, checked: null, unobtainable: '' };
}
