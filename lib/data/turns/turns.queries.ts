import type { Role } from '#domain/people/roles';
import type { Turn } from '#domain/time/turns';
import type { Queryable } from '../sql/connection';
import { nameThenSql } from '../sql/fragments';

/** A turn of one of a report's chains, as it was. */
export interface PastTurn {
  chainId: string;
  at: Date;
  turn: Turn;
  roles: Role[];
  /** Their names as they were then, in the order of the alphabet. */
  people: string[];
  versionId: string | null;
  commandId: string | null;
}

/** A chain, and the instant from which its turns are asked for. */
export interface TurnsSince {
  chainId: string;
  since: Date;
}

/** The turns of some chains, oldest first: those that began at or after a chain's instant, and the one before. */
export async function readTurns(db: Queryable, asked: readonly TurnsSince[]): Promise<PastTurn[]> {
  const { rows } = await db.query<PastTurn>(
    `select t.chain_id as "chainId", t.at, t.turn, t.roles,
       array(select ${nameThenSql('p', 't.at')} as name from unnest(t.people) p order by name, p) as people, t.version_id as "versionId", t.command_id as "commandId"
     from unnest($1::uuid[], $2::timestamptz[]) as c(id, since) join turn t on t.chain_id = c.id
     where t.seq >= coalesce((select max(b.seq) from turn b where b.chain_id = c.id and b.at < c.since), 1)
     order by t.chain_id, t.seq`,
    [asked.map(({ chainId }) => chainId), asked.map(({ since }) => since)],
  );
  return rows;
}
