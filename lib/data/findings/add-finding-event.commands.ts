import { assertStorableText } from '#domain/item/canonical-json';
import { FINDING_EVENT_RULES, type FindingEventKind, possibleEvents } from '#domain/observing/finding-life';
import type { Subject } from '#domain/people/permissions';
import { versionInWords } from '#domain/phase/chain-address';
import { Refusal } from '#domain/refusals';
import type { VersionScope } from '../people/access.queries';
import { writeAudit } from '../record/audit';
import { type Database, inTransaction } from '../sql/connection';
import { findingsOf, rolesFor } from './findings.queries';

export interface AddedEvent {
  /** Key of the observation. */
  key: string;
  kind: FindingEventKind;
  note: string;
  /** ISO date; null where the kind names no day. */
  until: string | null;
}

/**
 * Adds to the life of a finding after its approval, also where its report is closed.
 * @throws Refusal `not_found`, `not_permitted` where it is not theirs to say as it stands, `reason_required`, `invalid_input`
 */
export async function addFindingEvent(
  db: Database,
  subject: Subject,
  scope: VersionScope,
  { key, kind, note, until }: AddedEvent,
): Promise<void> {
  assertStorableText(note);
  const rule = FINDING_EVENT_RULES[kind];
  if (kind !== 'started' && note.trim() === '') throw new Refusal('reason_required');
  if (rule.until !== (until !== null)) throw new Refusal('invalid_input', rule.until ? 'Say until which day.' : 'It names no day.');
  await inTransaction(db, async (sql) => {
    // Findings are never changed, so that no row of theirs can be held: two events at once would each see the state before the other.
    await sql.query(`select pg_advisory_xact_lock(hashtextextended('finding/' || $1 || '/' || $2, 0))`, [scope.chainId, key]);
    const [found] = await findingsOf(sql, scope.chainId, key);
    if (found === undefined) throw new Refusal('not_found');
    const roles = rolesFor(subject, scope, found.observation);
    if (!possibleEvents(found.standing, roles, subject.userId).includes(kind)) throw new Refusal('not_permitted');
    const role = rule.roles.find((one) => roles.includes(one)) ?? 'tester';
    const { rows } = await sql.query<{ past: boolean | null }>('select $1::date < current_date as past', [until]);
    if (rows[0]?.past === true) throw new Refusal('invalid_input', 'The day is past.');
    await sql.query(
      'insert into finding_event (finding_id, cycle_report_id, kind, note, until, user_id, user_role) values ($1, $2, $3, $4, $5, $6, $7)',
      [found.findingId, scope.cycleReportId, kind, note.trim(), until, subject.userId, role],
    );
    await writeAudit(sql, {
      cycleReportId: scope.cycleReportId,
      kind: 'finding_followed',
      actor: { id: subject.userId, role },
      subject: versionInWords(scope, scope.number),
      changes: [{ field: `${key}: ${kind}`, from: null, to: [note.trim(), until].filter(Boolean).join('; ') || null }],
      chainId: scope.chainId,
      versionId: scope.versionId,
    });
  });
}
