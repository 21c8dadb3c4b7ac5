'use client';
import { createContext, useContext } from 'react';
import type { DraftEdits } from './use-draft-edits';

const DraftContext = createContext<DraftEdits | null>(null);

/** Gives header and grid the same autosave of one draft. */
export const DraftProvider = DraftContext.Provider;

/** The autosave of the draft on screen; null where the version cannot be edited. */
export function useDraft(): DraftEdits | null {
  return useContext(DraftContext);
}
