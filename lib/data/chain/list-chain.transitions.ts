import { textHash } from '#domain/item/canonical-json';
import type { ItemChange } from '#domain/item/diff';
import type { ItemData } from '#domain/item/json';
import { versionInWords } from '#domain/phase/chain-address';
import { listMatching } from '../log/version-content.queries';
import { SYSTEM_ACTOR } from '../people/actor';
import { writeAudit } from '../record/audit';
import { type Database, inTransaction, type SqlClient } from '../sql/connection';
import type { StepRef } from '../tracking/tracked-steps';
import { type ChainState, followChain, readChainState } from './chain-state';
import { writeFigures } from './figures';
import { approvedVersion, lockChain } from './locked-chain';
import { recordVersion } from './record-version';

/** What a recorded chain holds by its upstream versions. */
export interface Listing {
  chainId: string;
  /** The upstream versions that list it. */
  inputs: readonly string[];
  /** The last verdict of the chains it follows that was read; left out where it follows none. */
  decidedTo?: string;
  /** What changes in the items there are, by key. Pure: it is asked under the chain's lock. */
  derive: (before: ReadonlyMap<string, ItemData>) => readonly ItemChange[];
  step: StepRef;
}

/**
 * Lists a recorded chain's items anew from its upstream versions: where that changes nothing, its approved version is confirmed to stand
 * on them too; otherwise the next version is made by the system. Run again, it finds what it did and writes nothing.
 */
export async function listChain(db: Database, { chainId, inputs, decidedTo = '0', derive, step }: Listing): Promise<ChainState> {
  return await inTransaction(db, async (sql) => {
    const chain = await lockChain(sql, chainId);
    const approved = await approvedVersion(sql, chainId);
    const overtaken = (await standsOnLater(sql, approved?.id ?? null, inputs)) || (await knowsLaterVerdicts(sql, chainId, decidedTo));
    if (chain.resource.closed || overtaken) return await readChainState(sql, chainId);
    const items = approved === null ? [] : await listMatching(sql, chainId, approved.number, { all: [] });
    const changes = derive(new Map(items.map(({ key, data }) => [key, data])));
    if (approved !== null && changes.length === 0) {
      const confirmed = await confirmInputs(sql, approved.id, inputs);
      await noteVerdicts(sql, chainId, decidedTo);
      if (confirmed === 0) return await readChainState(sql, chainId);
      const state = await followChain(sql, chainId, { cause: 'listed', commandId: null, at: null });
      const subject = versionInWords(chain, approved.number);
      await writeAudit(sql, {
        cycleReportId: chain.cycleReportId,
        kind: 'items_listed',
        actor: SYSTEM_ACTOR,
        subject,
        changes: [{ field: 'items', from: null, to: 'The same as before.' }],
        chainId,
        versionId: approved.id,
      });
      return state;
    }
    const { versionId, number } = await recordVersion(sql, chain, {
      changes,
      cause: 'listed',
      reason: approved === null ? 'First listing' : 'What is tested has changed',
      creationKey: `${chainId}/listed/${chain.lastNumber}/${textHash([...inputs].sort().join(' ')).slice(0, 16)}${decidedTo === '0' ? '' : `/${decidedTo}`}`,
      recordedById: null,
      inputs,
      step,
    });
    await writeFigures(sql, chainId, chain.phase);
    await noteVerdicts(sql, chainId, decidedTo);
    const state = await followChain(sql, chainId, { cause: 'listed', commandId: null, at: null });
    const gone = changes.filter(({ op }) => op === 'remove').length;
    await writeAudit(sql, {
      cycleReportId: chain.cycleReportId,
      kind: 'items_listed',
      actor: SYSTEM_ACTOR,
      subject: versionInWords(chain, number),
      changes: [
        { field: 'listed', from: null, to: String(changes.length - gone) },
        ...(gone > 0 ? [{ field: 'left out', from: null, to: String(gone) }] : []),
      ],
      chainId,
      versionId,
    });
    return state;
  });
}

/** Whether a version stands on later ones of the same chains than these: a listing that was overtaken writes nothing. */
async function standsOnLater(sql: SqlClient, versionId: string | null, inputs: readonly string[]): Promise<boolean> {
  const { rowCount } = await sql.query(
    `select from unnest($2::uuid[]) u (id) join version mine on mine.id = u.id join version later on later.chain_id = mine.chain_id and later.number > mine.number
      where exists (select from version_input i where i.version_id = $1 and i.upstream_id = later.id)
         or exists (select from input_confirmation k where k.version_id = $1 and k.upstream_id = later.id) limit 1`,
    [versionId, inputs],
  );
  return (rowCount ?? 0) > 0;
}

/** Whether a chain was listed by later verdicts of the chains that it follows. */
async function knowsLaterVerdicts(sql: SqlClient, chainId: string, decidedTo: string): Promise<boolean> {
  const { rowCount } = await sql.query('select from chain_figures where chain_id = $1 and listed_to > $2', [chainId, decidedTo]);
  return (rowCount ?? 0) > 0;
}

/** Notes up to which verdict a chain is listed now. */
async function noteVerdicts(sql: SqlClient, chainId: string, decidedTo: string): Promise<void> {
  await sql.query('update chain_figures set listed_to = $2 where chain_id = $1', [chainId, decidedTo]);
}

/** Notes those upstream versions that the version was neither made from nor confirmed on; answers how many. */
async function confirmInputs(sql: SqlClient, versionId: string, inputs: readonly string[]): Promise<number> {
  const { rowCount } = await sql.query(
    `insert into input_confirmation (version_id, upstream_id) select $1, u.id from unnest($2::uuid[]) u (id)
      where not exists (select from version_input i where i.version_id = $1 and i.upstream_id = u.id) on conflict do nothing`,
    [versionId, inputs],
  );
  return rowCount ?? 0;
}
