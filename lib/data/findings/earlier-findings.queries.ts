import { type FindingEvent, findingStanding, recurrenceOf } from '#domain/observing/finding-life';
import { observationKey } from '#domain/observing/group-failures';
import type { EarlierFindings } from '#domain/phases/observation-management/derive-observations';
import type { Database } from '../sql/connection';
import { EVENTS_SQL } from '../sql/finding-events';

/**
 * What was found in the line of business of a chain in earlier cycles of its report, by the key of the observation: still open then, or closed
 * and so returned where it is observed again.
 */
export async function earlierFindings(db: Database, chainId: string): Promise<EarlierFindings> {
  const { rows } = await db.pool.query<{ attribute: string; pattern: string; events: FindingEvent[]; today: string }>(
    `select f.attribute, f.pattern, ${EVENTS_SQL} as events, current_date::text as today
       from chain c join lane l on l.id = c.lane_id join cycle_report cr on cr.id = c.cycle_report_id
       join finding f on f.report_id = cr.report_id and f.lob_id = l.lob_id
      where c.id = $1 and exists (select from finding_occurrence o join version v on v.id = o.version_id join chain oc on oc.id = v.chain_id
        where o.finding_id = f.id and oc.cycle_report_id <> c.cycle_report_id)`,
    [chainId],
  );
  return new Map(
    rows.map(({ attribute, pattern, events, today }) => [
      observationKey(attribute, pattern),
      recurrenceOf(findingStanding(events, null, today).state),
    ]),
  );
}
