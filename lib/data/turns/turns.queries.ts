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

/** The turns of a cycle report's chains, oldest first: those that began at or after an instant, and in each chain the one before. */
export async function readTurns(db: Queryable, cycleReportId: string, since: Date): Promise<PastTurn[]> {
  const { rows } = await db.query<PastTurn>(
    `select t.chain_id as "chainId", t.at, t.turn, t.roles,
       array(select ${nameThenSql('p', 't.at')} as name from unnest(t.people) p order by name, p) as people, t.version_id as "versionId", t.command_id as "commandId"
     from chain c join turn t on t.chain_id = c.id
     where c.cycle_report_id = $1 and t.seq >= coalesce((select max(b.seq) from turn b where b.chain_id = c.id and b.at < $2), 1)
     order by t.chain_id, t.seq`,
    [cycleReportId, since],
  );
  return rows;
}
