'use client';
import { type ReactNode, useState } from 'react';
import { useItem } from '#client/item';
import { Button } from '#components/ui/button';
import { KeyText } from '#components/ui/hash-chip';
import { SidePanel } from '#components/ui/side-panel';
import { ErrorState, Skeleton } from '#components/ui/states';
import { Segments } from '#components/ui/tabs';
import type { ItemRow } from '#contract/views/row-views';
import type { VersionView } from '#contract/views/version-views';
import type { PhaseDefinition } from '#domain/phase/definition';
import { useDraft } from './draft-context';
import { feedbackOf } from './feedback';
import { FeedbackLine } from './feedback-line';
import type { GridColumn } from './grid-columns';
import { ItemComments } from './item-comments';
import { ItemFields } from './item-fields';
import { ItemHistory } from './item-history';
import { useRecording } from './recording-context';
import { verdictWords } from './review-marks';
import { itemTitle } from './shown-items';
import { Standing } from './standing';

type PanelTab = 'fields' | 'history' | 'comments';

interface ItemPanelProps {
  version: VersionView;
  definition: PhaseDefinition;
  itemKey: string;
  /** The row as the grid shows it, typed changes included; null where the grid has not loaded it. */
  gridRow: ItemRow | null;
  columns: readonly GridColumn[];
  /** What the phase adds below the fields. */
  belowFields?: (itemKey: string) => ReactNode;
  /** What stands above them. */
  aboveFields?: (itemKey: string) => ReactNode;
  onClose: () => void;
}

/** One item in full beside the grid: all fields, the record's own values, how it came to be, and comments. */
export function ItemPanel({ version, definition, itemKey, gridRow, columns, belowFields, aboveFields, onClose }: ItemPanelProps) {
  const [tab, setTab] = useState<PanelTab>('fields');
  const detail = useItem(version.id, itemKey);
  const draft = useDraft();
  const recording = useRecording();
  const row = gridRow ?? detail.data?.row;
  const feedback = row ? feedbackOf(row) : null;
  const editable = draft !== null && row !== undefined;
  const openComments = detail.data?.comments.filter((comment) => comment.resolved === null && comment.parentId === null).length ?? 0;
  const title = itemTitle(row, `${definition.keyLabel} ${itemKey}`);
  return (
    <SidePanel title={title} subtitle={<KeyText>{itemKey}</KeyText>} onClose={onClose} className="lg:w-[420px]">
      <Segments
        label="What to show"
        value={tab}
        onChange={setTab}
        segments={[
          { value: 'fields', label: 'All fields' },
          { value: 'history', label: 'History' },
          { value: 'comments', label: openComments > 0 ? `Comments (${openComments})` : 'Comments' },
        ]}
      />
      {detail.error ? <ErrorState message={detail.error.message} onRetry={() => void detail.refetch()} /> : null}
      {detail.isPending ? <PanelSkeleton /> : null}
      {row && tab === 'fields' ? (
        <div className="mt-3 flex flex-col gap-3">
          {row.verdict ? (
            <p className="text-xs text-muted">{verdictWords(row.verdict)}.</p>
          ) : definition.recorded ? (
            <Standing row={row} recorded={definition.recorded} />
          ) : null}
          {recording?.row(row, true)}
          {feedback ? (
            <div className="rounded-md border border-line bg-canvas px-3">
              <FeedbackLine
                key={row.hash}
                row={row}
                feedback={feedback}
                onAnswer={editable ? (answer) => draft.set(row, { answer }, `Answer about ${row.key}`) : null}
              />
            </div>
          ) : null}
          {editable && row.masked.length > 0 ? (
            <p className="text-xs text-muted">Some values of this record are hidden from you and cannot be edited here.</p>
          ) : null}
          {aboveFields?.(itemKey)}
          <ItemFields definition={definition} row={row} columns={columns} draft={editable ? draft : null} />
          {belowFields?.(itemKey)}
          {editable && !definition.derivedItems && row.masked.length === 0 && feedback?.kind === 'turned-down' ? (
            <Button
              variant="danger"
              size="sm"
              className="self-start"
              onClick={() => {
                draft.remove(row, `Removal of ${row.key}`);
                onClose();
              }}
            >
              Remove this {definition.itemNoun.one}
            </Button>
          ) : null}
        </div>
      ) : null}
      {detail.data && tab === 'history' ? <ItemHistory history={detail.data.history} /> : null}
      {detail.data && tab === 'comments' ? (
        <ItemComments version={version} itemKey={itemKey} comments={detail.data.comments} columns={columns} />
      ) : null}
    </SidePanel>
  );
}

function PanelSkeleton() {
  return (
    <div role="status" aria-label="Loading the item" className="mt-4 flex flex-col gap-4">
      {Array.from({ length: 10 }, (_, index) => (
        <div key={index} className="flex gap-4">
          <Skeleton className="h-3 w-28" />
          <Skeleton className="h-3 flex-1" />
        </div>
      ))}
    </div>
  );
}
