import { COMPLETE_SQL } from './chain-complete';
import { laneRetiredAtSql, openSql } from './fragments';

/**
 * SQL over cycle report $1 of its chains in which something is open: a version or a draft that is due, a long task, or, in a lane that lives, anything
 * left to do. `select from …`; what is named comes first.
 */
export const OPEN_CHAINS_SQL = `select c.phase, c.instance, c.position from chain c left join lane l on l.id = c.lane_id
  where c.cycle_report_id = $1 and ${laneRetiredAtSql('l')} is null and (c.draft_due is not null
    or exists (select from version v where v.chain_id = c.id and ${openSql('v')})
    or exists (select from work w where w.chain_id = c.id and w.status = 'running')
    or c.lane_id is not null and not (${COMPLETE_SQL}))`;

/** SQL over cycle report $1 and its row of whether a later version of the process was asked for and nothing is open, so that it can go on by that now. */
export const UPGRADE_DUE_SQL = `(started_at is not null and closed_at is null and upgrade_command_id is not null and not exists (${OPEN_CHAINS_SQL}))`;
