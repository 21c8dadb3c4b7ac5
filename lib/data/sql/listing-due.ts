import { PHASES } from '#domain/phase/phase-names';
import { phaseDefinition } from '#domain/phases/registry';
import { approvedSql, isRecordedSql, laneListingsSql, laneRetiredAtSql } from './fragments';

/** The phases that follow others of their lane, each with those. */
const FOLLOWING = PHASES.flatMap((phase) => {
  const follows = phaseDefinition(phase).recorded?.follows ?? [];
  return follows.length === 0 ? [] : [{ phase, follows }];
});

/** SQL of the names of the phases that follow others of their lane, as an array: what they hold is taken out of those first. */
export const FOLLOWING_PHASES_SQL = `array[${FOLLOWING.map(({ phase }) => `'${phase}'`).join(', ')}]::text[]`;

/** SQL of the phases that chain `c` follows, as an array; empty where it follows none. */
const FOLLOWED_SQL = `case c.phase ${FOLLOWING.map(
  ({ phase, follows }) => `when '${phase}' then array[${follows.map((one) => `'${one}'`).join(', ')}]`,
).join(' ')} else array[]::text[] end`;

/** SQL of the chains that chain `c` follows, from `chain f`: FROM and WHERE. */
export const FOLLOWED_CHAINS_SQL = `from chain f where f.lane_id = c.lane_id and f.phase = any (${FOLLOWED_SQL})`;

/** SQL of the last verdict in the chains that chain `c` follows; 0 where there is none. */
const DECIDED_TO_SQL = `coalesce((select max(d.id) from chain f join item_decision d on d.chain_id = f.id
  where f.lane_id = c.lane_id and f.phase = any (${FOLLOWED_SQL})), 0)`;

/** SQL of the approved versions that chain `c` in lane `l` is listed from, as an array. */
const LISTINGS_SQL = `case when c.phase = any (${FOLLOWING_PHASES_SQL}) then array(select v.id from chain f join version v on v.chain_id = f.id and ${approvedSql('v')}
  where f.lane_id = c.lane_id and f.phase = any (${FOLLOWED_SQL})) else ${laneListingsSql('l')} end`;

/**
 * SQL of whether what chain `c` in lane `l` holds was listed from other versions than now, or before verdicts that list it too: until it is
 * listed anew, what it says of itself does not count. What is drafted is never listed.
 */
export const LISTING_DUE_SQL = `(${isRecordedSql('c')} and ${laneRetiredAtSql('l')} is null and (coalesce((select g.listed_to from chain_figures g where g.chain_id = c.id), 0) < ${DECIDED_TO_SQL} or exists (select from unnest(${LISTINGS_SQL}) s (id)
  where not exists (select from version v where v.chain_id = c.id and ${approvedSql('v')}
    and (exists (select from version_input i where i.version_id = v.id and i.upstream_id = s.id)
      or exists (select from input_confirmation k where k.version_id = v.id and k.upstream_id = s.id))))))`;
