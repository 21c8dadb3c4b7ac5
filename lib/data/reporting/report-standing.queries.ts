import { chainInWords } from '#domain/phase/chain-address';
import type { ReportStanding } from '#domain/phase/definition';
import { PHASE_LABELS, type PhaseName } from '#domain/phase/phase-names';
import { deriveSections } from '#domain/phases/final-report/derive-sections';
import { significantMatters } from '#domain/phases/final-report/matters';
import type { VersionStatus } from '#domain/version/version-status';
import { COMPLETE_SQL } from '../sql/chain-complete';
import type { Queryable } from '../sql/connection';
import { approvedSql, laneRetiredAtSql, openSql } from '../sql/fragments';
import { readReportSources } from './report-sources.queries';

const OBSERVED_IN: PhaseName = 'observation-management';

/**
 * SQL over cycle report $1 of whether a version of the samples is in force from which its lanes are still to be listed: a line of business that
 * comes by it has no lane yet.
 */
const UNLISTED_SQL = `exists (select from lane l join version v on v.id = l.listed_from and not ${approvedSql('v')}
  where l.cycle_report_id = $1 and l.parent_id is null and l.retired_at is null)`;

/** What is not complete yet in the lanes of a report, each as a sentence without its full stop, read from the lanes that are listed. */
async function unfinishedLanes(db: Queryable, cycleReportId: string): Promise<string[]> {
  const { rows } = await db.query<{ unlisted: boolean; lanes: number; without: string[]; open: { phase: PhaseName; instance: string }[] }>(
    `select ${UNLISTED_SQL} as unlisted,
       (select count(*)::int from lane l where l.cycle_report_id = $1 and l.parent_id is null and l.retired_at is null) as lanes,
       array(select b.name from lane l join lob b on b.id = l.lob_id where l.cycle_report_id = $1 and l.parent_id is null and l.retired_at is null
         and not exists (select from chain c where c.lane_id = l.id and c.phase = $2) order by 1) as without,
       (select coalesce(jsonb_agg(jsonb_build_object('phase', c.phase, 'instance', c.instance) order by c.position, c.instance), '[]') from chain c join lane l on l.id = c.lane_id
         where c.cycle_report_id = $1 and ${laneRetiredAtSql('l')} is null and not (${COMPLETE_SQL})) as open`,
    [cycleReportId, OBSERVED_IN],
  );
  const [standing] = rows;
  if (standing === undefined) return [];
  return [
    ...(standing.lanes === 0 ? ['No line of business is tested'] : []),
    ...(standing.unlisted ? ['The lines of business are not listed by the sample in force yet'] : []),
    ...standing.without.map((name) => `${name}: ${PHASE_LABELS[OBSERVED_IN]} has not begun`),
    ...standing.open.map((chain) => `${chainInWords(chain)} is not complete`),
  ];
}

const OPEN_WORDS: Partial<Record<VersionStatus, string>> = { draft: 'is a draft', pending_approval: 'waits for approval' };

async function openObservations(db: Queryable, cycleReportId: string): Promise<string[]> {
  const { rows } = await db.query<{ phase: PhaseName; instance: string; number: number; status: VersionStatus }>(
    `select c.phase, c.instance, v.number, v.status from chain c join lane l on l.id = c.lane_id join version v on v.chain_id = c.id and ${openSql('v')}
      where c.cycle_report_id = $1 and c.phase = $2 and ${laneRetiredAtSql('l')} is null order by c.instance`,
    [cycleReportId, OBSERVED_IN],
  );
  return rows.map(({ number, status, ...chain }) => `${chainInWords(chain)}, version ${number} ${OPEN_WORDS[status] ?? 'is open'}`);
}

/** What stands open in the lanes of a report: without it nothing is signed. Costs no figures. */
export async function readOpenLanes(
  db: Queryable,
  cycleReportId: string,
): Promise<Pick<ReportStanding, 'unfinished' | 'openObservations'>> {
  return { unfinished: await unfinishedLanes(db, cycleReportId), openObservations: await openObservations(db, cycleReportId) };
}

/** What the final report that a chain holds would be made from now. */
export async function readReportStanding(db: Queryable, { chainId }: { chainId: string }): Promise<ReportStanding> {
  const { rows } = await db.query<{ id: string }>('select cycle_report_id as id from chain where id = $1', [chainId]);
  const cycleReportId = rows[0]?.id;
  if (cycleReportId === undefined) throw new Error(`no such chain: ${chainId}`);
  const { sources } = await readReportSources(db, cycleReportId);
  return {
    ...(await readOpenLanes(db, cycleReportId)),
    figures: new Map(Object.entries(deriveSections(sources))),
    matters: significantMatters(sources),
  };
}

/**
 * SQL over cycle report $1 of the phases that run in its lanes, as an array, once nothing is left to do in any of them: every line of business that the
 * sample in force lists has come through its last phase. Before that, none.
 */
export const COMPLETE_IN_LANES_SQL = `case when ${UNLISTED_SQL} or not exists (select from lane l where l.cycle_report_id = $1 and l.parent_id is null and l.retired_at is null)
    or exists (select from lane l where l.cycle_report_id = $1 and l.parent_id is null and l.retired_at is null
      and not exists (select from chain c where c.lane_id = l.id and c.phase = '${OBSERVED_IN}'))
    or exists (select from chain c join lane l on l.id = c.lane_id where c.cycle_report_id = $1 and ${laneRetiredAtSql('l')} is null and not (${COMPLETE_SQL}))
  then array[]::text[] else array(select distinct c.phase from chain c where c.cycle_report_id = $1 and c.lane_id is not null) end`;
