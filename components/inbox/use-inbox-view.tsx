'use client';

import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { INBOX_TABS } from '#contract/views/work-views';
import { PHASES } from '#domain/phases/phase-names';

export const DUE_STATES = ['past_due', 'at_risk', 'on_track', 'none'] as const;
export const SORTS = ['due', 'since', 'report'] as const;

/** The inbox's view, all of it in the URL: tab, filters, sort. */
export function useInboxView() {
  const [view, setView] = useQueryStates({
    tab: parseAsStringLiteral(INBOX_TABS).withDefault('waiting'),
    report: parseAsString,
    phase: parseAsStringLiteral(PHASES),
    due: parseAsStringLiteral(DUE_STATES),
    sort: parseAsStringLiteral(SORTS).withDefault('due'),
  });
  return {
    view,
    setView,
    filtered: view.report !== null || view.phase !== null || view.due !== null,
    clearFilters: () => void setView({ report: null, phase: null, due: null }),
  };
}

export type InboxViewState = ReturnType<typeof useInboxView>;
