import { PHASES } from '#domain/phase/phase-names';
import { phaseDefinition } from '#domain/phases/registry';
import { endOfDay } from '#domain/progress/burn-up';
import { DEFAULT_CALENDAR } from '#domain/time/calendar';
import { columnsSql, ENDS_APPROVED_SQL, type MeasureFilter, phaseSql } from './measured-sql';
import { type BoundScope, inLaneSql, instanceStateSql, unopenedSql } from './progress-sql';

/** Phases in which nobody may have the turn although something is left to do: the ledger alone does not tell that from being finished. */
const WAITING_PHASES = PHASES.filter((phase) => phaseDefinition(phase).recorded?.elsewhere !== undefined);

/**
 * A SELECT of all instances that were ever known of `shown`, whether they opened or not: `cycle_report_id`, `phase`, `instance`, `chain_id`, `state`
 * as it is now, `known_at` and `left_at`. One is known since its report is in the cycle or its lane has opened, and left when its lane was retired.
 */
function everKnownSql(filter: MeasureFilter, bound: BoundScope): string {
  const opened = `select n.cycle_report_id, n.phase, n.instance, n.chain_id, ${instanceStateSql(bound)} as state, coalesce(l.opened_at, s.added) as known_at,
      l.retired_at as left_at
    from chain_now n join shown s on s.id = n.cycle_report_id left join lane l on l.cycle_report_id = n.cycle_report_id and l.key = n.instance
    where n.cycle_id = ${bound.cycle} and ${inLaneSql('n.instance', bound)} and ${phaseSql('n.phase', filter, bound.params)}`;
  const unopened = `select u.id, u.phase, u.instance, null::uuid, 'not_started', coalesce(u.opened_at, s.added), u.retired_at
    from (${unopenedSql(bound, 'all')}) u join shown s on s.id = u.id where ${phaseSql('u.phase', filter, bound.params)}`;
  return `${opened} union all ${unopened}`;
}

/**
 * CTEs `known`, the instances that were ever known, and `approved`, the times for which each was approved (`from_at`, `until` where it has
 * ended) while it was known. The turn that nobody has any more begins one, and the turn that follows it ends it; of the last turn, where the
 * instance stands now tells. What several versions make of one such time lies end to end.
 */
export function burnUpCtes(filter: MeasureFilter, bound: BoundScope): string {
  const begins = 'greatest(t.at, k.known_at)';
  const ends = 'least(e.at, k.left_at)';
  return `known as materialized (${everKnownSql(filter, bound)}),
    approved as materialized (select k.*, t.seq, t.version_id, ${begins} as from_at, ${ends} as until
      from known k join turn t on t.chain_id = k.chain_id and t.turn = 'none' left join turn e on e.chain_id = t.chain_id and e.seq = t.seq + 1
        left join version v on v.id = t.version_id
      where ${begins} < coalesce(${ends}, 'infinity') and case when e.seq is null then k.state = 'complete'
        else ${ENDS_APPROVED_SQL} and k.phase <> all(${bound.params.bind(WAITING_PHASES)}::text[]) end)`;
}

/** SQL of the instances that were known when a day ended. */
export function knownOnSql(filter: MeasureFilter, bound: BoundScope): string {
  return `select * from (with ${burnUpCtes(filter, bound)}
    select ${columnsSql({ ...OF_K, since: 'k.known_at', until: 'k.left_at', sort: 'k.known_at' })} from known k where ${heldSql('k.known_at', 'k.left_at', filter, bound)}) d`;
}

/** SQL of the instances that were approved when a day ended. */
export function approvedOnSql(filter: MeasureFilter, bound: BoundScope): string {
  return `select * from (with ${burnUpCtes(filter, bound)}
    select ${columnsSql({ ...OF_K, version_id: 'k.version_id', since: 'k.from_at', until: 'k.until', sort: 'k.from_at' })} from approved k
    where ${heldSql('k.from_at', 'k.until', filter, bound)}) d`;
}

const OF_K = {
  id: `k.cycle_report_id || '/' || k.phase || '/' || k.instance`,
  report: 'k.cycle_report_id',
  phase: 'k.phase',
  instance: 'k.instance',
  chain_id: 'k.chain_id',
  state: 'k.state',
};

/** SQL of whether a time holds the end of the filter's day, or the present where it names none. What begins or ends at the next day's start is of that day. */
function heldSql(from: string, until: string, { day }: MeasureFilter, bound: BoundScope): string {
  const end = day === undefined ? bound.now : `${bound.params.bind(endOfDay(day, DEFAULT_CALENDAR.timeZone).toISOString())}::timestamptz`;
  return `${from} < ${end} and (${until} is null or ${until} >= ${end})`;
}
