'use client';

import { useMemo, useState } from 'react';
import { diffRowsOf, useDiff } from '#client/diff';
import type { DiffRow } from '#contract/views/diff-views';
import type { VersionView } from '#contract/views/version-views';
import { phaseDefinition } from '#domain/phases/registry';
import { FeedbackLine, feedbackOf } from '#components/item-grid/feedback-line';
import { Button } from '#components/ui/button';
import { type Column, DataTable } from '#components/ui/data-table';
import { Select } from '#components/ui/input';
import { EmptyState, ErrorState, SkeletonRows } from '#components/ui/states';
import { useKeys } from '#components/ui/use-keys';
import { useIsWide } from '#components/ui/use-media';
import { useRowSelection } from '#components/ui/use-row-selection';
import { CellChanges } from '#components/version-diff/cell-changes';
import { DiffCards } from '#components/version-diff/diff-cards';
import { diffColumns } from '#components/version-diff/diff-columns';
import { DiffToolbar } from '#components/version-diff/diff-toolbar';
import { useDiffView } from '#components/version-diff/use-diff-view';
import type { Baseline } from './baselines';
import { useReview } from './review-draft';
import { VerdictBar } from './verdict-bar';
import { VerdictControl } from './verdict-control';

interface ReviewChangesProps {
  version: VersionView;
  baselines: readonly Baseline[];
  baseline: Baseline;
  onBaseline: (number: number) => void;
}

const EVERYTHING = { all: [] };
/** A verdict is on an item that this version holds. */
const verdictRow = (row: DiffRow) => (row.isFact || row.kind === 'removed' ? null : row.after);

/** What differs from the baseline, with a verdict beside each item. */
export function ReviewChanges({ version, baselines, baseline, onBaseline }: ReviewChangesProps) {
  const definition = phaseDefinition(version.phase);
  const review = useReview();
  const wide = useIsWide();
  const state = useDiffView();
  const { view, setView } = state;
  const diff = useDiff(version.id, { base: baseline.version.id, kinds: view.kinds ?? undefined, field: view.field, limit: 200 });
  const page = diff.data?.pages[0] ?? null;
  const rows = useMemo(() => diffRowsOf(diff.data?.pages), [diff.data]);
  const keys = useMemo(() => rows.filter((row) => verdictRow(row) !== null).map((row) => row.key), [rows]);
  const selection = useRowSelection(keys);
  const [current, setCurrent] = useState<string | null>(view.row);
  const open = review.closed === null && current !== null && keys.includes(current);
  useKeys({
    a: open ? () => review.mark([current], 'accepted') : undefined,
    r: open ? () => review.askRejection([current]) : undefined,
  });
  const columns = useMemo<Column<DiffRow>[]>(() => {
    const [kind, key] = diffColumns(definition, view.layout);
    const verdict: Column<DiffRow> = {
      id: 'verdict',
      header: 'Verdict',
      width: 92,
      cell: (row) => {
        const item = verdictRow(row);
        return item ? <VerdictControl row={item} /> : null;
      },
    };
    const what: Column<DiffRow> = {
      id: 'cells',
      header: 'What changed',
      width: 280,
      grow: 3,
      wrap: true,
      cell: (row) => {
        const feedback = row.after && !row.isFact ? feedbackOf(row.after) : null;
        return (
          <>
            <CellChanges definition={definition} row={row} layout={view.layout} />
            {feedback && row.after ? <FeedbackLine row={row.after} feedback={feedback} onAnswer={null} /> : null}
          </>
        );
      },
    };
    return [verdict, kind, key, what].filter((column): column is Column<DiffRow> => column !== undefined);
  }, [definition, view.layout]);
  const openRow = (row: DiffRow) => void setView({ row: row.key });
  const more = () => {
    if (diff.hasNextPage && !diff.isFetchingNextPage) void diff.fetchNextPage();
  };
  if (diff.isError && !page) return <ErrorState message={diff.error.message} onRetry={() => void diff.refetch()} />;
  const filtered = view.kinds !== null || view.field !== null;
  const empty = filtered ? (
    <EmptyState title="No difference matches the filters" action={<Button onClick={() => void setView({ kinds: null, field: null })}>Clear filters</Button>} />
  ) : (
    <EmptyState title="Nothing differs">This version holds the same as version {baseline.version.number}.</EmptyState>
  );
  return (
    <>
      <DiffToolbar state={state} headId={version.id} baseId={baseline.version.id} page={page} noun={definition.itemNoun}>
        <Select aria-label="Compared with" className="w-full md:w-52" value={baseline.version.number} onChange={(event) => onBaseline(Number(event.target.value))}>
          {baselines.map((each) => (
            <option key={each.version.id} value={each.version.number}>
              {each.label}
            </option>
          ))}
        </Select>
      </DiffToolbar>
      {selection.count > 0 ? (
        <div className="px-4 pb-2 md:px-6">
          <VerdictBar versionId={version.id} selected={selection.keys} onClearSelection={selection.clear} filter={EVERYTHING} matching={0} noun={definition.itemNoun} />
        </div>
      ) : null}
      {wide ? (
        <DataTable
          label={`Differences from version ${baseline.version.number}`}
          className="border-t border-line max-lg:h-[60dvh] max-lg:flex-none md:px-3"
          rows={rows}
          rowKey={(row) => row.key}
          columns={columns}
          total={page?.matching ?? undefined}
          currentKey={current}
          onCurrentChange={(key) => {
            setCurrent(key);
            if (view.row !== null) void setView({ row: key });
          }}
          onOpen={openRow}
          selection={review.closed === null ? selection : undefined}
          selectable={(row) => verdictRow(row) !== null}
          rowClass={(row) => (review.verdicts[row.key]?.verdict === 'rejected' ? 'bg-bad-ground/50' : undefined)}
          onEndReached={more}
          loading={diff.isPending}
          loadingMore={diff.isFetchingNextPage}
          empty={empty}
          pageKeys
        />
      ) : diff.isPending ? (
        <SkeletonRows rows={6} />
      ) : rows.length === 0 ? (
        empty
      ) : (
        <>
          <DiffCards
            definition={definition}
            rows={rows}
            onOpen={openRow}
            aside={(row) => {
              const item = verdictRow(row);
              return item ? <VerdictControl row={item} size="md" /> : null;
            }}
          />
          {diff.hasNextPage ? (
            <div className="flex justify-center p-4">
              <Button onClick={more} busy={diff.isFetchingNextPage}>
                Show more
              </Button>
            </div>
          ) : null}
        </>
      )}
    </>
  );
}
