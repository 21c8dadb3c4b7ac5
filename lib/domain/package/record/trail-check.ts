import { canonicalJson } from '../../item/canonical-json';
import type { Faults } from '../fault';
import { hex, type Line, list, number, object, text } from '../lines';
import { hexOf, sha256Of, utf8, type VerifyTools } from '../tools';
import { RECORD_TABLES, TRAIL_PATH } from './record-tables';

/** What an entry of the trail binds of the rows under a key: how many there are, and their digest. */
export interface Bound {
  rows: number;
  digest: string;
  /** Number of the entry. */
  entry: number;
}

const STATUS_AFTER: Readonly<Record<string, string>> = {
  version_created: 'draft',
  version_submitted: 'pending_approval',
  version_approved: 'approved',
  version_confirmed: 'approved',
  version_signed: 'approved',
  changes_recorded: 'approved',
  items_listed: 'approved',
  changes_requested: 'changes_requested',
  version_rejected: 'rejected',
  version_withdrawn: 'withdrawn',
  version_discarded: 'discarded',
};
const AFTER_CLOSING: readonly string[] = [
  ...['command_refused', 'examiner_admitted', 'examiner_dismissed', 'file_downloaded', 'finding_followed', 'history_archived'],
  ...['package_finished', 'package_made', 'values_unmasked', 'values_read'],
];

/** Follows the entries of a report's trail: their numbers and hashes, what each binds, and where they leave its versions. */
export class TrailCheck {
  entries = 0;
  withheld = 0;
  head = '';
  closed = false;
  /** By table and key, what was bound last. */
  readonly newest = new Map<string, Map<string, Bound>>();
  /** By id of the version. */
  readonly statuses = new Map<string, string>();
  /** By handle, the commitments that entries name their actors by. */
  readonly commitments = new Map<string, Set<string>>();
  private readonly approved = new Map<string, string>();

  constructor(
    private readonly tools: VerifyTools,
    private readonly stream: string,
    private readonly recipe: string,
    private readonly faults: Faults,
  ) {}

  take(line: Line): void {
    const before = this.head === '' ? hexOf(sha256Of(this.tools, utf8(this.stream))) : this.head;
    this.entries += 1;
    this.head = text(line, 'hash');
    const entry = object(line, 'record');
    const kind = text(entry, 'kind');
    const at = { file: TRAIL_PATH };
    const words = `entry ${this.entries} (${kind})`;
    // An entry of which something is withheld stands for its hash, which the next one names.
    if (list(line, 'withheld').length > 0) this.withheld += 1;
    else this.faults.expect(hexOf(sha256Of(this.tools, utf8(canonicalJson(entry)))) === this.head, at, `${words} does not have its hash.`);
    const follows =
      text(entry, 'stream') === this.stream &&
      text(entry, 'recipe') === this.recipe &&
      number(entry, 'seq') === this.entries &&
      hex(entry, 'prev_hash') === before;
    this.faults.expect(follows, at, `${words} does not follow the entry before it.`);
    this.faults.expect(!this.closed || AFTER_CLOSING.includes(kind), at, `${words} comes after the closing.`);
    this.closed ||= kind === 'report_closed';
    for (const binding of list(entry, 'bound')) this.bind(binding as readonly unknown[], words);
    this.follow(kind, entry);
    const [actor, commitment] = [text(entry, 'actor_id'), hex(entry, 'actor_commitment')];
    if (commitment !== '') this.commitments.set(actor, (this.commitments.get(actor) ?? new Set()).add(commitment));
  }

  private bind(binding: readonly unknown[], words: string): void {
    const [table, key, rows, digest] = binding;
    const whole = typeof table === 'string' && typeof key === 'string' && typeof rows === 'number' && typeof digest === 'string';
    this.faults.expect(whole && RECORD_TABLES.has(table), { file: TRAIL_PATH }, `${words} binds rows of no table of a report.`);
    if (!whole) return;
    let keys = this.newest.get(table);
    if (keys === undefined) this.newest.set(table, (keys = new Map()));
    keys.set(key, { rows, digest, entry: this.entries });
  }

  private follow(kind: string, entry: Line): void {
    const status = STATUS_AFTER[kind];
    const counted = list(entry, 'changes').some((change) => text(change as Line, 'field') === 'approvals');
    if (status === undefined || (kind === 'version_signed' && counted)) return;
    const [version, chain] = [text(entry, 'version_id'), text(entry, 'chain_id')];
    if (status === 'approved') {
      const earlier = this.approved.get(chain);
      if (earlier !== undefined) this.statuses.set(earlier, 'superseded');
      this.approved.set(chain, version);
    }
    this.statuses.set(version, status);
  }
}
