import type { CarriedView, OtherCycleView } from '#contract/views/version-views';
import type { Subject } from '#domain/people/permissions';
import { CARRIED_FACT, CARRYING_PHASES, readCarried } from '#domain/phase/carried';
import { phaseDefinition } from '#domain/phases/registry';
import { probeContent } from '../log/version-content.queries';
import type { VersionScope } from '../people/access.queries';
import { visibleReportsSql } from '../people/visible-reports';
import type { Queryable } from '../sql/connection';
import { approvedSql, CHAIN_JOINS_SQL } from '../sql/fragments';
import { SqlParams } from '../sql/sql-params';
import { readVersionRefsOf } from './version-refs.queries';

/** What a version says that it took over from an earlier cycle; null where it took over nothing. */
export async function readCarriedView(
  db: Queryable,
  scope: Pick<VersionScope, 'chainId' | 'number' | 'phase'>,
): Promise<CarriedView | null> {
  const carried = await carriedIn(db, scope);
  return carried && { cycle: carried.cycle, number: carried.number, count: carried.items.length, left: carried.left };
}

/** The items of a version that came from an earlier cycle, with their hashes there; null where none did. */
export async function readCarriedItems(
  db: Queryable,
  scope: Pick<VersionScope, 'chainId' | 'number' | 'phase'>,
): Promise<{ cycle: string; number: number; hashes: ReadonlyMap<string, string> } | null> {
  const carried = await carriedIn(db, scope);
  if (carried === null) return null;
  return { cycle: carried.cycle, number: carried.number, hashes: new Map(carried.items.map(({ key, hash }) => [key, hash])) };
}

async function carriedIn(db: Queryable, { chainId, number, phase }: Pick<VersionScope, 'chainId' | 'number' | 'phase'>) {
  if (!CARRYING_PHASES.includes(phase)) return null;
  const fact = (await probeContent(db, chainId, number, [CARRIED_FACT])).get(CARRIED_FACT);
  return fact === undefined ? null : readCarried(fact.data);
}

/** The approved versions of a phase in the other cycles of its report, as far as somebody may see them, the newest first. */
export async function readOtherCycles(db: Queryable, subject: Subject, scope: VersionScope): Promise<OtherCycleView[]> {
  const { keyedByRecord } = phaseDefinition(scope.phase);
  if (keyedByRecord || scope.instance !== '') return [];
  const params = new SqlParams([scope.reportId, scope.cycleReportId, scope.phase]);
  const { rows } = await db.query<{ cycleReportId: string; cycleName: string; versionId: string }>(
    `select cr.id as "cycleReportId", tc.name as "cycleName", v.id as "versionId"
       from version v join chain ch on ch.id = v.chain_id ${CHAIN_JOINS_SQL}
      where cr.report_id = $1 and cr.id <> $2 and ch.phase = $3 and ch.instance = '' and ${approvedSql('v')} and ${visibleReportsSql(subject, params)}
      order by tc.starts_on desc, cr.id`,
    params.values,
  );
  if (rows.length === 0) return [];
  const refs = new Map(
    (
      await readVersionRefsOf(
        db,
        rows.map(({ versionId }) => versionId),
      )
    ).map((ref) => [ref.id, ref]),
  );
  return rows.flatMap(({ cycleReportId, cycleName, versionId }) => {
    const version = refs.get(versionId);
    return version === undefined ? [] : [{ cycleReportId, cycleName, version }];
  });
}
