import { canonicalJson } from '../item/canonical-json';
import type { Json } from '../item/json';

/** A row of the record by the names of its columns, those without a value left out. */
export type RecordOf = Readonly<Record<string, Json>>;

/** What is written of a row in a redacted package, and which of its columns are withheld. */
export interface Redacted {
  record: RecordOf;
  withheld: string[];
}

/**
 * The columns of each table whose values cannot be confidential: ids, numbers, instants, names of kinds and states, hashes, and what the
 * system itself words. A column that is not here is withheld, and so is every column of a table that is not here: what people
 * write, what files hold and what workflows carried may name a customer. Keys of records stay, since they are hashed as keys.
 */
const OPEN_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  assignment: ['id', 'cycle_report_id', 'role', 'person_id', 'since', 'command_id'],
  chain: [
    ...[
      'id',
      'cycle_report_id',
      'phase',
      'instance',
      'position',
      'workflow_id',
      'policy',
      'allowance_business_hours',
      'escalation_business_hours',
      'role_allowances',
      'last_number',
      'opens',
    ],
    ...['reopened_at', 'opened_at', 'warn_at', 'due_at', 'closed_at', 'calendar_number', 'lane_id'],
  ],
  clock_event: ['chain_id', 'seq', 'spell', 'kind', 'at', 'warn_at', 'due_at', 'command_id', 'minutes', 'calendar_number'],
  command: [
    ...['id', 'target_kind', 'target_id', 'seq', 'kind', 'version_id', 'actor_id', 'actor_role', 'seen_version_hash', 'seen_edit_revision'],
    'created_at',
  ],
  command_addition: ['command_id', 'ordinal', 'item_key', 'count'],
  command_change: ['command_id', 'item_key', 'seen_hash'],
  command_verdict: ['command_id', 'item_key', 'verdict', 'seen_hash'],
  cycle_report: [
    'id',
    'cycle_id',
    'report_id',
    'tester_id',
    'due_on',
    'workflow_type',
    'upgrade_command_id',
    'started_at',
    'closed_at',
    'created_at',
    'carries_from',
  ],
  escalation: ['chain_id', 'spell', 'term', 'rung', 'due_at', 'fired_at', 'turn_seq'],
  evidence: ['id', 'chain_id', 'sha256', 'kind', 'size', 'media_type', 'user_id', 'received_at'],
  finding: ['id', 'cycle_report_id', 'report_id', 'lob_id', 'attribute', 'created_at'],
  finding_event: ['id', 'finding_id', 'cycle_report_id', 'kind', 'until', 'user_id', 'user_role', 'created_at'],
  finding_occurrence: ['finding_id', 'version_id', 'created_at'],
  history_segment: ['workflow_id', 'run_id', 'first_event_id', 'last_event_id', 'hash', 'prev_hash', 'created_at'],
  input_confirmation: ['version_id', 'upstream_id', 'at'],
  item_decision: ['id', 'chain_id', 'item_key', 'item_hash', 'version_id', 'command_id', 'user_id', 'user_role', 'verdict', 'created_at'],
  lane: [...['id', 'cycle_report_id', 'key', 'lob_id', 'workflow_id', 'listed_from', 'opened_at', 'retired_at', 'parent_id', 'owner_id']],
  package: [
    'id',
    'cycle_report_id',
    'number',
    'redacted',
    'state',
    'sha256',
    'size',
    'made_by_id',
    'made_by_role',
    'made_at',
    'finished_at',
    'stamped_at',
    'stamped_by',
  ],
  receipt: ['command_id', 'outcome', 'code', 'version_id', 'workflow_execution_id', 'workflow_step_id', 'created_at'],
  rendition: ['version_id', 'recipe', 'sha256', 'size', 'created_at'],
  review_comment: ['id', 'version_id', 'parent_id', 'user_id', 'user_role', 'created_at', 'resolved_at', 'resolved_by_id'],
  reviewed_row: ['version_id', 'user_id', 'version_hash', 'item_key', 'reviewed_at'],
  signature: [
    ...['command_id', 'version_id', 'user_id', 'user_role', 'version_hash', 'pdf_sha256', 'consent_sha256', 'name_commitment'],
    ...['opened_at', 'signed_at'],
  ],
  stale_acceptance: ['id', 'version_id', 'upstream_id', 'content_hash', 'user_id', 'created_at'],
  turn: ['chain_id', 'seq', 'spell', 'at', 'turn', 'version_id', 'command_id', 'ended_business_minutes'],
  upload: ['id', 'sha256', 'cycle_report_id', 'user_id', 'created_at'],
  version: [
    ...['id', 'chain_id', 'number', 'status', 'parent_id', 'item_count', 'added_count', 'changed_count', 'removed_count'],
    ...['content_hash', 'version_hash', 'recipe', 'creation_key', 'created_at', 'submitted_at', 'submitted_by_id', 'decided_at'],
    ...['workflow_execution_id', 'workflow_step_id', 'workflow_activity_name'],
  ],
  version_author: ['chain_id', 'version_id', 'user_id', 'how', 'created_at'],
  version_input: ['version_id', 'upstream_id', 'content_hash'],
  version_opened: ['version_id', 'user_id', 'version_hash', 'opened_at'],
  work: ['id', 'chain_id', 'version_id', 'kind', 'status', 'requested_by_id', 'started_at', 'ended_at'],
};

/** What a redacted package writes of a command's payload: how something was decided, for whom, and by which hashes it is signed. */
const OPEN_PAYLOAD: Readonly<Record<string, (value: Json) => Json | null>> = {
  decision: (value) => (['approve', 'sign', 'reject', 'request_changes'].includes(String(value)) ? value : null),
  // For whom: their handle alone. What they are called is a name.
  onBehalfOf: (value) => {
    const handle = memberOf(value, 'userId');
    return typeof handle === 'string' && HANDLE.test(handle) ? { userId: handle } : null;
  },
  signature: (value) => {
    const hashes = ['consentSha256', 'pdfSha256', 'nameCommitment'].map((name): [string, Json] => [name, memberOf(value, name)]);
    return Object.fromEntries(hashes.filter(([, hash]) => typeof hash === 'string' && SHA256.test(hash)));
  },
};
const HANDLE = /^[0-9a-f-]{36}$/;
const SHA256 = /^[0-9a-f]{64}$/;

function memberOf(value: Json, name: string): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? ((value as RecordOf)[name] ?? null) : null;
}

/** What a redacted package writes of a row of the record. */
export function redactedRow(table: string, record: RecordOf): Redacted {
  const open = new Set(OPEN_COLUMNS[table] ?? []);
  const kept = new Map(Object.entries(record).filter(([column]) => open.has(column)));
  const withheld = Object.keys(record).filter((column) => !open.has(column));
  if (table === 'command' && record.payload !== undefined) {
    const payload = openPayload(record.payload);
    kept.set('payload', payload.open);
    if (payload.whole) withheld.splice(withheld.indexOf('payload'), 1);
  }
  return { record: Object.fromEntries(kept), withheld: withheld.sort() };
}

function openPayload(payload: Json): { open: RecordOf; whole: boolean } {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) return { open: {}, whole: false };
  const open: Record<string, Json> = {};
  for (const [name, value] of Object.entries(payload as RecordOf)) {
    const shown = OPEN_PAYLOAD[name]?.(value) ?? null;
    if (shown !== null) open[name] = shown;
  }
  return { open, whole: canonicalJson(open) === canonicalJson(payload) };
}

/** Kinds of entries whose subject is a phase, its version or the report, in the system's own words. */
const WORDED_BY_SYSTEM: readonly string[] = [
  ...[
    'version_created',
    'version_submitted',
    'version_approved',
    'approval_counted',
    'version_signed',
    'version_confirmed',
    'changes_requested',
  ],
  ...[
    'version_rejected',
    'version_withdrawn',
    'version_discarded',
    'version_superseded',
    'phase_opened',
    'phase_reopened',
    'changes_recorded',
  ],
  ...[
    'items_listed',
    'items_decided',
    'report_started',
    'report_closed',
    'history_archived',
    'version_rendered',
    'package_made',
    'package_finished',
  ],
];
/** What an entry says of its changes only where all of them are figures of the system. */
const OPEN_CHANGES: readonly string[] = ['approvals'];

/** What a redacted package writes of an entry of the trail: who did what when, bound to what; of changes, figures alone. */
export function redactedEntry(record: RecordOf): Redacted {
  const withheld: string[] = [];
  if (!WORDED_BY_SYSTEM.includes(String(record.kind))) withheld.push('subject');
  const changes = record.changes ?? [];
  const open = Array.isArray(changes) && changes.every((change: Json) => OPEN_CHANGES.includes(fieldOf(change)));
  if (!open) withheld.push('changes');
  const kept = Object.entries(record).filter(([column]) => ENTRY_COLUMNS.includes(column) && !withheld.includes(column));
  const unknown = Object.keys(record).filter((column) => !ENTRY_COLUMNS.includes(column));
  return { record: Object.fromEntries(kept), withheld: [...withheld, ...unknown].sort() };
}

const ENTRY_COLUMNS: readonly string[] = [
  ...[
    'stream',
    'seq',
    'at',
    'kind',
    'actor_id',
    'actor_role',
    'actor_commitment',
    'chain_id',
    'version_id',
    'command_id',
    'subject',
    'changes',
  ],
  ...['recipe', 'bound', 'prev_hash'],
];

function fieldOf(change: Json): string {
  return typeof change === 'object' && change !== null && 'field' in change ? String(change.field) : '';
}
