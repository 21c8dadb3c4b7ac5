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
  work_started: 'started',
  work_finished: 'finished',
  work_failed: 'could not finish',
  work_cancelled: 'cancelled',
  items_edited: 'edited',
  note_changed: 'changed the note of',
  comment_added: 'commented on',
  comment_resolved: 'resolved a comment on',
  stale_accepted: 'accepted an earlier input of',
  report_started: 'started',
  report_restarted: 'restarted',
  report_closed: 'closed',
  assignment_changed: 'changed the assignment of',
  cycle_created: 'opened',
  report_added: 'added',
  user_created: 'created the account of',
  user_disabled: 'disabled the account of',
  user_enabled: 'enabled the account of',
  roles_changed: 'changed the roles of',
  password_set: 'set the password of',
  link_made: 'made a one-time link for',
  link_used: 'used a one-time link of',
  signed_in: 'signed in with',
  sign_in_refused: 'was refused to sign in as',
  lob_saved: 'saved the line of business',
  report_saved: 'saved the report',
  source_saved: 'saved the source',
  policy_saved: 'saved the approval policy of',
  file_uploaded: 'uploaded',
  file_downloaded: 'downloaded',
  values_unmasked: 'unmasked values of',
} as const satisfies Record<string, string>;

export type AuditKind = keyof typeof AUDIT_VERBS;

/** One field before and after, as text; null where it was or is empty. */
export interface AuditChange {
  field: string;
  from: string | null;
  to: string | null;
}
