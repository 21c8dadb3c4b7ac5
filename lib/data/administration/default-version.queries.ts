import type { AdminDefaultVersion, DefaultVersion } from '#contract/views/admin-views';
import { workflowVersion } from '#contract/workflow-versions';
import { cycleReportType } from '#domain/version/workflow-types';
import type { Queryable } from '../sql/connection';
import { AS_DELIVERED, type DatedRow, datedVersion, datedVersions } from './dated-versions';

interface ChoiceRow extends DatedRow {
  workflowType: string;
}

/** By which version of the process reports start, with what was and will be; that of the release where nobody has chosen one. */
export async function readDefaultVersion(db: Queryable): Promise<AdminDefaultVersion> {
  const { rows } = await db.query<ChoiceRow>(
    `select d.number, d.workflow_type as "workflowType", d.valid_from as "validFrom", u.name as by, d.reason, d.valid_from > now() as planned
       from default_workflow d left join app_user u on u.id = d.created_by_id order by d.valid_from desc, d.number desc`,
  );
  const { inForce, ...others } = datedVersions(rows, choiceOf, { ...AS_DELIVERED, version: workflowVersion(cycleReportType(null)) });
  return { ...inForce, ...others };
}

function choiceOf(row: ChoiceRow): DefaultVersion {
  return { ...datedVersion(row), version: workflowVersion(cycleReportType(row.workflowType)) };
}
