'use client';
import { type ReactNode, useState } from 'react';
import { useMarkReviewed } from '#client/reviewed-rows';
import { Button } from '#components/ui/button';
import { cx } from '#components/ui/cx';
import { DataTable } from '#components/ui/data-table';
import { KeyText } from '#components/ui/hash-chip';
import { NarrowSkeleton } from '#components/ui/narrow-skeleton';
import { EmptyState, ErrorState, SkeletonRows } from '#components/ui/states';
import { sayRefused } from '#components/ui/toast';
import { useColumnWidths } from '#components/ui/use-column-widths';
import { useKeys } from '#components/ui/use-keys';
import { useIsWide } from '#components/ui/use-media';
import type { DiffRow } from '#contract/views/diff-views';
import type { VersionRef } from '#contract/views/row-views';
import type { VersionView } from '#contract/views/version-views';
import type { ItemFilter } from '#domain/item/item-filter';
import { foundBy } from '#domain/phase/found-by';
import { phaseDefinition } from '#domain/phases/registry';
import { DiffCards } from './diff-cards';
import { diffColumns } from './diff-columns';
import type { DiffLine } from './diff-lines';
import { DiffToolbar } from './diff-toolbar';
import { type DiffVerdicts } from './diff-verdicts';
import { EffectsPanel } from './effects-panel';
import { isNarrowed, showsReview, WIDE_OPEN } from './use-diff-view';
import type { DifferencesData } from './use-differences';

interface DifferencesProps {
  version: VersionView;
  base: VersionRef;
  /** The other cycle that the base is of; null or left out: of the same. */
  cycle?: string | null;
  data: DifferencesData;
  /** Says that the two hold the same. */
  same: ReactNode;
  /** Before the filters: what is compared with what. */
  children?: ReactNode;
  verdicts?: DiffVerdicts;
  /** Opens items of the whole version that a part of the effects counts. */
  onFilter: (filter: ItemFilter) => void;
  className?: string;
}

/** A comparison as a list: what matters most first, then filters, rows with folds, and what this person has reviewed. */
export function Differences({ version, base, cycle = null, data, same, children, verdicts, onFilter, className }: DifferencesProps) {
  const definition = phaseDefinition(version.phase);
  const wide = useIsWide();
  const widths = useColumnWidths('differences');
  const { view, setView } = data.state;
  const [current, setCurrent] = useState<string | null>(view.row);
  const marking = useMarkReviewed(version);
  const canMark = version.versionHash !== null;
  const mark = canMark
    ? (row: DiffRow) => marking.mutate({ keys: [row.key], reviewed: !row.reviewed }, { onError: (error) => sayRefused(error.message) })
    : null;
  const currentRow = data.lines.find((line) => line.key === current)?.row ?? null;
  useKeys({ v: mark && currentRow ? () => mark(currentRow) : undefined });
  const columns = diffColumns({
    definition,
    layout: view.layout,
    review: showsReview(view),
    verdicts,
    mark,
    onUnfold: (fold) => void data.unfold(fold),
  });

  // Opening the panel is a step that Back takes; going on in it to another row is none.
  const openRow = (row: DiffRow) => void setView({ row: row.key }, { history: view.row === null ? 'push' : 'replace' });
  const openLine = (line: DiffLine) => (line.fold ? void data.unfold(line.fold) : openRow(line.row));
  const empty = isNarrowed(view) ? (
    <EmptyState title="No difference matches the filters" action={<Button onClick={() => void setView(WIDE_OPEN)}>Clear filters</Button>} />
  ) : (
    same
  );
  return (
    <>
      <EffectsPanel version={version} baseId={base.id} state={data.state} onFilter={onFilter} />
      <DiffToolbar
        data={data}
        headId={version.id}
        baseId={base.id}
        noun={definition.itemNoun}
        found={foundBy(definition).label}
        canMark={canMark}
        bar={verdicts?.bar}
      >
        {children}
      </DiffToolbar>
      {data.start === null ? null : (
        <p className="flex flex-wrap items-center gap-x-2 px-4 pb-2 text-xs text-muted md:px-6">
          Shown from <KeyText>{data.start}</KeyText> on.
          <Button size="sm" variant="ghost" onClick={data.fromBeginning}>
            From the beginning
          </Button>
        </p>
      )}
      <NarrowSkeleton />
      {data.error ? (
        <ErrorState message={data.error.message} onRetry={data.retry} />
      ) : wide ? (
        <DataTable
          label={`Differences from ${cycle === null ? '' : `${cycle}, `}version ${base.number}`}
          className={cx(className ?? 'border-t border-line md:px-3', 'max-md:hidden')}
          rows={data.lines}
          rowKey={(line) => line.key}
          columns={columns}
          widths={widths}
          total={data.first?.matching ?? undefined}
          currentKey={current}
          revealKey={data.linked}
          onCurrentChange={(key) => {
            setCurrent(key);
            verdicts?.onCurrent(key);
            if (view.row !== null && data.lines.some((line) => line.key === key && line.row)) void setView({ row: key });
          }}
          onOpen={openLine}
          selection={verdicts?.selection}
          selectable={(line) => line.row !== null && (verdicts?.selectable(line.row) ?? false)}
          rowClass={(line) => (line.row ? (verdicts?.rowClass(line.row) ?? (line.row.context ? 'text-muted' : undefined)) : 'bg-sunken')}
          onEndReached={data.loadMore}
          loading={data.loading}
          loadingMore={data.loadingMore}
          empty={empty}
          pageKeys
        />
      ) : data.loading ? (
        <SkeletonRows rows={6} />
      ) : data.rows.length === 0 ? (
        empty
      ) : (
        <DiffCards definition={definition} data={data} onOpen={openRow} verdicts={verdicts} mark={mark} />
      )}
    </>
  );
}
