import type { AuditChange, AuditKind } from '#domain/version/audit-kinds';
import type { Actor } from '../people/actor';
import type { Queryable } from '../sql/connection';
import { queryPrepared } from '../sql/query-prepared';

export interface AuditEntry {
  /** Null: the installation's own stream. */
  cycleReportId: string | null;
  kind: AuditKind;
  actor: Actor;
  /** In words: "Planning, version 2". Here and in the changes a person is named by `personToken`. */
  subject: string;
  changes?: readonly AuditChange[];
  chainId?: string | null;
  versionId?: string | null;
  commandId?: string | null;
}

const INSTALLATION_STREAM = 'installation';

/** Name of a report's stream of the trail; of the installation's own where the id is null. */
function streamOf(cycleReportId: string | null): string {
  return cycleReportId === null ? INSTALLATION_STREAM : `cycle-report/${cycleReportId}`;
}

/**
 * Writes to the trail. Call it as the last thing a transaction does: a stream's lock is held until commit, and taking it
 * earlier deadlocks with others. Reports' streams are taken before the installation's, in the order of their ids.
 */
export async function writeAudit(sql: Queryable, ...entries: readonly AuditEntry[]): Promise<void> {
  const ordered = entries.map((entry) => ({ entry, stream: streamOf(entry.cycleReportId) }));
  // "cycle-report/…" sorts before "installation".
  ordered.sort((one, other) => (one.stream < other.stream ? -1 : Number(one.stream > other.stream)));
  for (const { entry, stream } of ordered) {
    await queryPrepared(
      sql,
      `insert into audit_event (stream, seq, kind, actor_id, actor_role, chain_id, version_id, command_id, subject, changes, prev_hash, hash)
       values ($1, 0, $2, $3::uuid, $4, $5::uuid, $6::uuid, $7::uuid, $8, $9::jsonb, ''::bytea, ''::bytea)`,
      [
        stream,
        entry.kind,
        entry.actor.id,
        entry.actor.role,
        entry.chainId ?? null,
        entry.versionId ?? null,
        entry.commandId ?? null,
        entry.subject,
        JSON.stringify(entry.changes ?? []),
      ],
    );
  }
}
