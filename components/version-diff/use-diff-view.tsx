'use client';

import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { DIFF_KINDS } from '#contract/views/diff-views';

const LAYOUTS = ['inline', 'side'] as const;

/** How a difference is looked at, all of it in the URL: kinds, one field, layout, the open row. */
export function useDiffView() {
  const [view, setView] = useQueryStates({
    kinds: parseAsArrayOf(parseAsStringLiteral(DIFF_KINDS)),
    field: parseAsString,
    layout: parseAsStringLiteral(LAYOUTS).withDefault('inline'),
    row: parseAsString,
  });
  return { view, setView };
}

export type DiffViewState = ReturnType<typeof useDiffView>;
