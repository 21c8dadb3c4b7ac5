'use client';

import { useMemo, useState } from 'react';
import { FeedbackLine } from '#components/item-grid/feedback-line';
import { Select } from '#components/ui/input';
import { EmptyState } from '#components/ui/states';
import { useKeys } from '#components/ui/use-keys';
import { useRowSelection } from '#components/ui/use-row-selection';
import { Differences } from '#components/version-diff/differences';
import type { DiffRow } from '#contract/views/diff-views';
import type { VersionView } from '#contract/views/version-views';
import type { ItemFilter } from '#domain/item/item-filter';
import { phaseDefinition } from '#domain/phases/registry';
import { feedbackOf } from '../item-grid/feedback';
import { type DiffVerdicts } from '../version-diff/diff-verdicts';
import { useDifferences } from '../version-diff/use-differences';
import type { Baseline } from './baselines';
import { useReview } from './review-draft';
import { VerdictBar } from './verdict-bar';
import { VerdictControl } from './verdict-control';

interface ReviewChangesProps {
  version: VersionView;
  baselines: readonly Baseline[];
  baseline: Baseline;
  onBaseline: (name: string) => void;
  /** Opens items of the whole version. */
  onFilter: (filter: ItemFilter) => void;
}

const EVERYTHING = { all: [] };
/** Whether a row can take a verdict: it can where this version holds the item. */
const verdictRow = (row: DiffRow) => (row.isFact || row.kind === 'removed' ? null : row.after);

/** Shows what differs from the baseline, with a verdict beside each item. */
export function ReviewChanges({ version, baselines, baseline, onBaseline, onFilter }: ReviewChangesProps) {
  const { itemNoun } = phaseDefinition(version.phase);
  const review = useReview();
  const data = useDifferences(version, baseline.version.id);
  const keys = useMemo(() => data.lines.flatMap(({ row }) => (row && verdictRow(row) ? [row.key] : [])), [data.lines]);
  const selection = useRowSelection(keys);
  const [current, setCurrent] = useState<string | null>(data.state.view.row);
  const open = review.closed === null && current !== null && keys.includes(current);
  useKeys({
    a: open ? () => review.mark([current], 'accepted') : undefined,
    r: open ? () => review.askRejection([current]) : undefined,
  });
  const verdicts: DiffVerdicts = {
    control: (row, size) => {
      const item = verdictRow(row);
      return item ? <VerdictControl row={item} size={size} /> : null;
    },
    feedback: (row) => {
      const feedback = row.after && !row.isFact ? feedbackOf(row.after) : null;
      return feedback && row.after ? <FeedbackLine row={row.after} feedback={feedback} onAnswer={null} /> : null;
    },
    selection: review.closed === null ? selection : undefined,
    selectable: (row) => verdictRow(row) !== null,
    rowClass: (row) => (review.verdicts[row.key]?.verdict === 'rejected' ? 'bg-bad-ground/50' : undefined),
    onCurrent: setCurrent,
    bar:
      selection.count > 0 ? (
        <VerdictBar
          versionId={version.id}
          selected={selection.keys}
          onClearSelection={selection.clear}
          filter={EVERYTHING}
          matching={0}
          noun={itemNoun}
        />
      ) : null,
  };
  return (
    <Differences
      version={version}
      base={baseline.version}
      cycle={baseline.cycle}
      data={data}
      same={
        <EmptyState title="Nothing differs">
          This version holds the same as {baseline.cycle === null ? '' : `${baseline.cycle}, `}version {baseline.version.number}.
        </EmptyState>
      }
      verdicts={verdicts}
      onFilter={onFilter}
      className="border-t border-line max-lg:h-[60dvh] max-lg:flex-none md:px-3"
    >
      <Select
        aria-label="Compared with"
        className="max-md:min-w-0 max-md:flex-1 md:w-44 md:shrink-0"
        value={baseline.name}
        onChange={(event) => onBaseline(event.target.value)}
      >
        {baselines.map((each) => (
          <option key={each.version.id} value={each.name}>
            {each.label}
          </option>
        ))}
      </Select>
    </Differences>
  );
}
