'use client';
import { useEffect, useMemo } from 'react';
import { rowsOf, useItems } from '#client/items';
import { withTyped } from '#client/typed-edits';
import { useDraft } from '#components/item-grid/draft-context';
import { finalScoping } from '#domain/phases/scoping/final-scoping';
import { type ScopedAttribute, scopeSchema } from '#domain/phases/scoping/scope-item';

const PAGE_ROWS = 500;

/** Every attribute of a scope as it stands on screen: with decisions that are typed and not answered yet, and what follows from them. */
export function useScope(versionId: string): { attributes: readonly ScopedAttribute[] | null; error: Error | null; retry: () => void } {
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useItems(versionId, {
    sort: 'position',
    limit: PAGE_ROWS,
  });
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const typed = useDraft()?.typed;
  const attributes = useMemo(() => {
    if (data === undefined) return null;
    return rowsOf(data.pages).map((row) => {
      const attribute = scopeSchema.parse(withTyped(row.data, typed?.get(row.key)) ?? row.data);
      return { ...attribute, finalScoping: finalScoping(attribute) };
    });
  }, [data, typed]);
  return { attributes, error, retry: () => void refetch() };
}
