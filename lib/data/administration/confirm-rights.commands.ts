import { type ChangedRights, type RightsChangeKind, refuseBreakingGlass, refuseConfirming } from '#domain/people/confirmed-rights';
import { actingRole, type Subject } from '#domain/people/permissions';
import { personToken } from '#domain/people/person-token';
import { firstRole } from '#domain/people/roles';
import { Refusal, type RefusalCode } from '#domain/refusals';
import type { AuditKind } from '#domain/version/audit-kinds';
import { auditInstallation } from '../record/installation-audit';
import { type Database, inTransaction, type SqlClient } from '../sql/connection';

/** Confirms a change of rights as its second person; doing it again changes nothing. @throws Refusal `not_found`, `not_permitted`, `not_a_second_person` */
export async function confirmRights(db: Database, subject: Subject, input: { changeId: string }): Promise<{ id: string }> {
  return await settle(db, subject, { ...input, reason: null, refuse: refuseConfirming, kind: 'rights_confirmed' });
}

/**
 * Lets a change of rights stand on the word of whoever made it ("break glass"): the reason is recorded, and shown at every decision
 * that they make there from then on. @throws Refusal `not_found`; `not_permitted` to everybody else
 */
export async function breakGlass(db: Database, subject: Subject, input: { changeId: string; reason: string }): Promise<{ id: string }> {
  return await settle(db, subject, { ...input, refuse: refuseBreakingGlass, kind: 'glass_broken' });
}

interface Settling {
  changeId: string;
  reason: string | null;
  refuse: (change: ChangedRights, subject: Subject) => RefusalCode | null;
  kind: Extract<AuditKind, 'rights_confirmed' | 'glass_broken'>;
}

async function settle(db: Database, subject: Subject, { changeId, reason, refuse, kind }: Settling): Promise<{ id: string }> {
  return await inTransaction(db, async (sql) => {
    const change = await readChange(sql, changeId);
    const code = refuse(change, subject);
    if (code !== null) throw new Refusal(code);
    const { rowCount } = await sql.query(
      `insert into rights_confirmation (change_id, at, by_id, reason) values ($1, clock_timestamp(), $2, $3) on conflict (change_id) do nothing`,
      [changeId, subject.userId, reason],
    );
    if (!rowCount) return { id: changeId };
    const role = actingRole(subject, 'confirm_rights') ?? firstRole(subject.roles) ?? 'system';
    await auditInstallation(sql, { id: subject.userId, role }, kind, subjectOf(change), [
      { field: change.kind, from: change.was, to: change.became },
      ...(reason === null ? [] : [{ field: 'reason', from: null, to: reason }]),
    ]);
    return { id: changeId };
  });
}

interface ChangeRow extends ChangedRights {
  kind: RightsChangeKind;
  was: string | null;
  became: string | null;
  reportName: string | null;
}

async function readChange(sql: SqlClient, changeId: string): Promise<ChangeRow> {
  const { rows } = await sql.query<ChangeRow>(
    `select c.by_id as "byId", c.person_id as "personId", c.kind, c.was, c.became, r.name as "reportName"
       from rights_change c left join report r on r.id = c.report_id where c.id = $1`,
    [changeId],
  );
  const [change] = rows;
  if (change === undefined) throw new Refusal('not_found');
  return change;
}

function subjectOf({ kind, personId, reportName }: ChangeRow): string {
  const person = personId === null ? 'nobody' : personToken(personId);
  return kind === 'owner' ? `the owner of ${reportName ?? 'a report'}: ${person}` : `the rights of ${person}`;
}
