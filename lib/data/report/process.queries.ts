import type { ProcessView } from '#contract/views/process-view';
import { startableVersions, workflowVersion } from '#contract/workflow-versions';
import { parsePayload } from '#domain/version/command-payload';
import { cycleReportType, laterTypes } from '#domain/version/workflow-types';
import { defaultVersionInForce, WORKFLOW_TYPE_SQL } from '../chain/default-version.queries';
import { openInWords } from '../chain/open-chains.queries';
import type { Queryable } from '../sql/connection';
import { nameThenSql } from '../sql/fragments';

interface ProcessRow {
  workflowType: string | null;
  planned: { at: string; by: string; reason: string; payload: unknown } | null;
}

/** By which version of the process a report runs, what is planned, and what it could go on by. */
export async function readProcess(db: Queryable, cycleReportId: string): Promise<ProcessView> {
  const { rows } = await db.query<ProcessRow>(
    `select ${WORKFLOW_TYPE_SQL} as "workflowType", (select jsonb_build_object('at', a.created_at, 'by', ${nameThenSql('a.actor_id', 'a.created_at')}, 'reason', a.comment, 'payload', a.payload)
       from command a where a.id = cr.upgrade_command_id) as planned from cycle_report cr where cr.id = $1`,
    [cycleReportId],
  );
  const type = cycleReportType(rows[0]?.workflowType ?? null);
  const types: readonly string[] = laterTypes(type);
  const later = startableVersions().filter((version) => types.includes(version.type));
  return {
    version: workflowVersion(type),
    startsBy: await defaultVersionInForce(db),
    planned: plannedOf(rows[0]?.planned ?? null),
    later,
    // By the latest version nobody asks what is open.
    open: later.length === 0 ? null : await openInWords(db, cycleReportId),
  };
}

function plannedOf(planned: ProcessRow['planned']): ProcessView['planned'] {
  const to = planned === null ? undefined : parsePayload('upgrade_report', planned.payload).to;
  if (planned === null || to === undefined) return null;
  return { to: workflowVersion(to), at: new Date(planned.at).toISOString(), by: planned.by, reason: planned.reason };
}
