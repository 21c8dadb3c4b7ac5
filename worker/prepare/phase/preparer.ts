import type { Database } from '#data/sql/connection';
import type { ItemData } from '#domain/item/json';
import type { WorkKind } from '#domain/version/commands';
import type { Storage } from '#storage/storage';

/** A change to a draft's content: an item, or a fact under a reserved key. */
export type ItemChange = { key: string; op: 'put'; data: ItemData } | { key: string; op: 'remove' };

export interface WorkProgress {
  step: string;
  done: number;
  total: number;
  unit: string;
}

export interface PrepareContext {
  db: Database;
  storage: Storage;
  chainId: string;
  cycleReportId: string;
  /** Aborted when the work is cancelled; preparers stop at once and leave nothing behind. */
  signal: AbortSignal;
  heartbeat(progress: WorkProgress): void;
}

/** Why a draft is due, as lib/data records it. */
export type DraftCause = 'open' | 'changes_requested' | 'rejected' | 'withdrawn' | 'discarded' | 'reopened';

export interface Revision {
  parentVersionId: string;
  cause: DraftCause;
  commandId: string | null;
}

/** The content of a new draft: changes on top of a base, and the approved upstream versions it was built from. */
export interface Prepared {
  items: AsyncIterable<ItemChange>;
  base: 'parent' | 'approved' | 'empty';
  inputs: readonly { versionId: string }[];
}

/** A long work as it was asked for. */
export interface PrepareWork {
  /** Id of the command that asked for it. */
  id: string;
  /** The draft that it changes. */
  versionId: string;
  /** Parameters of this kind of work, as its schema in lib/contract/work-inputs or lib/contract/profiling read them. */
  params: unknown;
  /** The person who asked, as contents name people: `personToken` of their handle. */
  requestedBy: string;
}

/** How one phase's first draft, revisions and long work are built: with lib/domain's definition, all that a phase is. */
export interface Preparer {
  first(context: PrepareContext): Promise<Prepared>;
  revision(context: PrepareContext, revision: Revision): Promise<Prepared>;
  work: Partial<Record<WorkKind, (context: PrepareContext, work: PrepareWork) => AsyncIterable<ItemChange>>>;
}
