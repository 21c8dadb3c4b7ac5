import { type Rule, ruleSchema } from '#domain/phases/data-profiling/rule-item';
import { carryOut, dictionaryOf, editDraft, importOf, itemsOf, prepareDraft as prepare, setWhere } from './preparing';
import { type Stores } from './stores';
import { type ChainHandle, GATED, makeChain, OWNER_REVIEW, SELF, send, submit } from './world/chain';
import { makeScenario, type Scenario } from './world/scenario';

/** How many records the file holds. */
export const RECORDS = 150;
/** Amount is principal and fee; closed only where the status says so, never before it was opened; record 7 has a state of no list. */
export const ROWS = Array.from({ length: RECORDS }, (_, index) => {
  const [principal, fee, isClosed] = [1_000 + ((index * 37) % 400), 5 + (index % 13), index % 3 === 0];
  const opened = `202401${String(1 + (index % 28)).padStart(2, '0')}`;
  return [
    String(1000 + index),
    String(principal + fee),
    String(principal),
    String(fee),
    isClosed ? 'closed' : 'open',
    opened,
    isClosed ? `202402${String(1 + (index % 28)).padStart(2, '0')}` : '',
    index === 7 ? 'ZZ' : index % 2 === 0 ? 'TX' : 'CA',
  ];
});
export const HEADER = ['loan_id', 'amount', 'principal', 'fee', 'status', 'opened_date', 'closed_date', 'state'];
const DICTIONARY = [
  'Number,Name,Type,Valid Values,Exhaustive,Required,Description',
  '1,Loan ID,Alphanumeric,,,mandatory,',
  '2,Amount,Decimal,,,mandatory,',
  '3,Principal,Decimal,,,,',
  '4,Fee,Decimal,,,,',
  '5,Status,Code,open closed,,,',
  '6,Opened Date,Date,,,,Format yyyymmdd',
  '7,Closed Date,Date,,,,Format yyyymmdd',
  '8,State,Code,TX CA,yes,,',
].join('\n');

/** Data Profiling of the loans and the Planning it is built from, with the versions' rules at hand. */
export interface ProfiledLoans {
  scenario: Scenario;
  planning: ChainHandle;
  chain: ChainHandle;
  /** The first draft of Data Profiling. */
  first: string;
}

/** A report whose Planning on the loans is approved and whose Data Profiling has its first draft. */
export async function profiledLoans({ db, storage }: Stores): Promise<ProfiledLoans> {
  const scenario = await makeScenario(db);
  const planning = await makeChain(scenario, 'planning', SELF);
  const versionId = await prepare(planning, storage, 'planning');
  const params = { ...(await importOf(storage, HEADER, ROWS)), ...(await dictionaryOf(storage, DICTIONARY)) };
  await carryOut(planning, storage, { versionId, kind: 'import', params });
  await approve(planning, versionId);
  const chain = await makeChain(scenario, 'data-profiling', OWNER_REVIEW);
  return { scenario, planning, chain, first: await prepare(chain, storage, 'data-profiling') };
}

/** Has Planning approved anew on another file. */
export async function replan(
  { storage }: Stores,
  { scenario, planning }: ProfiledLoans,
  header: readonly string[],
  rows: readonly (readonly string[])[],
): Promise<void> {
  await send(planning, scenario.tester, 'reopen_phase', { comment: 'A corrected extract.' });
  const versionId = await prepare(planning, storage, 'planning');
  const params = { ...(await importOf(storage, header, rows)), ...(await dictionaryOf(storage, DICTIONARY)) };
  await carryOut(planning, storage, { versionId, kind: 'import', params });
  await approve(planning, versionId);
}

/** The rules of a version by their code. */
export async function rulesOf(chain: ChainHandle, versionId: string): Promise<Map<string, Rule>> {
  return new Map((await itemsOf(chain, versionId)).map(({ key, data }) => [key, ruleSchema.parse(data)]));
}

/** Writes a rule of a draft, over the one of its code if there is one. */
export async function putRule(chain: ChainHandle, versionId: string, rule: Partial<Rule> & { code: string }): Promise<void> {
  const isKnown = (await rulesOf(chain, versionId)).has(rule.code);
  const { code, ...cells } = rule;
  await editDraft(chain, versionId, [isKnown ? { key: code, set: cells } : { key: code, put: { code, ...cells } }]);
}

async function approve(chain: ChainHandle, versionId: string): Promise<void> {
  await setWhere(chain, versionId, [], { decision: 'include' });
  const answer = await submit(chain, versionId, {}, GATED);
  if (answer.outcome !== 'applied') throw new Error(`${answer.code} ${answer.detail}`);
}
