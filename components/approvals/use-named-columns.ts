import { rowsOf, useItems } from '#client/items';
import type { VersionView } from '#contract/views/version-views';
import type { GridColumn } from '../item-grid/grid-columns';

/** Columns of records by the names of their attributes, from the Planning version that the version was built from; by their codes until it is read. */
export function useNamedColumns(version: VersionView, columns: readonly GridColumn[]): readonly GridColumn[] {
  const planning = version.upstream.find(({ phase }) => phase === 'planning');
  const attributes = useItems(planning?.versionId ?? null, { limit: 500 });
  const names = new Map(rowsOf(attributes.data?.pages).map(({ key, data }) => [key, String(data.name ?? '')]));
  return columns.map((column) => ({ ...column, label: names.get(column.recordColumn ?? '') || column.label }));
}
