'use client';

import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import type { Verdict } from '#domain/phase/verdicts';
import { type Addition, type Draft, storedDraft } from './stored-draft';

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
  const [draft, setDraft] = useState(() => storedDraft(localStorage.getItem(storageKey)) ?? EMPTY);
  const [asking, setAsking] = useState<readonly string[] | null>(null);
  useEffect(() => {
    if (draft === EMPTY) localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, JSON.stringify(draft));
  }, [draft, storageKey]);

  const mark = useCallback((keys: readonly string[], verdict: Verdict, reason = '') => {
    setDraft((before) => ({
      ...before,
      verdicts: { ...before.verdicts, ...Object.fromEntries(keys.map((key) => [key, { verdict, reason }])) },
    }));
  }, []);
  const unmark = useCallback((keys: readonly string[]) => {
    const gone = new Set(keys);
    setDraft((before) => ({ ...before, verdicts: Object.fromEntries(Object.entries(before.verdicts).filter(([key]) => !gone.has(key))) }));
  }, []);
  const value = useMemo<ReviewDraft>(() => {
    const verdicts = Object.values(draft.verdicts);
    return {
      ...draft,
      closed,
      mark,
      unmark,
      add: (additions) => setDraft((before) => ({ ...before, additions: [...before.additions, ...additions] })),
      drop: (id) => setDraft((before) => ({ ...before, additions: before.additions.filter((addition) => addition.id !== id) })),
      setNote: (note) => setDraft((before) => ({ ...before, note })),
      clear: () => setDraft(EMPTY),
      accepted: verdicts.filter((each) => each.verdict === 'accepted').length,
      rejected: verdicts.filter((each) => each.verdict === 'rejected').length,
      askRejection: setAsking,
      asking,
      stopAsking: () => setAsking(null),
    };
  }, [draft, closed, mark, unmark, asking]);
  return <Context value={value}>{children}</Context>;
}
