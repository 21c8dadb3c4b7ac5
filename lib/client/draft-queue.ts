import type { ItemRow, SavedItems } from '#contract/views/row-views';
import type { ItemFilter } from '#domain/item/item-filter';
import type { ItemData } from '#domain/item/json';
import { needsRevision, type RowEdit, sameValue, singleCells } from '#domain/item/row-edit';
import type { RefusalCode, Result } from '#domain/refusals';
import { joined, pick } from './typed-edits';

/**
 * What the header says about saving. `offline`: no answer came; `troubled`: the server answered that it could not; both are tried
 * again. `refreshing`: something was refused, and the draft is being read again.
 */
export const SAVE_STATES = ['saved', 'saving', 'unsaved', 'offline', 'troubled', 'refreshing', 'refused'] as const;
export type SaveState = (typeof SAVE_STATES)[number];

export interface BulkSaved {
  editRevision: number;
  changed: number;
  /** What puts the former cells back; empty where they are too many. */
  undo: readonly RowEdit[];
}

/** How a queue reaches the server, the rows on screen and the clock. */
export interface DraftSteps {
  /** Rejects where no answer came: the edits may have been carried out or not. Never refused for want of a session. */
  save: (editRevision: number, edits: readonly RowEdit[]) => Promise<Result<SavedItems>>;
  setByFilter: (editRevision: number, filter: ItemFilter, set: ItemData) => Promise<Result<BulkSaved>>;
  /** Takes what was saved into the rows on screen; the queue forgets what was typed when this settles. */
  take: (saved: SavedItems, edits: readonly RowEdit[]) => Promise<void>;
  /** Reads the draft again; settles with its edit revision when every row on screen is of now. */
  readAgain: () => Promise<number>;
  onRefused: (message: string) => void;
  /** Calls back after milliseconds; answers how to call it off. */
  after: (milliseconds: number, act: () => void) => () => void;
}

/** A queue as a page shows it. */
export interface DraftView {
  state: SaveState;
  /** What was typed and has not been answered yet, by item, in order. */
  typed: ReadonlyMap<string, readonly RowEdit[]>;
  /** What undo would take back, in words; null when there is nothing. */
  undoLabel: string | null;
  /** What has to be over before the draft as a whole is changed, submitted or worked on, as a sentence; null when nothing. */
  waitsFor: string | null;
}

interface UndoStep {
  label: string;
  edits: readonly RowEdit[];
}

export const SAVE_DELAY_MS = 500;
export const RETRY_DELAY_MS = 4000;
const UNDO_STEPS = 50;
/** Answers that say nothing about the edits: the same ones may be carried out a moment later. */
const TROUBLES: ReadonlySet<string> = new Set<RefusalCode>(['unavailable', 'internal_error']);
const STILL_SAVING = 'Your last change is still being saved.';
const STILL_READING = 'The draft is being read.';

/**
 * Autosave of one draft. Edits wait half a second for others, are sent one request at a time in their order, and stay typed
 * until they are answered; without an answer they are sent again. A set says what was seen in its cells, so it holds beside
 * other people's edits; where one of several was changed by somebody else, the others are sent again each on its own, and
 * only the one is refused. Additions and removals rest on the revision of rows read in full: the queue reads again when it
 * hears of a revision that is not its own.
 */
export class DraftQueue {
  private pending: readonly RowEdit[] = [];
  private sent: readonly RowEdit[] = [];
  private undoSteps: readonly UndoStep[] = [];
  /** Edits at the head of the queue that go each on its own. */
  private apart = 0;
  /** Edits at the head of the queue that were sent before, and may have been carried out: nothing joins them. */
  private resent = 0;
  private revision: number;
  private heard: number;
  /** Something was refused, so what is on screen may be of before. */
  private outdated = false;
  private reading: Promise<void> | null = null;
  private sending: Promise<void> | null = null;
  private bulk = false;
  private lastEnd: 'saved' | 'offline' | 'troubled' | 'refused' = 'saved';
  private callOff: (() => void) | null = null;
  private readonly listeners = new Set<() => void>();
  private shown: DraftView = { state: 'saved', typed: new Map(), undoLabel: null, waitsFor: null };

  constructor(
    editRevision: number,
    private readonly steps: DraftSteps,
  ) {
    this.revision = editRevision;
    this.heard = editRevision;
  }

  /** Tells of every change of the view; answers how to stop it. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** The view as it is; the same object until it changes. */
  readonly view = (): DraftView => this.shown;

  /** Whether something typed is not kept by the server yet. */
  get isUnsaved(): boolean {
    return this.bulk || this.sent.length + this.pending.length > 0;
  }

  /** Sets cells of an item; `row` is the item as the person saw it. Cells that already hold the value are left alone. */
  readonly set = (row: Pick<ItemRow, 'key' | 'data'>, change: ItemData, label: string): void => {
    const names = Object.keys(change).filter((name) => !sameValue(row.data[name], change[name]));
    if (names.length === 0) return;
    const seen = pick(row.data, names);
    const set = pick(change, names);
    this.remember(label, [{ key: row.key, set: seen, seen: set }]);
    this.enqueue([{ key: row.key, set, seen }]);
  };

  /** Adds an item. */
  readonly add = (row: Pick<ItemRow, 'key' | 'data'>, label: string): void => {
    this.remember(label, [{ key: row.key, remove: true }]);
    this.enqueue([{ key: row.key, put: row.data }]);
  };

  /** Removes an item; `row` is the item as it stands on screen, which undo puts back. */
  readonly remove = (row: Pick<ItemRow, 'key' | 'data'>, label: string): void => {
    this.remember(label, [{ key: row.key, put: row.data }]);
    this.enqueue([{ key: row.key, remove: true }]);
  };

  /** Sets fields of every item that matches a filter, and answers how many changed. Waits for nothing: refused while `waitsFor` says so. */
  readonly setByFilter = async (filter: ItemFilter, set: ItemData, label: string): Promise<Result<number>> => {
    const waitsFor = this.waitsFor();
    if (waitsFor !== null) return { ok: false, code: 'stale_revision', message: waitsFor };
    this.bulk = true;
    this.show();
    const result = await this.steps.setByFilter(this.revision, filter, set).finally(() => {
      this.bulk = false;
      this.show();
    });
    if (result.ok) {
      this.lastEnd = 'saved';
      if (result.value.undo.length > 0) this.remember(label, result.value.undo);
      this.answered(result.value.editRevision);
      // What is set next has to rest on what the bulk change left, so the rows are read again before anybody goes on.
      await this.steps.take({ editRevision: result.value.editRevision, rows: null }, []);
    } else this.refuse(result.message);
    this.next();
    return result.ok ? { ok: true, value: result.value.changed } : result;
  };

  /** Takes the last step back, as an edit of its own. */
  readonly undo = (): void => {
    const step = this.undoSteps.at(-1);
    if (!step) return;
    this.undoSteps = this.undoSteps.slice(0, -1);
    this.enqueue(step.edits);
  };

  /** Sends what waits without waiting longer; settles when everything is answered, or an answer stayed away. */
  readonly flush = async (): Promise<void> => {
    this.callOff?.();
    this.callOff = null;
    this.sending ??= this.sendAll().finally(() => {
      this.sending = null;
      this.next();
    });
    await this.sending;
  };

  /** Takes note of the draft's revision as somebody read it: another one than this queue's own edits made means other people's. */
  readonly heardOf = (editRevision: number): void => {
    this.heard = Math.max(this.heard, editRevision);
    this.next();
  };

  private enqueue(edits: readonly RowEdit[]): void {
    for (const edit of edits) this.pending = joined(this.pending, edit, this.resent);
    this.flushAfter(SAVE_DELAY_MS);
    this.show();
  }

  private flushAfter(milliseconds: number): void {
    this.callOff?.();
    this.callOff = this.steps.after(milliseconds, () => void this.flush());
  }

  private remember(label: string, edits: readonly RowEdit[]): void {
    this.undoSteps = [...this.undoSteps.slice(-(UNDO_STEPS - 1)), { label, edits }];
  }

  private async sendAll(): Promise<void> {
    while (this.pending.length > 0 && !this.bulk) {
      // What may have been carried out already goes before what was typed over it, or the same cell, twice in a request whose answer
      // stays away as well, would look as if somebody else had set it.
      const count = this.apart > 0 ? 1 : this.resent || this.pending.length;
      this.sent = this.pending.slice(0, count);
      this.pending = this.pending.slice(count);
      this.apart = Math.max(0, this.apart - 1);
      this.resent = Math.max(0, this.resent - count);
      if (this.sent.some(needsRevision)) await this.reading;
      this.show();
      let result: Result<SavedItems>;
      try {
        result = await this.steps.save(this.revision, this.sent);
      } catch {
        return this.keep('offline');
      }
      if (!result.ok && TROUBLES.has(result.code)) return this.keep('troubled');
      if (result.ok) await this.took(result.value);
      else this.refuseSent(result.code, result.message);
    }
  }

  /** Nothing was answered about it: what was sent stays typed, as it was sent, and is tried again before what was typed since. */
  private keep(why: 'offline' | 'troubled'): void {
    this.sendAgain(this.sent, this.apart > 0);
    this.lastEnd = why;
    this.flushAfter(RETRY_DELAY_MS);
    this.show();
  }

  private sendAgain(edits: readonly RowEdit[], apart: boolean): void {
    this.sent = [];
    this.pending = [...edits, ...this.pending];
    this.resent += edits.length;
    if (apart) this.apart += edits.length;
  }

  private async took(saved: SavedItems): Promise<void> {
    this.lastEnd = 'saved';
    this.answered(saved.editRevision);
    await this.steps.take(saved, this.sent);
    this.sent = [];
    this.show();
  }

  private refuseSent(code: string, message: string): void {
    const cells = this.sent.flatMap((edit): readonly RowEdit[] => ('set' in edit ? singleCells(edit) : [edit]));
    if (code === 'stale_revision' && cells.length > 1) this.sendAgain(cells, true);
    else {
      this.sent = [];
      this.refuse(message);
    }
    this.show();
  }

  private refuse(message: string): void {
    this.lastEnd = 'refused';
    this.undoSteps = [];
    this.steps.onRefused(message);
    this.outdated = true;
    this.show();
  }

  /** Only a revision right after the last one seen says that nobody else edited in between. */
  private answered(editRevision: number): void {
    if (editRevision === this.revision + 1) this.revision = editRevision;
    this.heard = Math.max(this.heard, editRevision);
  }

  /** When nothing is under way: reads again where other people edited. */
  private next(): void {
    if (this.sending !== null || this.reading !== null || this.bulk || this.pending.length > 0) return;
    if (this.heard <= this.revision && !this.outdated) return;
    this.outdated = false;
    this.reading = this.readAgain();
    this.show();
  }

  private async readAgain(): Promise<void> {
    const heard = this.heard;
    const read = await this.steps.readAgain();
    this.revision = Math.max(this.revision, read);
    // Read as it stands: what was heard of before is seen, even where the reading failed, or it would be tried for ever.
    if (this.heard === heard) this.heard = this.revision;
    this.reading = null;
    this.show();
    this.next();
  }

  private show(): void {
    const typed = new Map<string, RowEdit[]>();
    for (const edit of [...this.sent, ...this.pending]) typed.set(edit.key, [...(typed.get(edit.key) ?? []), edit]);
    this.shown = { state: this.state(), typed, undoLabel: this.undoSteps.at(-1)?.label ?? null, waitsFor: this.waitsFor() };
    for (const listener of this.listeners) listener();
  }

  private waitsFor(): string | null {
    if (this.isUnsaved) return STILL_SAVING;
    return this.reading === null ? null : STILL_READING;
  }

  private state(): SaveState {
    if (this.bulk || this.sent.length > 0) return 'saving';
    if (this.pending.length > 0) return this.lastEnd === 'offline' || this.lastEnd === 'troubled' ? this.lastEnd : 'unsaved';
    if (this.reading !== null && this.lastEnd === 'refused') return 'refreshing';
    return this.lastEnd === 'refused' ? 'refused' : 'saved';
  }
}
