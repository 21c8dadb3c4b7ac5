import { personToken } from '#domain/people/person-token';
import { uuidV5 } from '../chain/uuid-v5';
import { contentSql } from '../log/content-source.queries';
import type { Queryable } from '../sql/connection';
import { approvedSql } from '../sql/fragments';

/** An attribute that somebody was assigned and has not answered, in the line's list of owners as it is. */
export interface UnansweredAssignment {
  /** The approved version of the list. */
  versionId: string;
  code: string;
  /** Hex of the hash of what is judged of the assignment. */
  judged: string;
}

/** The id of the command by which evidence acknowledges: of one recording, however often it is sent, the same. */
export function acknowledgementId(recordingId: string): string {
  return uuidV5(recordingId, 'acknowledge');
}

/**
 * The attributes of these cases that a data owner was assigned in their line and has neither acknowledged nor declined, read from the chain in which they are asked for
 * evidence; none where the chain asks nobody.
 */
export async function unansweredAssignments(
  db: Queryable,
  { chainId, userId, caseKeys }: { chainId: string; userId: string; caseKeys: readonly string[] },
): Promise<UnansweredAssignment[]> {
  const { rows } = await db.query<UnansweredAssignment>(
    `select v.id as "versionId", a.item_key as code, a.data ->> 'judged' as judged
       from chain c join lane l on l.id = c.lane_id join chain o on o.lane_id = l.parent_id and o.phase = 'data-owner-id'
       join version v on v.chain_id = o.id and ${approvedSql('v')}
       cross join lateral (select i.item_key, i.data ${contentSql('o.id', 'v.number')}) a
      where c.id = $1 and c.phase = 'request-info' and a.data ->> 'owner' = $2
        and a.item_key in (select r.data ->> 'attribute' from version_item r where r.chain_id = c.id and r.item_key = any ($3::text[]))
        and not exists (select from item_decision d where d.chain_id = o.id and d.item_key = a.item_key and encode(d.item_hash, 'hex') = a.data ->> 'judged')
      order by a.item_key`,
    [chainId, personToken(userId), [...new Set(caseKeys)]],
  );
  return rows;
}
