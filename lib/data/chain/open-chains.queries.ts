import { chainInWords } from '#domain/phase/chain-address';
import type { PhaseName } from '#domain/phase/phase-names';
import type { Queryable } from '../sql/connection';
import { OPEN_CHAINS_SQL } from '../sql/open-chains';

/** More of what is open than this is counted. */
const NAMED = 3;

/** What is open in a report, as a sentence; null where nothing is: there a report stands between two phases. */
export async function openInWords(db: Queryable, cycleReportId: string): Promise<string | null> {
  const { rows } = await db.query<{ phase: PhaseName; instance: string }>(
    `select o.phase, o.instance from (${OPEN_CHAINS_SQL}) o order by o.position, o.instance`,
    [cycleReportId],
  );
  if (rows.length === 0) return null;
  const named = rows.slice(0, NAMED).map(chainInWords).join(', ');
  return `Open: ${named}${rows.length > NAMED ? `, and ${rows.length - NAMED} more` : ''}.`;
}
