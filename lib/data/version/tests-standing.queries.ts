import type { TestsStanding } from '#domain/phase/definition';
import type { Queryable } from '../sql/connection';
import { approvedSql } from '../sql/fragments';

/** Keys of failing cases begin with it (lib/domain/phases/observation-management). */
const CASES = `(i.item_key >= '^' and i.item_key < '_')`;

/** SQL of the item rows in force of a chain at its version's number. */
const inForceSql = (chain: string, number: string) => `version_item i on i.chain_id = ${chain} and i.number <= ${number} and i.op = 'put'
  and not exists (select from version_item later where later.chain_id = i.chain_id and later.item_key = i.item_key
    and later.number > i.number and later.number <= ${number})`;

/**
 * Where the tests of a line of business stand beside the failing cases that a version of its observations holds. A failure counts once
 * somebody accepted its run as it is now.
 */
export async function readTestsStanding(db: Queryable, content: { chainId: string; number: number }): Promise<TestsStanding> {
  const { rows } = await db.query<TestsStanding>(
    `with line as (select c.lane_id as id from chain c where c.id = $1),
     inside as (select l.* from lane l where l.parent_id = (select id from line) and l.retired_at is null),
     tests as materialized (
       select c.id, v.number, l.id as lane from inside l join chain c on c.lane_id = l.id and c.phase = 'test-execution'
         left join version v on v.chain_id = c.id and ${approvedSql('v')}),
     failing as materialized (
       select i.item_key as id, i.data ->> 'judged' as judged from tests t join ${inForceSql('t.id', 't.number')}
        where i.data ->> 'state' = 'fail' and (select d.verdict from item_decision d where d.chain_id = i.chain_id and d.item_key = i.item_key
          and d.item_hash = decode(i.data ->> 'judged', 'hex') order by d.id desc limit 1) = 'accepted'),
     held as materialized (
       select substr(i.item_key, 2) as id, i.data ->> 'runJudged' as judged, i.data ->> 'observation' as observation
         from (select $1::uuid as id) own join ${inForceSql('own.id', '$2')} where ${CASES})
     select array(select l.key from inside l where not exists (select from tests t join chain_figures f on f.chain_id = t.id where t.lane = l.id and f.complete) order by 1) as unfinished,
       (select count(*)::int from failing f where not exists (select from held h where h.id = f.id)) as unlinked,
       (select count(*)::int from held h where not exists (select from failing f where f.id = h.id and f.judged = h.judged)) as unfounded,
       (select count(*)::int from held h where not exists (
         select from (select $1::uuid as id) own join ${inForceSql('own.id', '$2')} where i.item_key = h.observation)) as orphaned`,
    [content.chainId, content.number],
  );
  const [standing] = rows;
  if (standing === undefined) throw new Error('the tests of a line of business stand nowhere');
  return standing;
}
