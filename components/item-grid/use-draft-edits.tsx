'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { bulkSet } from '#actions/bulk-set';
import { saveItems } from '#actions/save-items';
import { takeSaved } from '#client/draft-cache';
import { DraftQueue, type DraftSteps, type DraftView } from '#client/draft-queue';
import { hearOtherWindows, tellOtherWindows } from '#client/other-windows';
import { whileSignedIn } from '#client/session';
import { rereadVersion } from '#client/version';
import { sayRefused } from '#components/ui/toast';

export type DraftEdits = DraftView & Pick<DraftQueue, 'set' | 'add' | 'remove' | 'setByFilter' | 'undo' | 'flush'>;

function after(milliseconds: number, act: () => void): () => void {
  const timer = setTimeout(act, milliseconds);
  return () => clearTimeout(timer);
}

/** Autosave of one draft (`DraftQueue`), for as long as the page stays; both arguments as the page read them last. */
export function useDraftEdits(versionId: string, editRevision: number): DraftEdits {
  const queryClient = useQueryClient();
  const [queue] = useState(() => {
    const steps: DraftSteps = {
      save: (revision, edits) => whileSignedIn(() => saveItems({ versionId, editRevision: revision, edits: [...edits] })),
      setByFilter: (revision, filter, set) => whileSignedIn(() => bulkSet({ versionId, editRevision: revision, filter, set })),
      take: (saved, edits) => {
        tellOtherWindows(versionId);
        return takeSaved(queryClient, versionId, saved, edits);
      },
      readAgain: async () => (await rereadVersion(queryClient, versionId)) ?? editRevision,
      onRefused: sayRefused,
      after,
    };
    return new DraftQueue(editRevision, steps);
  });
  const view = useSyncExternalStore(queue.subscribe, queue.view, queue.view);
  useEffect(() => queue.heardOf(editRevision), [queue, editRevision]);
  useEffect(
    () => hearOtherWindows((edited) => void (edited === versionId && rereadVersion(queryClient, versionId))),
    [queryClient, versionId],
  );
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent): void => {
      if (queue.isUnsaved) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => {
      window.removeEventListener('beforeunload', warn);
      void queue.flush();
    };
  }, [queue]);
  return useMemo(() => {
    const { set, add, remove, setByFilter, undo, flush } = queue;
    return { ...view, set, add, remove, setByFilter, undo, flush };
  }, [view, queue]);
}
