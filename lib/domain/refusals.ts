/**
 * The closed list of expected failures. A refusal is a value: it travels from the domain through actions, receipts and
 * route handlers to the page, and each code has exactly one sentence a person can act on.
 */
export const REFUSALS = {
  not_found: 'This does not exist, or you may not see it.',
  not_signed_in: 'Please sign in.',
  not_permitted: 'Your role does not allow this here.',
  foreign_origin: 'This request did not come from a page of this installation. Open Countersign at its own address and try again.',
  invalid_input: 'Something in the input is not valid.',
  stale_content: 'The content changed after you opened it. Reload to see what changed, then decide again.',
  stale_revision:
    'This draft was edited meanwhile, by somebody else or by you in another window. What you see was brought up to date; please repeat the change.',
  not_a_draft: 'This version is no longer a draft and cannot be edited.',
  not_pending: 'This version is not waiting for approval any more.',
  already_decided: 'This version has already been decided.',
  already_voted: 'You have already decided on this version.',
  not_opened: 'Open this version first: you decide only on what you have read at its present content.',
  matters_not_opened: 'Open each significant matter before you sign.',
  consent_missing: 'Agree to the words of consent before you sign.',
  name_differs: 'Type your name as your account has it.',
  not_rendered: 'The document of this version is still being made. Sign once it can be read.',
  author_cannot_decide: 'You edited, drew, imported or submitted part of this version, so somebody else must decide.',
  rights_unconfirmed:
    'You changed rights or the owner here, and no second person has confirmed that. Another admin or a test executive confirms it; until then somebody else decides.',
  not_a_second_person: 'A second person confirms this: neither who changed it nor whose rights they are.',
  not_the_approver: 'Only the people named by the approval policy of this phase can decide.',
  delegate_not_independent: 'This person tests, or has worked on, what they would decide on: name somebody else.',
  tester_not_independent: 'This person owns the report, or decides on it in another role: name somebody else to test it.',
  already_claimed: 'Somebody else has claimed this.',
  work_remains: 'This person still has work: name who takes over each part of it.',
  person_erased: 'This person has been erased, which cannot be undone.',
  rejected_items_remain: 'Items are marked as rejected or additions are requested: request changes instead of approving.',
  comment_required: 'A note is required for this decision.',
  reason_required: 'A reason is required.',
  unresolved_comments: 'Comments on this version are not resolved yet. Resolve them before you approve.',
  answers_missing:
    'Data owners have not answered observations of medium severity and above. Wait for their answers, or until the phase is due.',
  additions_not_taken: 'Nothing further can be asked for in this phase: its content is not drawn from a population.',
  gates_open: 'Some conditions for submission are not met yet.',
  stale_items: 'Somebody changed these meanwhile. Your view was brought up to date; please look again.',
  not_in_this_phase: 'This phase does not work that way.',
  not_in_force: 'A later version is in force now.',
  lane_retired: 'No sample is left in this line of business, so its lane has ended.',
  not_named_here: 'This waits for somebody else: you are not named in it.',
  owner_not_independent: 'This person tests or owns the report: name somebody else as data owner.',
  lob_in_use: 'A report that is not closed has samples or a lane of this line of business, by its present name.',
  not_the_submitter: 'Only the person who submitted this version can withdraw it.',
  nothing_to_reopen: 'There is no approved version to reopen.',
  open_version_exists: 'An open version already exists.',
  work_running: 'A long task is running on this draft. Wait for it or cancel it first.',
  no_such_work: 'That task is not running any more.',
  too_few_matches: 'Fewer records match than were asked for.',
  upstream_missing: 'An earlier phase this one builds on is not approved yet.',
  stale_input: 'An earlier phase changed after this version was built. Rebuild it, or accept the difference with a reason.',
  report_closed: 'This report is closed; its record can no longer change.',
  database_behind:
    'The database was restored and is older than what this report’s process has carried out, so that nothing of it can be changed. An administrator restores the newer database, or restarts the report from what is here.',
  report_not_ready: 'The report needs an owner, a tester and dates before it can start.',
  not_at_boundary: 'Something is under way in this report. Carry it over once that is done, or at the next boundary.',
  package_running: 'A package of this kind is being made already. Wait for it.',
  package_not_ready: 'This package is not made yet, or could not be made.',
  nothing_to_upgrade: 'This report runs by the present plan already.',
  plan_is_fixed: 'The plan of this version of the process is fixed. Have the report go on by a later version instead.',
  not_a_later_version: 'A report goes on by a later version of the process only.',
  version_retired: 'No report begins by this version of the process any more.',
  nothing_planned: 'No other version is planned for this report.',
  other_version_kept: 'Somebody chose another version for this report at the same moment. Start it by that one.',
  not_in_this_version:
    'By its version of the process, nothing that is approved in this report is reopened. Have it go on by version 2.0.0 from its page first.',
  clock_stopped: 'No clock runs here: the phase is finished, has not begun, or runs by a version of the process without one.',
  clock_paused: 'The clock is paused. Resume it first.',
  clock_runs: 'The clock runs already.',
  calendar_adopted: 'This phase counts by the calendar in force already.',
  calendar_without_hours: 'By this calendar nothing could fall due: it has stretches of more than a month without working hours.',
  already_reminded: 'They were reminded of this today already. Somebody can be reminded once on each working day.',
  nobody_to_remind: 'Nobody has the turn here who could be reminded.',
  already_started: 'This report has already been started.',
  workflow_not_running: 'The process behind this report has stopped. An administrator can restart it from the report page.',
  search_attribute_missing: 'The Temporal namespace lacks a search attribute that Countersign needs; see docs/operations.md.',
  internal_error: 'Countersign could not carry this out. Nothing was changed; the administrators can see the cause.',
  file_too_large: 'The file is larger than this installation accepts.',
  file_unreadable: 'The file could not be read.',
  file_not_checked: 'The file has not been read yet, or holds nothing that can be read: look at what it shows first.',
  evidence_not_accepted: 'Its evidence is not accepted yet, so there is nothing to test it by.',
  file_type_refused: 'Files like this one are not taken as evidence.',
  file_empty: 'The file holds no records.',
  no_usable_mapping: 'No column of the file could be matched to an entry of the dictionary.',
  too_many_attempts: 'Too many attempts. Please wait a few minutes and try again.',
  link_used: 'This link has already been used or has expired. Ask an administrator for a new one.',
  duplicate_name: 'That name is already in use.',
  unavailable: 'Countersign cannot reach one of its services at the moment. What you sent is kept and carried out as soon as it is back.',
} as const satisfies Record<string, string>;

export type RefusalCode = keyof typeof REFUSALS;

/** Refusals whose details tell of the data: values, keys and counts of records. */
const TELLS_OF_DATA: readonly RefusalCode[] = [
  'invalid_input',
  'not_permitted',
  'author_cannot_decide',
  'not_named_here',
  'reason_required',
  'stale_items',
  'evidence_not_accepted',
  'gates_open',
  'too_few_matches',
  'stale_input',
  'file_unreadable',
  'file_empty',
  'no_usable_mapping',
];

/** Whether a code is one of the list. */
export function isRefusalCode(code: string | null): code is RefusalCode {
  return code !== null && code in REFUSALS;
}

/** Whether the details of a refusal tell of the data, so that they are for whoever may see it. */
export function tellsOfData(code: string | null): code is RefusalCode {
  return isRefusalCode(code) && TELLS_OF_DATA.includes(code);
}

/** Thrown inside a transaction to roll it back; caught at the edge and turned into a value. `detail` names the place. */
export class Refusal extends Error {
  constructor(
    readonly code: RefusalCode,
    readonly detail?: string,
  ) {
    super(detail ? `${REFUSALS[code]} ${detail}` : REFUSALS[code]);
    this.name = 'Refusal';
  }
}

/** The result of everything that may fail in an expected way. */
export type Result<T> = { ok: true; value: T } | { ok: false; code: RefusalCode; message: string };

/** A refusal as a result, with the sentence of its code. `detail` is a further sentence that names the place. */
export function refused(code: RefusalCode, detail?: string): { ok: false; code: RefusalCode; message: string } {
  return { ok: false, code, message: detail ? `${REFUSALS[code]} ${detail}` : REFUSALS[code] };
}
