'use client';

import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { useOnBrowser } from '#components/ui/use-on-browser';
import type { Verdict } from '#domain/phase/verdicts';
import { type Addition, type Draft, storedDraft, storedText, storeText } from './stored-draft';

const EMPTY: Draft = { verdicts: {}, additions: [], note: '' };

export interface ReviewDraft extends Draft {
  /** Why verdicts cannot be given; null when they can. */
  closed: string | null;
  mark: (keys: readonly string[], verdict: Verdict, reason?: string) => void;
  unmark: (keys: readonly string[]) => void;
  add: (additions: readonly Addition[]) => void;
  drop: (additionId: string) => void;
  setNote: (note: string) => void;
  clear: () => void;
  accepted: number;
  rejected: number;
  /** Opens the question for a reason; rejecting without one is not possible. */
  askRejection: (keys: readonly string[]) => void;
  asking: readonly string[] | null;
  stopAsking: () => void;
}

const Context = createContext<ReviewDraft | null>(null);

/** The review being written on this page. */
export function useReview(): ReviewDraft {
  const draft = useContext(Context);
  if (!draft) throw new Error('useReview needs a ReviewDraftProvider');
  return draft;
}

interface ReviewDraftProviderProps {
  /** Names version and content: a review belongs to exactly what was read. It is read once: give it as `key` too. */
  storageKey: string;
  closed: string | null;
  children: ReactNode;
}

/** Keeps verdicts, requested additions and the note in this browser until they are sent, so that a reload loses nothing. */
export function ReviewDraftProvider({ storageKey, closed, children }: ReviewDraftProviderProps) {
  const onBrowser = useOnBrowser();
  const [kept, setKept] = useState<Draft | null>(null);
  // The server knows no draft: what this browser keeps is read as soon as it has taken over.
  if (kept === null && onBrowser) setKept(storedDraft(storedText(storageKey)) ?? EMPTY);
  const draft = kept ?? EMPTY;
  const change = useCallback((by: (before: Draft) => Draft) => setKept((before) => by(before ?? EMPTY)), []);
  const [asking, setAsking] = useState<readonly string[] | null>(null);
  useEffect(() => {
    if (kept === null) return;
    storeText(storageKey, kept === EMPTY ? null : JSON.stringify(kept));
  }, [kept, storageKey]);

  const mark = useCallback(
    (keys: readonly string[], verdict: Verdict, reason = '') => {
      change((before) => ({
        ...before,
        verdicts: { ...before.verdicts, ...Object.fromEntries(keys.map((key) => [key, { verdict, reason }])) },
      }));
    },
    [change],
  );
  const unmark = useCallback(
    (keys: readonly string[]) => {
      const gone = new Set(keys);
      change((before) => ({ ...before, verdicts: Object.fromEntries(Object.entries(before.verdicts).filter(([key]) => !gone.has(key))) }));
    },
    [change],
  );
  const value = useMemo<ReviewDraft>(() => {
    const verdicts = Object.values(draft.verdicts);
    return {
      ...draft,
      closed,
      mark,
      unmark,
      add: (additions) => change((before) => ({ ...before, additions: [...before.additions, ...additions] })),
      drop: (id) => change((before) => ({ ...before, additions: before.additions.filter((addition) => addition.id !== id) })),
      setNote: (note) => change((before) => ({ ...before, note })),
      clear: () => setKept(EMPTY),
      accepted: verdicts.filter((each) => each.verdict === 'accepted').length,
      rejected: verdicts.filter((each) => each.verdict === 'rejected').length,
      askRejection: setAsking,
      asking,
      stopAsking: () => setAsking(null),
    };
  }, [draft, closed, mark, unmark, asking, change]);
  return <Context value={value}>{children}</Context>;
}
