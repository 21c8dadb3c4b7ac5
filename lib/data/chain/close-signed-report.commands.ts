import { SYSTEM_ACTOR } from '../people/actor';
import { REPORTED_IN } from '../reporting/approved-places.queries';
import type { Database } from '../sql/connection';
import { approvedSql, openSql } from '../sql/fragments';
import { signedRenditionSql } from '../sql/rendition-sql';
import { insertCommand } from './command.commands';
import { uuidV5 } from './uuid-v5';

/**
 * Asks for the closing of a report whose final report has every signature, as the system. The command's id follows from the version that was
 * signed, so that asking again is the same command. Nothing is asked for where the report is closed, its final report open
 * again, or the document with its signatures not made yet.
 */
export async function closeSignedReport(db: Database, cycleReportId: string): Promise<void> {
  const { rows } = await db.pool.query<{ versionId: string }>(
    `select v.id as "versionId" from chain c join version v on v.chain_id = c.id and ${approvedSql('v')} join cycle_report cr on cr.id = c.cycle_report_id
      where c.cycle_report_id = $1 and c.phase = $2 and c.policy ->> 'mode' = 'signoff' and cr.closed_at is null
        and not exists (select from version o where o.chain_id = c.id and ${openSql('o')})
        and (not c.policy ? 'rendition' or exists (select from rendition d where d.version_id = v.id and d.recipe = ${signedRenditionSql('c')}))`,
    [cycleReportId, REPORTED_IN],
  );
  const [signed] = rows;
  if (signed === undefined) return;
  await insertCommand(db, SYSTEM_ACTOR, {
    commandId: uuidV5(signed.versionId, 'close_report'),
    kind: 'close_report',
    targetId: cycleReportId,
    comment: 'Every signature is given.',
  });
}
