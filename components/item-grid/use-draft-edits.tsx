'use client';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ItemRow } from '#contract/views/row-views';
import type { ItemFilter } from '#domain/item/item-filter';
import type { ItemData } from '#domain/item/json';
import type { Result } from '#domain/refusals';

export type RowEdit = { key: string; op: 'put'; data: ItemData } | { key: string; op: 'remove' };

/** How drafts are written; the workspace passes the server's actions. */
export interface DraftWriter {
  save: (input: { versionId: string; editRevision: number; edits: RowEdit[] }) => Promise<Result<{ editRevision: number }>>;
  setByFilter: (input: {
    versionId: string;
    editRevision: number;
    filter: ItemFilter;
    set: ItemData;
  }) => Promise<Result<{ editRevision: number; changed: number; undo: readonly RowEdit[] }>>;
}

/** What the header says about saving. `refreshing`: the draft is being read again, and edits wait for it. */
export const SAVE_STATES = ['saved', 'saving', 'unsaved', 'offline', 'refreshing', 'refused'] as const;
export type SaveState = (typeof SAVE_STATES)[number];

export interface DraftEdits {
  state: SaveState;
  /** Rows as typed, before the server's answer has been read back. */
  overlay: ReadonlyMap<string, ItemData | null>;
  put: (row: ItemRow, change: ItemData, label: string) => void;
  remove: (row: ItemRow, label: string) => void;
  setByFilter: (filter: ItemFilter, set: ItemData, label: string) => Promise<Result<number>>;
  undo: () => void;
  /** What undo would take back, in words; null when there is nothing. */
  undoLabel: string | null;
  retry: () => void;
  /** Forget typed rows that the server's answer, read at `readAt` (ms), already holds. */
  settle: (readAt: number) => void;
}

const SAVE_DELAY_MS = 500;
const RETRY_DELAY_MS = 4000;
const UNDO_STEPS = 50;

/**
 * Autosave of a draft: edits are queued, sent one request at a time with the edit revision they were made on, and
 * kept on screen meanwhile. An edit sends the whole row, so a newer revision is only ever used after the rows were read
 * again (`refresh`): after a refusal, and when somebody else's edit shows in `editRevision`. Until then edits wait.
 */
export function useDraftEdits(options: {
  versionId: string;
  editRevision: number;
  writer: DraftWriter;
  /** Reads the draft again; settles with its edit revision when every row on screen is of now. */
  refresh: () => Promise<number>;
  onRefused: (message: string) => void;
}): DraftEdits {
  const latest = useRef(options);
  latest.current = options;
  const revision = useRef(options.editRevision);
  const queue = useRef(new Map<string, RowEdit>());
  const inFlight = useRef(false);
  const refreshing = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const savedAt = useRef(new Map<string, number>());
  const [overlay, setOverlay] = useState<ReadonlyMap<string, ItemData | null>>(new Map());
  const [state, setState] = useState<SaveState>('saved');
  const [undoSteps, setUndoSteps] = useState<readonly { label: string; edits: readonly RowEdit[] }[]>([]);

  const readAgain = useCallback(async (then: SaveState) => {
    refreshing.current = true;
    queue.current.clear();
    savedAt.current.clear();
    setUndoSteps([]);
    setState('refreshing');
    const read = await latest.current.refresh();
    setOverlay(new Map());
    revision.current = Math.max(revision.current, read);
    refreshing.current = false;
    setState(then);
  }, []);

  useEffect(() => {
    const busy = inFlight.current || refreshing.current || queue.current.size > 0;
    if (!busy && options.editRevision > revision.current) void readAgain('saved');
  }, [options.editRevision, readAgain]);

  const drop = useCallback(
    (message: string) => {
      latest.current.onRefused(message);
      void readAgain('refused');
    },
    [readAgain],
  );

  const flush = useCallback(async () => {
    if (inFlight.current || queue.current.size === 0) return;
    const batch = new Map(queue.current);
    queue.current.clear();
    inFlight.current = true;
    setState('saving');
    try {
      const result = await latest.current.writer.save({
        versionId: latest.current.versionId,
        editRevision: revision.current,
        edits: [...batch.values()],
      });
      inFlight.current = false;
      if (!result.ok) return drop(result.message);
      revision.current = result.value.editRevision;
      const now = Date.now();
      for (const key of batch.keys()) savedAt.current.set(key, now);
      if (queue.current.size > 0) return void flush();
      setState('saved');
      void latest.current.refresh();
    } catch {
      // The request never got an answer: keep what was typed (newer edits of a row win) and try again.
      inFlight.current = false;
      for (const [key, edit] of batch) if (!queue.current.has(key)) queue.current.set(key, edit);
      setState('offline');
      timer.current = setTimeout(() => void flush(), RETRY_DELAY_MS);
    }
  }, [drop]);

  const enqueue = useCallback(
    (edits: readonly RowEdit[]) => {
      if (refreshing.current) return;
      for (const edit of edits) {
        queue.current.set(edit.key, edit);
        savedAt.current.delete(edit.key);
      }
      setOverlay((before) => {
        const after = new Map(before);
        for (const edit of edits) after.set(edit.key, edit.op === 'put' ? edit.data : null);
        return after;
      });
      setState('unsaved');
      if (timer.current) clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush(), SAVE_DELAY_MS);
    },
    [flush],
  );

  const remember = useCallback((label: string, edits: readonly RowEdit[]) => {
    setUndoSteps((steps) => [...steps.slice(-(UNDO_STEPS - 1)), { label, edits }]);
  }, []);

  const put = useCallback(
    (row: ItemRow, change: ItemData, label: string) => {
      remember(label, [{ key: row.key, op: 'put', data: row.data }]);
      enqueue([{ key: row.key, op: 'put', data: { ...row.data, ...change } }]);
    },
    [enqueue, remember],
  );

  const remove = useCallback(
    (row: ItemRow, label: string) => {
      remember(label, [{ key: row.key, op: 'put', data: row.data }]);
      enqueue([{ key: row.key, op: 'remove' }]);
    },
    [enqueue, remember],
  );

  const setByFilter = useCallback(
    async (filter: ItemFilter, set: ItemData, label: string): Promise<Result<number>> => {
      if (inFlight.current || refreshing.current || queue.current.size > 0) {
        return { ok: false, code: 'stale_revision', message: 'An edit is still being saved. Please try again in a moment.' };
      }
      inFlight.current = true;
      setState('saving');
      const result = await latest.current.writer
        .setByFilter({ versionId: latest.current.versionId, editRevision: revision.current, filter, set })
        .finally(() => {
          inFlight.current = false;
        });
      if (!result.ok) {
        drop(result.message);
        return result;
      }
      revision.current = result.value.editRevision;
      remember(label, result.value.undo);
      setState('saved');
      void latest.current.refresh();
      return { ok: true, value: result.value.changed };
    },
    [drop, remember],
  );

  const undo = useCallback(() => {
    const step = undoSteps.at(-1);
    if (!step) return;
    setUndoSteps(undoSteps.slice(0, -1));
    enqueue(step.edits);
  }, [enqueue, undoSteps]);

  const settle = useCallback((readAt: number) => {
    const done = [...savedAt.current].filter(([, at]) => at <= readAt).map(([key]) => key);
    if (done.length === 0) return;
    for (const key of done) savedAt.current.delete(key);
    setOverlay((before) => new Map([...before].filter(([key]) => !done.includes(key))));
  }, []);

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent): void => {
      if (inFlight.current || queue.current.size > 0) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, []);

  useEffect(() => () => void flush(), [flush]);

  return useMemo(
    () => ({
      state,
      overlay,
      put,
      remove,
      setByFilter,
      undo,
      undoLabel: undoSteps.at(-1)?.label ?? null,
      retry: () => void flush(),
      settle,
    }),
    [state, overlay, put, remove, setByFilter, undo, undoSteps, flush, settle],
  );
}
