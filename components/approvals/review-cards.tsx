'use client';

import type { PhaseDefinition } from '#domain/phases/definition';
import { FeedbackLine, feedbackOf } from '#components/item-grid/feedback-line';
import { ReviewMarks } from '#components/item-grid/review-marks';
import { Button } from '#components/ui/button';
import { KeyText } from '#components/ui/hash-chip';
import { cellWords } from '../item-grid/cell-words';
import type { GridColumn } from '../item-grid/grid-columns';
import type { useGridRows } from '../item-grid/use-grid-rows';
import { VerdictControl } from './verdict-control';

interface ReviewCardsProps {
  definition: PhaseDefinition;
  data: ReturnType<typeof useGridRows>;
  columns: readonly GridColumn[];
  onOpen: (key: string) => void;
}

const LINES = 5;

/** Items with their verdicts on a narrow screen. */
export function ReviewCards({ definition, data, columns, onOpen }: ReviewCardsProps) {
  const lines = columns.filter((column) => column.kind !== 'key').slice(0, LINES);
  return (
    <>
      <ul aria-label={definition.itemNoun.many} className="divide-y divide-line border-y border-line bg-surface">
        {data.rows.map((row) => {
          const feedback = feedbackOf(row);
          return (
            <li key={row.key} className="flex flex-col gap-1.5 px-4 py-3">
              <span className="flex items-center justify-between gap-3">
                <button type="button" onClick={() => onOpen(row.key)} className="min-h-9 min-w-0 truncate text-left underline-offset-2 hover:underline">
                  <KeyText>{row.key}</KeyText>
                </button>
                <span className="flex shrink-0 items-center gap-2">
                  <ReviewMarks row={{ ...row, verdict: null }} />
                  <VerdictControl row={row} size="md" />
                </span>
              </span>
              <dl className="grid grid-cols-[112px_minmax(0,1fr)] gap-x-3 gap-y-0.5 text-sm">
                {lines.map((column) => {
                  const words = cellWords(row, column);
                  return (
                    <div key={column.id} className="contents">
                      <dt className="truncate text-muted">{column.label}</dt>
                      <dd className="truncate">{words.masked ? 'Masked' : words.blank ? <span className="text-faint">Blank</span> : words.text}</dd>
                    </div>
                  );
                })}
              </dl>
              {feedback ? <FeedbackLine row={row} feedback={feedback} onAnswer={null} /> : null}
            </li>
          );
        })}
      </ul>
      {data.rows.length < data.matching ? (
        <div className="flex justify-center p-4">
          <Button onClick={data.loadMore} busy={data.loadingMore}>
            Show more
          </Button>
        </div>
      ) : null}
    </>
  );
}
