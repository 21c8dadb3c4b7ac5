import type { Json } from '../../item/json';
import type { CastDecision } from '../../version/approval-policy';
import { hex, type Line, list, number, object, text } from '../lines';

/** A version as the record has it. Hashes are hexadecimal, empty where it has none. */
export interface VersionRow {
  id: string;
  chain: string;
  /** Phase and instance, as people name the chain. */
  chainName: string;
  number: number;
  status: string;
  parent: string;
  recipe: string;
  contentHash: string;
  versionHash: string;
  counts: readonly [items: number, added: number, changed: number, removed: number];
  submittedBy: string;
}

/** A decision as a command that was carried out. */
export interface DecidedCommand {
  id: string;
  seq: number;
  version: string;
  cast: Omit<CastDecision, 'at'>;
  /** Of a decision to sign, what its command says of the signature: hashes of consent, document and typed name. */
  signed: readonly [consent: string, pdf: string, name: string] | null;
}

/** The rows of the record that later checks compare with one another, gathered while tables come. */
export class KeptRows {
  readonly chains = new Map<string, { name: string; phase: string; policy: Json }>();
  readonly versions = new Map<string, VersionRow>();
  /** By version, content hashes of what it was built from. */
  readonly inputs = new Map<string, string[]>();
  /** By version, handles. */
  readonly authors = new Map<string, Set<string>>();
  readonly decided: DecidedCommand[] = [];
  /** By the id of a command that was carried out, the instant of its receipt. */
  readonly applied = new Map<string, string>();
  /** By command, what its signature says, in one text. */
  readonly signatures = new Map<string, string>();
  /** Hashes of the documents that were made of versions. */
  readonly renditions = new Set<string>();
  /** Hashes of the files that people sent. */
  readonly sent = new Set<string>();
  closed = false;
  /** The report of an earlier cycle from which it begins; empty where it begins anew. */
  carriesFrom = '';
  /** By table and owner, the numbers given. */
  readonly numbers = new Map<string, number[]>();

  take(table: string, record: Line): void {
    switch (table) {
      case 'chain':
        this.chains.set(text(record, 'id'), {
          name: `${text(record, 'phase')} ${text(record, 'instance')}`.trim(),
          phase: text(record, 'phase'),
          policy: record.policy ?? null,
        });
        return;
      case 'version':
        this.given('version', text(record, 'chain_id'), number(record, 'number'));
        this.versions.set(text(record, 'id'), versionOf(record));
        return;
      case 'version_input':
        push(this.inputs, text(record, 'version_id'), hex(record, 'content_hash'));
        return;
      case 'version_author': {
        const version = text(record, 'version_id');
        this.authors.set(version, (this.authors.get(version) ?? new Set()).add(text(record, 'user_id')));
        return;
      }
      case 'command':
        this.given('command', text(record, 'target_id'), number(record, 'seq'));
        if (record.kind === 'decide_version') this.decided.push(decisionOf(record));
        return;
      case 'receipt':
        if (record.outcome === 'applied') this.applied.set(text(record, 'command_id'), text(record, 'created_at'));
        return;
      case 'signature':
        this.signatures.set(text(record, 'command_id'), signatureOf(record));
        return;
      case 'rendition':
        this.renditions.add(text(record, 'sha256'));
        return;
      case 'upload':
      case 'evidence':
        this.sent.add(text(record, 'sha256'));
        return;
      case 'cycle_report':
        this.closed ||= record.closed_at !== undefined;
        this.carriesFrom = text(record, 'carries_from');
        return;
      default:
    }
  }

  /** Names each version's chain, once all chains are known. */
  nameChains(): void {
    for (const version of this.versions.values()) version.chainName = this.chains.get(version.chain)?.name ?? version.chain;
  }

  private given(table: string, owner: string, nth: number): void {
    push(this.numbers, `${table} of ${owner}`, nth);
  }
}

function push<V>(lists: Map<string, V[]>, key: string, value: V): void {
  const kept = lists.get(key);
  if (kept === undefined) lists.set(key, [value]);
  else kept.push(value);
}

function versionOf(record: Line): VersionRow {
  return {
    id: text(record, 'id'),
    chain: text(record, 'chain_id'),
    chainName: text(record, 'chain_id'),
    number: number(record, 'number'),
    status: text(record, 'status'),
    parent: text(record, 'parent_id'),
    recipe: text(record, 'recipe'),
    contentHash: hex(record, 'content_hash'),
    versionHash: hex(record, 'version_hash'),
    counts: [number(record, 'item_count'), number(record, 'added_count'), number(record, 'changed_count'), number(record, 'removed_count')],
    submittedBy: text(record, 'submitted_by_id'),
  };
}

function decisionOf(record: Line): DecidedCommand {
  const payload = object(record, 'payload');
  const said = text(payload, 'decision');
  const cast = { actorId: text(record, 'actor_id'), role: text(record, 'actor_role'), decision: said || 'sign' } as DecidedCommand['cast'];
  const signature = object(payload, 'signature');
  const signed = [text(signature, 'consentSha256'), text(signature, 'pdfSha256'), text(signature, 'nameCommitment')] as const;
  return {
    id: text(record, 'id'),
    seq: number(record, 'seq'),
    version: text(record, 'version_id'),
    cast,
    signed: said === 'sign' ? signed : null,
  };
}

/** A signature in the form in which a decision says it should be. */
function signatureOf(record: Line): string {
  const by = [text(record, 'version_id'), hex(record, 'version_hash'), text(record, 'user_id'), text(record, 'user_role')];
  return [...by, text(record, 'consent_sha256'), text(record, 'pdf_sha256'), hex(record, 'name_commitment')].join(' ');
}

/** The parts of a policy that decide. `approvalsHoldDays` is null where approvals do not grow old. */
export interface StoredPolicy {
  mode: string;
  requiredCount: number;
  roles: readonly string[];
  approvalsHoldDays: number | null;
}

/** The parts of a policy that decide; null of what is none. */
export function policyOf(value: Json): StoredPolicy | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const policy = value as Line;
  const roles = list(policy, 'roles').filter((role) => typeof role === 'string');
  const requiredCount = number(policy, 'requiredCount');
  const approvalsHoldDays = policy.approvalsHoldDays === undefined ? null : number(policy, 'approvalsHoldDays');
  return { mode: text(policy, 'mode'), requiredCount: Number.isNaN(requiredCount) ? 1 : requiredCount, roles, approvalsHoldDays };
}
