/** A table whose rows are part of the record: each is bound by an entry of the trail, in the transaction that writes it. */
export interface RecordRelation {
  /** Its rows, as a sentence names one. */
  noun: string;
  /** SQL over the row `t`: which rows belong together, as text. They are bound by one digest. */
  key: string;
  /** SQL over the row `t`: the stream whose entries bind it. */
  stream: string;
  /** Columns that no digest covers, each with its reason. */
  leftOut: Readonly<Record<string, string>>;
  /** SQL over the row `t`: which rows count. */
  counts: string;
}

const OF_CHAIN = `(select 'cycle-report/' || x.cycle_report_id from chain x where x.id = t.chain_id)`;
const OF_VERSION = `(select 'cycle-report/' || x.cycle_report_id from version y join chain x on x.id = y.chain_id where y.id = t.version_id)`;
const OF_COMMAND = `(select case y.target_kind when 'chain' then (select 'cycle-report/' || x.cycle_report_id from chain x where x.id = y.target_id)
  else 'cycle-report/' || y.target_id end from command y where y.id = t.command_id)`;
const OF_REPORT = `'cycle-report/' || t.cycle_report_id`;
const OF_INSTALLATION = `'installation'`;

function kept(noun: string, key: string, stream: string, more: Partial<Pick<RecordRelation, 'leftOut' | 'counts'>> = {}): RecordRelation {
  return { noun, key, stream, leftOut: more.leftOut ?? {}, counts: more.counts ?? 'true' };
}

/**
 * The tables of the record by name: what `keep_record_of` (migration record) has bound, and what `verify` computes again. The
 * database's own functions are not asked: whoever can write behind the triggers can write other functions too.
 */
export const RECORD_RELATIONS: Readonly<Record<string, RecordRelation>> = {
  app_user: kept('account', 't.id::text', OF_INSTALLATION, {
    leftOut: {
      name: 'the present name; names as they were stand under commitments',
      email: 'the present address; addresses as they were stand under commitments',
      password_hash: 'a credential, no record',
      session_epoch: 'ends sessions, no record',
    },
  }),
  assignment: kept('assignment', 't.id::text', OF_REPORT),
  chain: kept('chain of versions', 't.id::text', OF_REPORT),
  calendar: kept('calendar', 't.id::text', OF_INSTALLATION),
  calendar_version: kept('version of a calendar', 't.number::text', OF_INSTALLATION),
  two_stage_table: kept('two-stage table', 't.number::text', OF_INSTALLATION),
  default_workflow: kept('choice of a version of the process', 't.number::text', OF_INSTALLATION),
  clock_event: kept('event of the clock', `t.chain_id || '/' || t.seq`, OF_CHAIN),
  command: kept(
    'command',
    't.id::text',
    `case t.target_kind when 'chain' then (select 'cycle-report/' || x.cycle_report_id from chain x where x.id = t.target_id) else 'cycle-report/' || t.target_id end`,
  ),
  command_addition: kept('requested addition', 't.command_id::text', OF_COMMAND),
  command_change: kept('change that a command asks for', 't.command_id::text', OF_COMMAND),
  command_verdict: kept('verdict of a command', 't.command_id::text', OF_COMMAND),
  cycle_report: kept('report of a cycle', 't.id::text', `'cycle-report/' || t.id`),
  delegation: kept('delegation', 't.id::text', OF_INSTALLATION),
  escalation: kept('escalation', `t.chain_id || '/' || t.spell || '/' || t.term || '/' || t.rung`, OF_CHAIN),
  evidence: kept('file of evidence', 't.id::text', OF_CHAIN),
  finding: kept('finding', 't.id::text', OF_REPORT),
  finding_event: kept('event of a finding', 't.id::text', OF_REPORT),
  finding_occurrence: kept('occurrence of a finding', 't.version_id::text', OF_VERSION),
  history_segment: kept(
    'stretch of archived history',
    `t.run_id || '/' || t.first_event_id || '/' || t.workflow_id`,
    `coalesce(substring(t.workflow_id from '^cycle-report/[0-9a-f-]{36}'), 'installation')`,
  ),
  item_decision: kept('decision on an item', 't.command_id::text', OF_CHAIN),
  input_confirmation: kept('confirmation of an input', 't.version_id::text', OF_VERSION),
  lane: kept('lane', 't.id::text', OF_REPORT),
  lob: kept('line of business', 't.id::text', OF_INSTALLATION),
  package: kept('package', 't.id::text', OF_REPORT, { leftOut: { progress: 'told while it is made, and overwritten' } }),
  person_name: kept('name of a person', 't.person_id::text', OF_INSTALLATION, {
    leftOut: {
      name: 'opens the commitment; emptied when the person is erased',
      email: 'opens the commitment; emptied when the person is erased',
      salt: 'opens the commitment; emptied when the person is erased',
    },
  }),
  phase_policy: kept('approval policy', 't.id::text', OF_INSTALLATION),
  receipt: kept('receipt', 't.command_id::text', OF_COMMAND),
  rendition: kept('document of a version', 't.version_id::text', OF_VERSION),
  report: kept('report', 't.id::text', OF_INSTALLATION),
  review_comment: kept('comment', 't.id::text', OF_VERSION),
  reviewed_row: kept('mark of a reviewed row', 't.version_id::text', OF_VERSION, {
    counts: 't.reviewed_at <= (select v.decided_at from version v where v.id = t.version_id)',
  }),
  rights_change: kept('change of rights', 't.id::text', OF_INSTALLATION),
  rights_confirmation: kept('confirmation of a change of rights', 't.change_id::text', OF_INSTALLATION),
  role_assignment: kept('role of a person', 't.id::text', OF_INSTALLATION),
  signature: kept('signature', 't.command_id::text', OF_VERSION),
  source: kept('source system', 't.id::text', OF_INSTALLATION),
  stale_acceptance: kept('acceptance of an earlier input', 't.id::text', OF_VERSION),
  test_cycle: kept('test cycle', 't.id::text', OF_INSTALLATION),
  turn: kept('turn', `t.chain_id || '/' || t.seq`, OF_CHAIN),
  upload: kept('upload', 't.id::text', `coalesce('cycle-report/' || t.cycle_report_id, 'installation')`),
  version: kept('version', 't.id::text', OF_CHAIN, {
    leftOut: { edit_revision: 'counts edits of a draft, those that change nothing included' },
  }),
  version_author: kept('author of a version', 't.version_id::text', OF_CHAIN),
  version_input: kept('input of a version', 't.version_id::text', OF_VERSION),
  version_opened: kept('note that somebody opened a version', 't.version_id::text', OF_VERSION, {
    counts: 't.opened_at <= (select v.decided_at from version v where v.id = t.version_id)',
  }),
  work: kept('long work', 't.id::text', OF_CHAIN, {
    leftOut: { attempt: 'counts tries while the work runs', progress: 'told while the work runs, and overwritten' },
  }),
};
