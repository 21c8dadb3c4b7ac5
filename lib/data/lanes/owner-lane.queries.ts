import { contentSql } from '../log/content-source.queries';
import type { Database } from '../sql/connection';
import { approvedSql } from '../sql/fragments';

/** Where a chain in a data owner's lane stands, and which versions list what it holds. */
export interface OwnerLane {
  laneId: string;
  parentId: string;
  ownerId: string;
  lobName: string;
  /** The version that names the owner, and the one that lists the line of business: by it the samples are known. */
  ownersVersionId: string;
  sampleVersionId: string;
  /** When the chain is due. */
  dueAt: Date;
}

/** @throws Error where the chain is in no data owner's lane: a lister only asks for its own */
export async function ownerLane(db: Database, chainId: string): Promise<OwnerLane> {
  const { rows } = await db.pool.query<OwnerLane>(
    `select l.id as "laneId", p.id as "parentId", l.owner_id as "ownerId", b.name as "lobName", l.listed_from as "ownersVersionId",
            p.listed_from as "sampleVersionId", coalesce(c.due_at, c.opened_at) as "dueAt"
       from chain c join lane l on l.id = c.lane_id join lane p on p.id = l.parent_id join lob b on b.id = l.lob_id where c.id = $1`,
    [chainId],
  );
  const [lane] = rows;
  if (lane === undefined) throw new Error(`the chain ${chainId} is in no data owner's lane`);
  return lane;
}

/** The keys of the items that chains of the same phase hold in the other owners' lanes of the same line of business. */
export async function heldElsewhere(db: Database, chainId: string, { parentId, laneId }: OwnerLane): Promise<ReadonlySet<string>> {
  const { rows } = await db.pool.query<{ id: string; number: number }>(
    `select c.id, v.number from chain c join lane l on l.id = c.lane_id join version v on v.chain_id = c.id and ${approvedSql('v')}
      where l.parent_id = $1 and l.id <> $2 and c.phase = (select own.phase from chain own where own.id = $3) order by c.id`,
    [parentId, laneId, chainId],
  );
  const held = new Set<string>();
  for (const { id, number } of rows) {
    const items = await db.pool.query<{ key: string }>(`select i.item_key as key ${contentSql('$1', '$2')}`, [id, number]);
    for (const { key } of items.rows) held.add(key);
  }
  return held;
}
