import { beforeAll, describe, expect, it } from 'vitest';
import type { DrawParams, DrawPlan, SizeByHand } from '#contract/draws';
import type { ItemFilter } from '#domain/item/item-filter';
import { all } from '#domain/phase/filters';
import { plannedLoans, RECORDS } from '../../../test/support/planned-loans';
import { carryOut, contextOf, factsOf, itemsOf, prepareDraft } from '../../../test/support/preparing';
import { storesOfThisFile } from '../../../test/support/stores';
import { where } from '../../../test/support/where';
import { type ChainHandle, makeChain, OWNER_REVIEW } from '../../../test/support/world/chain';
import { makeScenario } from '../../../test/support/world/scenario';
import { answerInquiry } from '../inquiries/answer-inquiry';

const stores = storesOfThisFile();
let chain: ChainHandle;
let versionId: string;
beforeAll(async () => {
  const scenario = await makeScenario(stores.db);
  await plannedLoans(stores, scenario);
  chain = await makeChain(scenario, 'sample-selection', OWNER_REVIEW);
  versionId = await prepareDraft(chain, stores.storage, 'sample-selection');
});

const byHand = (count: number): SizeByHand => ({ by: 'hand', count, reason: 'By hand.' });
const more = { seed: 's', lob: null };
const TOO_MANY = `The population holds ${RECORDS} records, the draw asks for ${RECORDS + 1}.`;
const NONE = 'A draw takes at least one record.';

const stratified = (count: number): DrawPlan => ({
  method: 'stratified',
  attribute: 'STATE',
  bands: null,
  allocation: { by: 'proportional', size: byHand(count) },
});
const monetary = (count: number): DrawPlan => ({ method: 'monetary-unit', attribute: 'AMOUNT', selection: 'cell', size: byHand(count) });
const mix = (count: number): DrawPlan => ({
  method: 'mix',
  size: byHand(count),
  shares: { clean: 100, anomaly: 0, boundary: 0 },
  boundaries: [],
});
const judgmental = (filter: ItemFilter, count: number | null): DrawParams => ({
  method: 'judgmental',
  keys: [],
  filter,
  count,
  reason: 'Some.',
  ...more,
});
/** 29 of the loans. */
const ELSEWHERE = all(where('values.STATE', 'is', 'NA'));
const NOWHERE = all(where('values.STATE', 'is', 'ZZ'));

const DRAWS: [string, DrawParams, string][] = [
  ['none at random', { method: 'random', size: byHand(0), ...more }, NONE],
  ['more at random than there are', { method: 'random', size: byHand(RECORDS + 1), ...more }, TOO_MANY],
  ['none by strata', { ...stratified(0), ...more }, NONE],
  ['more by strata than there are', { ...stratified(RECORDS + 1), ...more }, TOO_MANY],
  ['no monetary unit', { ...monetary(0), ...more }, NONE],
  ['more by monetary unit than there are', { ...monetary(RECORDS + 1), ...more }, TOO_MANY],
  ['none by a mix', { ...mix(0), ...more }, NONE],
  ['more by a mix than there are', { ...mix(RECORDS + 1), ...more }, TOO_MANY],
  ['none where nothing matches', judgmental(NOWHERE, null), 'Name records, or say which and how many.'],
  ['some where nothing matches', judgmental(NOWHERE, 1), '0 of 1.'],
  ['more than match', judgmental(ELSEWHERE, 30), '29 of 30.'],
];

describe('a draw', () => {
  it.each(DRAWS)('of %s is refused, and leaves the draft as it was', async (_name, params, said) => {
    await expect(carryOut(chain, stores.storage, { versionId, kind: 'draw', params })).rejects.toThrow(said);
    expect(await itemsOf(chain, versionId)).toEqual([]);
    expect([...(await factsOf(chain, versionId)).keys()].filter((key) => key.startsWith('$draw'))).toEqual([]);
  });

  it.each([
    ['strata', stratified],
    ['monetary unit', monetary],
    ['a mix', mix],
  ])('by %s of none, or of more than there are, is refused where it is planned', async (_name, plan) => {
    const preview = answerInquiry(contextOf(chain, stores.storage), { kind: 'preview-draw', versionId, plan: plan(RECORDS + 1) });
    await expect(preview).rejects.toThrow(TOO_MANY);
    const none = answerInquiry(contextOf(chain, stores.storage), { kind: 'preview-draw', versionId, plan: plan(0) });
    await expect(none).rejects.toThrow(NONE);
  });
});
