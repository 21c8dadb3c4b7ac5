import { may } from '#domain/people/permissions';
import { chainInReportKey, versionInWords } from '#domain/phase/chain-address';
import { Refusal } from '#domain/refusals';
import { deadlinesOf } from '#domain/time/deadlines';
import { featuresOf } from '#domain/version/workflow-types';
import { calendarOfReport } from '../calendars/calendar.queries';
import type { SqlClient } from '../sql/connection';
import { openSql } from '../sql/fragments';
import { recordStep } from '../tracking/tracked-steps';
import { requireDraftAsSeen, requireHashAsSeen, requireNoWork, requirePermission, requireVersionRow, setDraftDue } from './command-checks';
import { endVersion } from './decide-version.transitions';
import { freezeVersion } from './freeze-version';
import { approvedVersion, type LockedChain, subjectNow } from './locked-chain';
import type { Applied, Applying, PendingCommand } from './pending-command';

/** Takes a pending version back; a child draft follows. Only its submitter may. @throws Refusal `not_the_submitter`, `not_pending`, … */
export async function applyWithdrawal(sql: SqlClient, chain: LockedChain, command: PendingCommand<'withdraw_version'>): Promise<Applied> {
  const version = await requireVersionRow(sql, chain, command);
  await requireSubmitter(sql, chain, command, version.submittedById);
  if (version.status !== 'pending_approval') throw new Refusal('not_pending');
  if (command.actor.id !== null) requireHashAsSeen(version, command);
  await endVersion(sql, version, 'withdrawn');
  await setDraftDue(sql, chain.id, {
    cause: 'withdrawn',
    parentVersionId: version.id,
    reason: command.comment || 'Withdrawn by its submitter',
    commandId: command.id,
  });
  return { versionId: version.id, audit: [{ kind: 'version_withdrawn', ...about(chain, command, version) }] };
}

async function requireSubmitter(sql: SqlClient, chain: LockedChain, command: PendingCommand, submittedById: string | null): Promise<void> {
  if (chain.resource.closed) throw new Refusal('report_closed');
  if (command.actor.id === null) return;
  const subject = await subjectNow(sql, command.actor.id);
  if (subject === null) throw new Refusal('not_permitted');
  const viewing = may(subject, 'view', chain.resource);
  if (!viewing.allowed) throw new Refusal(viewing.code);
  if (submittedById !== subject.userId) throw new Refusal('not_the_submitter');
}

/**
 * Gives a draft up. Where a version is approved it stands and nothing opens; otherwise a freshly prepared draft follows.
 * @throws Refusal `not_a_draft`, `stale_revision`, `work_running`, …
 */
export async function applyDiscard(sql: SqlClient, chain: LockedChain, command: PendingCommand<'discard_version'>): Promise<Applied> {
  await requirePermission(sql, command, chain.resource);
  const version = await requireVersionRow(sql, chain, command);
  requireDraftAsSeen(version, command);
  await requireNoWork(sql, chain.id);
  await freezeVersion(sql, version.id, { status: 'discarded' });
  const approved = await approvedVersion(sql, chain.id);
  if (approved === null) {
    await setDraftDue(sql, chain.id, {
      cause: 'discarded',
      parentVersionId: null,
      reason: command.comment || 'The draft before it was discarded',
      commandId: command.id,
    });
  }
  return { versionId: version.id, audit: [{ kind: 'version_discarded', ...about(chain, command, version) }] };
}

/**
 * Opens an approved phase again, with a full allowance from when it was asked, by the calendar that its report counts by now.
 * @throws Refusal `not_in_this_version`, `nothing_to_reopen`, `open_version_exists`, `reason_required`
 */
export async function applyReopening(
  sql: SqlClient,
  chain: LockedChain,
  command: PendingCommand<'reopen_phase'>,
  { step }: Applying,
): Promise<Applied> {
  await requirePermission(sql, command, chain.resource);
  if (command.comment.trim() === '') throw new Refusal('reason_required');
  if (!featuresOf(await workflowTypeOf(sql, chain)).reopening) throw new Refusal('not_in_this_version');
  const approved = await approvedVersion(sql, chain.id);
  if (approved === null) throw new Refusal('nothing_to_reopen');
  const { rowCount } = await sql.query(`select from version v where v.chain_id = $1 and ${openSql('v')}`, [chain.id]);
  if (rowCount || chain.draftDue !== null) throw new Refusal('open_version_exists');
  await recordStep(sql, step, { kind: 'phase', key: chainInReportKey(chain), name: versionInWords(chain, null), status: 'running' });
  const { number, calendar } = await calendarOfReport(sql, chain.cycleReportId);
  const { warnAt, dueAt } = deadlinesOf(command.askedAt, chain.allowanceBusinessHours, calendar);
  await sql.query('update chain set reopened_at = clock_timestamp(), warn_at = $2, due_at = $3, calendar_number = $4 where id = $1', [
    chain.id,
    warnAt,
    dueAt,
    number,
  ]);
  await setDraftDue(sql, chain.id, { cause: 'reopened', parentVersionId: approved.id, reason: command.comment, commandId: command.id });
  return { versionId: approved.id, audit: [{ kind: 'phase_reopened', ...about(chain, command, approved) }] };
}

async function workflowTypeOf(sql: SqlClient, { cycleReportId }: LockedChain): Promise<string | null> {
  const { rows } = await sql.query<{ type: string | null }>('select workflow_type as type from cycle_report where id = $1', [
    cycleReportId,
  ]);
  return rows[0]?.type ?? null;
}

function about(chain: LockedChain, command: PendingCommand, version: { id: string; number: number }) {
  return {
    actor: command.actor,
    subject: versionInWords(chain, version.number),
    changes: command.comment.trim() === '' ? [] : [{ field: 'reason', from: null, to: command.comment }],
    chainId: chain.id,
    versionId: version.id,
  };
}
