'use client';
import { type ReactNode, useState } from 'react';
import { Button } from '#components/ui/button';
import { cx } from '#components/ui/cx';
import { KeyText } from '#components/ui/hash-chip';
import { EmptyState, SkeletonRows } from '#components/ui/states';
import type { ItemRow } from '#contract/views/row-views';
import type { PhaseDefinition } from '#domain/phase/definition';
import { cellWords } from './cell-words';
import { FeedbackLine, feedbackOf } from './feedback-line';
import { GridCell } from './grid-cell';
import type { GridColumn } from './grid-columns';
import { ReviewMarks } from './review-marks';
import type { useGridRows } from './use-grid-rows';

interface ItemCardsProps {
  definition: PhaseDefinition;
  data: ReturnType<typeof useGridRows>;
  columns: readonly GridColumn[];
  editable: boolean;
  onOpen: (key: string) => void;
  /** Beside the key: verdicts. */
  aside?: (row: ItemRow) => ReactNode;
}

const LINES = 5;
/** A telephone draws this many at once; more are asked for below the last one. */
const CARDS_A_PRESS = 50;

/** Items as cards for reading on a narrow screen; editing asks for a wider one. */
export function ItemCards({ definition, data, columns, editable, onOpen, aside }: ItemCardsProps) {
  const [most, setMost] = useState(CARDS_A_PRESS);
  const decision = columns.find((column) => column.field.preparerDecision);
  const rest = columns.filter((column) => column !== decision && column.kind !== 'key').slice(0, LINES);
  if (data.loading) return <SkeletonRows rows={10} label={`Loading ${definition.itemNoun.many}`} />;
  return (
    <div className="flex flex-col gap-2 px-4 py-3">
      {editable ? (
        <p className="text-xs text-muted">Use a wider screen to edit. Here you can read every {definition.itemNoun.one}.</p>
      ) : null}
      {data.rows.length === 0 ? (
        <EmptyState title={`No ${definition.itemNoun.many} match`}>Clear the filter to see all of them.</EmptyState>
      ) : null}
      <ul aria-label={definition.itemNoun.many} className="flex flex-col gap-2">
        {data.rows.slice(0, most).map((row) => {
          const feedback = feedbackOf(row);
          return (
            <li key={row.key} className="rounded-lg border border-line bg-surface p-3">
              <div className="flex min-w-0 items-center gap-2">
                <button
                  type="button"
                  onClick={() => onOpen(row.key)}
                  className="min-w-0 truncate text-left underline-offset-2 hover:underline"
                >
                  <KeyText>{row.key}</KeyText>
                </button>
                <ReviewMarks row={aside ? { ...row, verdict: null } : row} />
                {aside ? <span className="ml-auto shrink-0">{aside(row)}</span> : null}
                {decision ? <GridCell row={row} column={decision} editable={false} onSet={() => undefined} /> : null}
              </div>
              <dl className="mt-2 grid grid-cols-[96px_minmax(0,1fr)] gap-x-3 gap-y-1 text-sm">
                {rest.map((column) => {
                  const words = cellWords(row, column);
                  return (
                    <div key={column.id} className="contents">
                      <dt className="truncate text-muted">{column.label}</dt>
                      <dd className={cx('truncate', words.blank && 'text-faint')}>
                        {words.masked ? 'Masked' : words.blank ? '–' : words.text}
                      </dd>
                    </div>
                  );
                })}
              </dl>
              {feedback ? <FeedbackLine row={row} feedback={feedback} onAnswer={null} /> : null}
            </li>
          );
        })}
      </ul>
      {Math.min(most, data.rows.length) < data.matching ? (
        <Button
          onClick={() => {
            if (most + CARDS_A_PRESS > data.rows.length) data.loadMore();
            setMost(most + CARDS_A_PRESS);
          }}
          busy={data.loadingMore}
        >
          Show more
        </Button>
      ) : null}
    </div>
  );
}
