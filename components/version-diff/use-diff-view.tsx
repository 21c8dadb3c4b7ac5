'use client';

import { parseAsArrayOf, parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import type { DiffRequest } from '#client/first-queries';
import { DIFF_KINDS } from '#contract/views/row-views';
import { type IgnoreRules, ignoresSomething } from '#domain/item/ignore-rules';
import { isSaidInReview } from '#domain/phase/review-fields';

const LAYOUTS = ['inline', 'side'] as const;
/** Unchanged rows: left out, folded with some kept around each difference, or all shown. */
export const AROUND = ['none', '3', '10', 'all'] as const;

const DECIMAL = /^\d{1,30}(\.\d{1,30})?$/;

/** How a difference is looked at, all of it in the address: kinds, one field, what is found, what is ignored, whether review fields show, layout, the open row. */
export function useDiffView() {
  const [view, setView] = useQueryStates({
    kinds: parseAsArrayOf(parseAsStringLiteral(DIFF_KINDS)),
    field: parseAsString,
    find: parseAsString,
    effect: parseAsString,
    spaces: parseAsBoolean.withDefault(false),
    cases: parseAsBoolean.withDefault(false),
    tolerance: parseAsString,
    without: parseAsArrayOf(parseAsString),
    review: parseAsBoolean.withDefault(false),
    around: parseAsStringLiteral(AROUND).withDefault('none'),
    layout: parseAsStringLiteral(LAYOUTS).withDefault('inline'),
    row: parseAsString,
  });
  return { view, setView };
}

export type DiffViewState = ReturnType<typeof useDiffView>;
export type DiffView = DiffViewState['view'];

/** What the address says to ignore; null where that is nothing. */
export function ignoreOf(view: DiffView): IgnoreRules | null {
  const tolerance = view.tolerance !== null && DECIMAL.test(view.tolerance) ? view.tolerance : null;
  const rules: IgnoreRules = { whitespace: view.spaces, letterCase: view.cases, tolerance, columns: view.without ?? [] };
  return ignoresSomething(rules) ? rules : null;
}

/** Whether the view narrows the rows, so that an empty list does not mean that nothing differs. */
export function isNarrowed(view: DiffView): boolean {
  return view.kinds !== null || view.field !== null || view.find !== null || view.effect !== null || ignoreOf(view) !== null;
}

export const WIDE_OPEN = {
  kinds: null,
  field: null,
  find: null,
  effect: null,
  spaces: null,
  cases: null,
  tolerance: null,
  without: null,
} as const;

/** Whether rows show what was said in review: when asked for, and where that is what is looked for. */
export function showsReview(view: DiffView): boolean {
  return view.review || (view.field !== null && isSaidInReview(view.field));
}

/** The request that the view stands for. */
export function requestOf(view: DiffView, base: string): DiffRequest {
  const kinds = view.kinds ?? undefined;
  const shown = view.around === 'all' ? [...(kinds ?? DIFF_KINDS), 'unchanged' as const] : kinds;
  const context = view.around === '3' || view.around === '10' ? Number(view.around) : null;
  return {
    base,
    field: view.field,
    find: view.find,
    effect: view.effect,
    ignore: ignoreOf(view),
    ...(shown ? { kinds: shown } : {}),
    ...(context === null ? {} : { context }),
  };
}
