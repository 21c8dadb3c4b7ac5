'use client';

import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { DUE_STATES, INBOX_SORTS, INBOX_TABS } from '#contract/views/work-views';
import { PHASES } from '#domain/phase/phase-names';

/** The inbox's view, all of it in the URL: tab, filters, sort. */
export function useInboxView() {
  const [view, setView] = useQueryStates({
    tab: parseAsStringLiteral(INBOX_TABS).withDefault('waiting'),
    report: parseAsString,
    phase: parseAsStringLiteral(PHASES),
    due: parseAsStringLiteral(DUE_STATES),
    sort: parseAsStringLiteral(INBOX_SORTS).withDefault('due'),
  });
  return {
    view,
    setView,
    filtered: view.report !== null || view.phase !== null || view.due !== null,
    clearFilters: () => void setView({ report: null, phase: null, due: null }),
  };
}

export type InboxViewState = ReturnType<typeof useInboxView>;
