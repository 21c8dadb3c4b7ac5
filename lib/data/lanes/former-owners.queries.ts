import { assignmentSchema } from '#domain/phases/data-owner-id/assignment-item';
import type { OwnerSuggestion } from '#domain/phases/data-owner-id/list-assignments';
import { OWNED } from '#domain/phases/data-owner-id/recorded';
import { listMatching } from '../log/version-content.queries';
import type { Database } from '../sql/connection';
import { approvedSql } from '../sql/fragments';

/**
 * Who owned each attribute of a line of business when the same report was last tested, by attribute code: of the cycle report that was
 * closed last. Empty where it never was.
 */
export async function formerOwners(
  db: Database,
  { cycleReportId, instance }: { cycleReportId: string; instance: string },
): Promise<ReadonlyMap<string, OwnerSuggestion>> {
  const { rows } = await db.pool.query<{ chainId: string; number: number; cycleName: string }>(
    `select c.id as "chainId", v.number, tc.name as "cycleName" from cycle_report here
       join cycle_report cr on cr.report_id = here.report_id and cr.id <> here.id and cr.closed_at is not null
       join test_cycle tc on tc.id = cr.cycle_id
       join chain c on c.cycle_report_id = cr.id and c.phase = 'data-owner-id' and c.instance = $2
       join version v on v.chain_id = c.id and ${approvedSql('v')}
      where here.id = $1 order by cr.closed_at desc, cr.id limit 1`,
    [cycleReportId, instance],
  );
  const [last] = rows;
  if (last === undefined) return new Map();
  const owned = await listMatching(db.pool, last.chainId, last.number, OWNED);
  return new Map(
    owned.map(({ key, data }) => [
      key,
      { suggestedOwner: assignmentSchema.parse(data).owner, suggestedBecause: `Owned it in ${last.cycleName}.` },
    ]),
  );
}
