import { versionInWords } from '#domain/phase/chain-address';
import type { Verdict } from '#domain/phase/verdicts';
import { contentSql } from '../log/content-source.queries';
import { SYSTEM_ACTOR } from '../people/actor';
import { writeAudit } from '../record/audit';
import { type Database, inTransaction } from '../sql/connection';
import { STANDING_VERDICT_SQL } from '../sql/fragments';
import type { StepRef } from '../tracking/tracked-steps';
import { followChain } from './chain-state';
import { writeFigures } from './figures';
import { approvedVersion, lockChain } from './locked-chain';
import { recordVersion } from './record-version';

/** What is withdrawn from a recorded chain: all whose `field` is none of `except`, but for what `spared` stands on. */
interface Withdrawal {
  chainId: string;
  field: string;
  except: readonly string[];
  spared: Verdict;
  reason: string;
  step: StepRef;
}

/**
 * Takes items out of a recorded chain as its next version, made by the system on the inputs that it had. Answers how many; run again it
 * finds nothing to withdraw and writes nothing.
 */
export async function withdrawItems(db: Database, { chainId, field, except, spared, reason, step }: Withdrawal): Promise<number> {
  return await inTransaction(db, async (sql) => {
    const chain = await lockChain(sql, chainId);
    const approved = await approvedVersion(sql, chainId);
    if (approved === null || chain.resource.closed) return 0;
    const { rows } = await sql.query<{ key: string }>(
      `select i.item_key as key ${contentSql('$1', '$2')} and (i.data ->> $3) <> all ($4::text[]) and ${STANDING_VERDICT_SQL} <> $5 order by 1`,
      [chainId, approved.number, field, except, spared],
    );
    if (rows.length === 0) return 0;
    const { versionId, number } = await recordVersion(sql, chain, {
      changes: rows.map(({ key }) => ({ key, op: 'remove' })),
      cause: 'listed',
      reason,
      creationKey: `${chainId}/withdrawn/${chain.lastNumber}`,
      recordedById: null,
      inputs: null,
      step,
    });
    await writeFigures(sql, chainId, chain.phase);
    await followChain(sql, chainId, { cause: 'listed', commandId: null, at: null });
    await writeAudit(sql, {
      cycleReportId: chain.cycleReportId,
      kind: 'items_listed',
      actor: SYSTEM_ACTOR,
      subject: versionInWords(chain, number),
      changes: [
        { field: 'left out', from: null, to: String(rows.length) },
        { field: 'reason', from: null, to: reason },
      ],
      chainId,
      versionId,
    });
    return rows.length;
  });
}
