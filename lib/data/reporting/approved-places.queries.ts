import type { Cite } from '#domain/phase/figure';
import type { PhaseName } from '#domain/phase/phase-names';
import type { Queryable } from '../sql/connection';
import { approvedSql, laneRetiredAtSql } from '../sql/fragments';

/** The phase that is made from all others. */
export const REPORTED_IN: PhaseName = 'final-report';

/** An approved version that a final report is made from. */
export interface ApprovedPlace {
  versionId: string;
  chainId: string;
  number: number;
  cite: Cite;
  /** The lane of the line of business that it stands in; null where its phase runs once for the whole report. */
  line: { id: string; key: string; lob: string } | null;
}

type PlaceRow = Omit<ApprovedPlace, 'cite' | 'line'> & {
  phase: PhaseName;
  instance: string;
  versionHash: string;
  lineId: string | null;
  lineKey: string | null;
  lob: string | null;
};

/**
 * The approved versions of all chains of a report but the final report's own, in the order of the plan; of lanes that were retired, none.
 */
export async function approvedPlaces(db: Queryable, cycleReportId: string): Promise<ApprovedPlace[]> {
  const { rows } = await db.query<PlaceRow>(
    `select v.id as "versionId", c.id as "chainId", v.number, c.phase, c.instance, encode(v.version_hash, 'hex') as "versionHash",
            line.id as "lineId", line.key as "lineKey", b.name as lob
       from chain c join version v on v.chain_id = c.id and ${approvedSql('v')} left join lane l on l.id = c.lane_id
       left join lane line on line.id = coalesce(l.parent_id, l.id) left join lob b on b.id = line.lob_id
      where c.cycle_report_id = $1 and c.phase <> $2 and (l.id is null or ${laneRetiredAtSql('l')} is null)
      order by c.position, c.instance`,
    [cycleReportId, REPORTED_IN],
  );
  return rows.map(({ versionId, chainId, number, phase, instance, versionHash, lineId, lineKey, lob }) => ({
    versionId,
    chainId,
    number,
    cite: { phase, instance, number, versionHash },
    line: lineId === null || lineKey === null || lob === null ? null : { id: lineId, key: lineKey, lob },
  }));
}
