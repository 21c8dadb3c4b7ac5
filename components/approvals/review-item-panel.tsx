'use client';

import { Link2 } from 'lucide-react';
import { useState } from 'react';
import { diffRowsOf, useDiff } from '#client/diff';
import { useItem } from '#client/item';
import { FeedbackLine } from '#components/item-grid/feedback-line';
import { ItemComments } from '#components/item-grid/item-comments';
import { ItemFields } from '#components/item-grid/item-fields';
import { ItemHistory } from '#components/item-grid/item-history';
import { KeyText } from '#components/ui/hash-chip';
import { IconButton } from '#components/ui/icon-button';
import { SidePanel } from '#components/ui/side-panel';
import { ErrorState, SkeletonRows } from '#components/ui/states';
import { Segments } from '#components/ui/tabs';
import { sayDone } from '#components/ui/toast';
import { CellChanges } from '#components/version-diff/cell-changes';
import { DiffKindMark } from '#components/version-diff/diff-kind';
import { aboveFields, belowFields } from '#components/workspace/panels';
import type { ItemDetail, VersionView } from '#contract/views/version-views';
import { isFactKey } from '#domain/item/fact-key';
import { phaseDefinition } from '#domain/phases/registry';
import { feedbackOf } from '../item-grid/feedback';
import { gridColumns } from '../item-grid/grid-columns';
import { itemTitle } from '../item-grid/shown-items';
import { useReview } from './review-draft';
import { VerdictControl } from './verdict-control';

type PanelTab = 'fields' | 'comments' | 'history';

interface ReviewItemPanelProps {
  version: VersionView;
  itemKey: string;
  /** What it is compared with; null for a first version. */
  baselineId: string | null;
  onClose: () => void;
}

/** One item under review: what changed, its fields, comments on it and its cells, its history, and the verdict. */
export function ReviewItemPanel({ version, itemKey, baselineId, onClose }: ReviewItemPanelProps) {
  const definition = phaseDefinition(version.phase);
  const review = useReview();
  const isFact = isFactKey(itemKey);
  const [tab, setTab] = useState<PanelTab>('fields');
  const detail = useItem(version.id, isFact ? null : itemKey);
  const diff = useDiff(baselineId === null ? null : version.id, { base: baselineId, key: itemKey });
  const change = diffRowsOf(diff.data?.pages)[0] ?? null;
  const row = detail.data?.row ?? null;
  const open = detail.data?.comments.filter((comment) => comment.resolved === null && comment.parentId === null).length ?? 0;
  const mine = review.verdicts[itemKey];
  return (
    <SidePanel
      title={isFact ? definition.factLabel(itemKey) : itemTitle(row, definition.keyLabel)}
      subtitle={isFact ? null : <KeyText>{itemKey}</KeyText>}
      onClose={onClose}
      className="lg:w-[400px]"
      footer={
        <div className="flex items-center justify-between gap-3">
          {row ? <VerdictControl row={row} size="md" /> : <span />}
          {mine?.reason ? <p className="min-w-0 flex-1 truncate text-xs text-muted">{mine.reason}</p> : null}
          <IconButton
            label="Copy the link to this row"
            icon={<Link2 />}
            onClick={() => void navigator.clipboard.writeText(window.location.href).then(() => sayDone('Link to this row copied'))}
          />
        </div>
      }
    >
      {change && change.kind !== 'unchanged' ? (
        <div className="mb-4 flex flex-col gap-1.5 border-b border-line pb-4 text-sm">
          <DiffKindMark kind={change.kind} />
          <CellChanges definition={definition} row={change} layout="inline" review={false} />
        </div>
      ) : null}
      {isFact ? null : (
        <>
          <Segments
            label="What to show"
            value={tab}
            onChange={setTab}
            segments={[
              { value: 'fields', label: 'All fields' },
              { value: 'comments', label: open > 0 ? `Comments (${open})` : 'Comments' },
              { value: 'history', label: 'History' },
            ]}
          />
          {detail.error && change?.kind !== 'removed' ? (
            <ErrorState message={detail.error.message} onRetry={() => void detail.refetch()} />
          ) : null}
          {detail.isPending ? <SkeletonRows rows={8} label="Loading the item" /> : null}
          {detail.data ? <PanelBody version={version} detail={detail.data} tab={tab} /> : null}
        </>
      )}
    </SidePanel>
  );
}

function PanelBody({ version, detail, tab }: { version: VersionView; detail: ItemDetail; tab: PanelTab }) {
  const definition = phaseDefinition(version.phase);
  const columns = gridColumns(definition, [detail.row]);
  if (tab === 'comments') return <ItemComments version={version} itemKey={detail.row.key} comments={detail.comments} columns={columns} />;
  if (tab === 'history') return <ItemHistory history={detail.history} />;
  const feedback = feedbackOf(detail.row);
  return (
    <div className="mt-3 flex flex-col gap-3">
      {feedback ? <FeedbackLine row={detail.row} feedback={feedback} onAnswer={null} /> : null}
      {aboveFields(version, detail.row.key)}
      <ItemFields definition={definition} row={detail.row} columns={columns} draft={null} />
      {belowFields(version, detail.row.key)}
    </div>
  );
}
