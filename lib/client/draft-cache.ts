import type { InfiniteData, Query, QueryClient } from '@tanstack/react-query';
import type { ItemRow, SavedItems } from '#contract/views/row-views';
import type { ItemPage } from '#contract/views/version-views';
import type { ItemFilter } from '#domain/item/item-filter';
import type { RowEdit } from '#domain/item/row-edit';
import { sameValue } from '#domain/item/row-edit';
import { type ItemsRequest, itemsKey } from './first-queries';
import { versionOptions } from './version';

/** What an edit can have changed beside the rows themselves. */
interface Reach {
  versionId: string;
  keys: ReadonlySet<string>;
  /** Fields that came out otherwise, typed or derived. */
  fields: ReadonlySet<string>;
  /** Items came, went, or are too many to be sent along. */
  whole: boolean;
}

/**
 * Puts saved rows into every page of items on screen and marks what they can have changed as out of date: header, gates, summary
 * and differences; pages filtered or sorted by an edited field; history of the edited items. Settles at once where the pages
 * hold every row already, and otherwise when they were read again: whoever goes on rests on the rows and not on what is figured from them.
 */
export async function takeSaved(queryClient: QueryClient, versionId: string, saved: SavedItems, edits: readonly RowEdit[]): Promise<void> {
  queryClient.setQueryData(versionOptions(versionId).queryKey, (view) =>
    view && view.editRevision < saved.editRevision ? { ...view, editRevision: saved.editRevision } : view,
  );
  const fields = new Set(edits.flatMap((edit) => ('set' in edit ? Object.keys(edit.set) : [])));
  const rows = new Map((saved.rows ?? []).map((row) => [row.key, row]));
  const gone = edits.some((edit) => 'set' in edit && !rows.has(edit.key));
  const whole = saved.rows === null || gone || edits.some((edit) => !('set' in edit));
  queryClient.setQueriesData<InfiniteData<ItemPage, string | null>>({ queryKey: itemsKey(versionId) }, (data) =>
    data ? { ...data, pages: data.pages.map((page) => withRows(page, rows, fields)) } : data,
  );
  const reach: Reach = { versionId, keys: new Set(edits.map((edit) => edit.key)), fields, whole };
  const readAgain = (items: boolean) =>
    queryClient.invalidateQueries({
      queryKey: versionOptions(versionId).queryKey,
      predicate: (query) => (query.queryKey[2] === 'items') === items && isReached(query, reach),
    });
  const pages = readAgain(true);
  void readAgain(false);
  if (whole) await pages;
}

/** A page with the rows it shows replaced; names of fields that came out otherwise are added to `fields`. */
function withRows(page: ItemPage, rows: ReadonlyMap<string, ItemRow>, fields: Set<string>): ItemPage {
  if (!page.rows.some((row) => rows.has(row.key))) return page;
  return {
    ...page,
    rows: page.rows.map((row) => {
      const saved = rows.get(row.key);
      if (saved === undefined) return row;
      for (const name of Object.keys(saved.data)) if (!sameValue(row.data[name], saved.data[name])) fields.add(name);
      return saved;
    }),
  };
}

/** Whether what a query read may be otherwise now. Unknown parts of a version are: only what is known to stay is spared. */
function isReached(query: Query, { keys, fields, whole }: Reach): boolean {
  const [, , part, of] = query.queryKey;
  switch (part) {
    case 'items':
      // A page asked for before the edit would bring the row of before back.
      return whole || query.state.fetchStatus === 'fetching' || rests(of as ItemsRequest, fields);
    case 'matching':
      return whole || (of as readonly ItemFilter[]).some((filter) => rests({ filter }, fields));
    case 'item':
    case 'history':
    case 'failures':
      return typeof of !== 'string' || keys.has(of);
    case 'matches':
      return whole;
    case 'comments':
      return false;
    default:
      return true;
  }
}

/** Whether which rows a page shows, or their order, rests on one of the fields. */
function rests({ filter, sort }: ItemsRequest, fields: ReadonlySet<string>): boolean {
  const names = [...(filter?.all ?? []).map((condition) => condition.field), sort?.replace(/^-/, '') ?? ''];
  return names.some((name) => fields.has(name) || fields.has(name.split('.')[0] ?? name));
}
