import type { AuditChange, AuditKind } from '#domain/version/audit-kinds';
import type { Actor } from '../people/actor';
import type { SqlClient } from '../sql/connection';
import { writeAudit } from './audit';

type Facts = Readonly<Record<string, string | null | undefined>>;

/** Writes to the installation's own stream of the trail. Call it as the last statement of its transaction. */
export async function auditInstallation(
  sql: SqlClient,
  actor: Actor,
  kind: AuditKind,
  subject: string,
  changes: readonly AuditChange[],
): Promise<void> {
  await writeAudit(sql, { cycleReportId: null, kind, actor, subject, changes });
}

/** The fields that differ, in the order of the second; what is new or gone is null on the other side. */
export function changesBetween(before: Facts, after: Facts): AuditChange[] {
  const fields = [...new Set([...Object.keys(after), ...Object.keys(before)])];
  return fields
    .map((field) => ({ field, from: before[field] ?? null, to: after[field] ?? null }))
    .filter((change) => change.from !== change.to);
}
