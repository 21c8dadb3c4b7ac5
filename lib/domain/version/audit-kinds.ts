/** What the trail can say: each kind with the verb of its sentence, "<who> <verb> <subject>". */
export const AUDIT_VERBS = {
  command_sent: 'asked for',
  command_refused: 'was refused',
  version_created: 'opened',
  version_submitted: 'submitted',
  version_approved: 'approved',
  approval_counted: 'gave one of several approvals to',
  version_signed: 'signed',
  version_confirmed: 'confirmed',
  changes_requested: 'requested changes to',
  version_rejected: 'rejected',
  version_withdrawn: 'withdrew',
  version_discarded: 'discarded',
  version_superseded: 'superseded',
  phase_opened: 'opened',
  phase_reopened: 'reopened',
  changes_recorded: 'recorded changes in',
  evidence_received: 'supplied',
  items_listed: 'listed anew the items of',
  items_decided: 'gave verdicts on items of',
  lanes_listed: 'listed anew the lanes of',
  lane_opened: 'opened the lane',
  lane_retired: 'retired the lane',
  lane_restored: 'took up again the lane',
  clock_paused: 'paused the clock of',
  clock_resumed: 'resumed the clock of',
  clock_extended: 'extended the time of',
  clock_recounted: 'had counted by the present calendar',
  alarm_raised: 'raised an alarm about',
  reminded: 'reminded people of',
  work_started: 'started',
  work_finished: 'finished',
  work_failed: 'could not finish',
  work_cancelled: 'cancelled',
  finding_followed: 'followed up a finding of',
  items_edited: 'edited',
  note_changed: 'changed the note of',
  comment_added: 'commented on',
  comment_resolved: 'resolved a comment on',
  stale_accepted: 'accepted an earlier input of',
  start_kept: 'noted the plan and policies of',
  report_started: 'started',
  turn_reconciled: 'wrote anew whose turn it is in',
  history_archived: 'archived',
  report_restarted: 'restarted',
  plan_changed: 'carried over to the present plan',
  report_closed: 'closed',
  assignment_changed: 'changed the assignment of',
  cycle_created: 'opened',
  report_added: 'added',
  user_created: 'created the account of',
  user_disabled: 'disabled the account of',
  user_enabled: 'enabled the account of',
  user_renamed: 'renamed',
  user_erased: 'erased',
  roles_changed: 'changed the roles of',
  rights_confirmed: 'confirmed, as a second person, the change of',
  glass_broken: 'broke the glass over the change of',
  role_delegated: 'delegated',
  delegation_ended: 'ended the delegation of',
  examiner_admitted: 'gave an examiner access to',
  examiner_dismissed: 'ended an examiner’s access to',
  work_claimed: 'claimed',
  work_taken_over: 'took over',
  work_released: 'released',
  view_saved: 'saved the inbox view',
  view_removed: 'removed the inbox view',
  password_set: 'set the password of',
  link_made: 'made a one-time link for',
  link_used: 'used a one-time link of',
  signed_in: 'signed in',
  sign_in_refused: 'was refused to sign in as',
  lob_saved: 'saved the line of business',
  report_saved: 'saved the report',
  source_saved: 'saved the source',
  policy_saved: 'saved the approval policy of',
  calendar_saved: 'saved the business calendar',
  file_uploaded: 'uploaded',
  file_downloaded: 'downloaded',
  values_unmasked: 'unmasked values of',
} as const satisfies Record<string, string>;

export type AuditKind = keyof typeof AUDIT_VERBS;

/**
 * Entries beside the acts of people: the request that an act follows from, the beginning of work, which ends in an entry of its own, and
 * what the system notes and keeps. They are part of the
 * record, and folded away where acts are read.
 */
export const NOTED_BESIDE_ACTS = [
  'command_sent',
  'work_started',
  'history_archived',
  'start_kept',
  'turn_reconciled',
] as const satisfies readonly AuditKind[];

/** One field before and after, as text; null where it was or is empty. */
export interface AuditChange {
  field: string;
  from: string | null;
  to: string | null;
}
