import type { ImportParams } from '#contract/inquiries';
import { type Storage } from '#storage/storage';
import { carryOut, dictionaryOf, importOf, prepareDraft as prepare, setWhere } from './preparing';
import { type Stores } from './stores';
import { type ChainHandle, GATED, makeChain, SELF, submit } from './world/chain';
import { type Scenario } from './world/scenario';

/** How many records the file holds. */
export const RECORDS = 200;
/** Key, amount, purpose and state of each record. */
export const ROWS = Array.from({ length: RECORDS }, (_, index) => [
  String(1000 + index),
  String(50 + ((index * 37) % 400)),
  String(1 + (index % 3)),
  index % 7 === 0 ? 'NA' : 'TX',
]);
/** The columns of the file. */
export const HEADER: readonly string[] = ['loan_id', 'amount', 'purpose', 'state'];
const DICTIONARY = [
  'Number,Name,Type,Valid Values,Description',
  '1,Loan ID,Alphanumeric,,',
  '2,Amount,Numeric,,Example: 100',
  '3,Purpose,Numeric,1 2 3,',
  '4,State,Alphanumeric,,Example: TX (or) NA',
].join('\n');

/** The import of these rows with the loans' dictionary. */
export async function loansImport(storage: Storage, rows: readonly (readonly string[])[], header = HEADER): Promise<ImportParams> {
  return { ...(await importOf(storage, header, rows)), ...(await dictionaryOf(storage, DICTIONARY)) };
}

/** Planning of a report approved on the loans. */
export async function plannedLoans({ storage }: Stores, scenario: Scenario): Promise<{ chain: ChainHandle; versionId: string }> {
  const chain = await makeChain(scenario, 'planning', SELF);
  const versionId = await prepare(chain, storage, 'planning');
  await carryOut(chain, storage, { versionId, kind: 'import', params: await loansImport(storage, ROWS) });
  await setWhere(chain, versionId, [], { decision: 'include' });
  const answer = await submit(chain, versionId, {}, GATED);
  if (answer.outcome !== 'applied') throw new Error(`${answer.code} ${answer.detail}`);
  return { chain, versionId };
}
