import type { PhaseName } from '#domain/phase/phase-names';
import type { Verdict } from '#domain/phase/verdicts';
import { contentSql } from '../log/content-source.queries';
import type { Database } from '../sql/connection';
import { approvedSql, STANDING_VERDICT_SQL } from '../sql/fragments';

/** The approved version of a chain that another one of its lane follows. */
export interface FollowedVersion {
  versionId: string;
  chainId: string;
  number: number;
  /** The last verdict in the chain, 0 where there is none: what is read afterwards holds it. */
  decidedTo: string;
}

/** The approved version of a phase in the lane of a chain. @throws Error where it has none: a chain opens along with what it follows */
export async function followedVersion(db: Database, chainId: string, phase: PhaseName): Promise<FollowedVersion> {
  const { rows } = await db.pool.query<FollowedVersion>(
    `select v.id as "versionId", c.id as "chainId", v.number,
            coalesce((select max(d.id) from item_decision d where d.chain_id = c.id), 0)::text as "decidedTo"
       from chain own join chain c on c.lane_id = own.lane_id and c.phase = $2 join version v on v.chain_id = c.id and ${approvedSql('v')}
      where own.id = $1`,
    [chainId, phase],
  );
  const [followed] = rows;
  if (followed === undefined) throw new Error(`the chain ${chainId} follows nothing in ${phase}`);
  return followed;
}

/** The verdict that stands on each item of a version of a recorded chain, by key; 'none' where there is none. */
export async function standingVerdicts(
  db: Database,
  { chainId, number }: Pick<FollowedVersion, 'chainId' | 'number'>,
): Promise<ReadonlyMap<string, Verdict | 'none'>> {
  const { rows } = await db.pool.query<{ key: string; standing: Verdict | 'none' }>(
    `select i.item_key as key, ${STANDING_VERDICT_SQL} as standing ${contentSql('$1', '$2')}`,
    [chainId, number],
  );
  return new Map(rows.map(({ key, standing }) => [key, standing]));
}
