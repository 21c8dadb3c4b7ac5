'use client';
import { type ReactNode, useState } from 'react';
import { Button } from '#components/ui/button';
import { cx } from '#components/ui/cx';
import { KeyText } from '#components/ui/hash-chip';
import { Checkbox } from '#components/ui/input';
import { SkeletonRows } from '#components/ui/states';
import type { ItemRow } from '#contract/views/row-views';
import type { PhaseDefinition } from '#domain/phase/definition';
import { cellWords, mayEditCell } from './cell-words';
import { feedbackOf } from './feedback';
import { FeedbackLine } from './feedback-line';
import { GridCell } from './grid-cell';
import type { GridColumn } from './grid-columns';
import { NothingMatches } from './nothing-matches';
import { ReasonPrompt } from './reason-prompt';
import { useRecording } from './recording-context';
import { ReviewMarks } from './review-marks';
import { Standing, showsStanding } from './standing';
import type { DraftEdits } from './use-draft-edits';
import type { GridRowsData } from './use-grid-rows';
import type { GridSelection } from './use-grid-selection';

interface ItemCardsProps {
  definition: PhaseDefinition;
  data: GridRowsData;
  columns: readonly GridColumn[];
  /** Null where nothing can be edited. */
  draft: DraftEdits | null;
  /** Left out or null where nothing is done with several at once. */
  selection?: GridSelection | null;
  onOpen: (key: string) => void;
  onShowAll: () => void;
  /** Beside the key: verdicts. */
  aside?: (row: ItemRow) => ReactNode;
}

const LINES = 5;
/** A telephone draws this many at once; more are asked for below the last one. */
const CARDS_A_PRESS = 50;

/** Items as cards on a narrow screen: decided and answered in place, and every field edited in the panel that the key opens. */
export function ItemCards({ definition, data, columns, draft, selection = null, onOpen, onShowAll, aside }: ItemCardsProps) {
  const [most, setMost] = useState(CARDS_A_PRESS);
  const decision = columns.find((column) => column.field.preparerDecision);
  const rest = columns.filter((column) => column !== decision && column.kind !== 'key' && !showsStanding(column)).slice(0, LINES);
  const [asked, setAsked] = useState<string | null>(null);
  const recording = useRecording();
  if (data.loading) return <SkeletonRows rows={10} label={`Loading ${definition.itemNoun.many}`} />;
  return (
    <div className="flex flex-col gap-2 px-4 py-3">
      {draft ? <p className="text-xs text-muted">Open {anItem(definition)} to edit its fields.</p> : null}
      {data.rows.length === 0 ? <NothingMatches definition={definition} data={data} onShowAll={onShowAll} /> : null}
      <ul aria-label={definition.itemNoun.many} className="flex flex-col gap-2">
        {data.rows.slice(0, most).map((row, index) => {
          const feedback = feedbackOf(row);
          return (
            <li key={row.key} className="rounded-lg border border-line bg-surface p-3">
              <div className="flex min-w-0 items-center gap-2">
                {selection ? (
                  <Checkbox
                    hideLabel
                    label={`Select ${row.key}`}
                    checked={selection.keys.has(row.key)}
                    onChange={() => selection.toggle(index, false)}
                  />
                ) : null}
                <button
                  type="button"
                  onClick={() => onOpen(row.key)}
                  className="min-w-0 truncate text-left underline-offset-2 hover:underline"
                >
                  <KeyText>{row.key}</KeyText>
                </button>
                <ReviewMarks row={aside || definition.recorded ? { ...row, verdict: null } : row} />
                {aside ? <span className="ml-auto shrink-0">{aside(row)}</span> : null}
                {decision ? (
                  <span className="ml-auto shrink-0">
                    <GridCell
                      tabStop
                      definition={definition}
                      row={row}
                      column={decision}
                      editable={draft !== null && mayEditCell(row, decision)}
                      onSet={(value) => {
                        const set = { [decision.field.name]: value };
                        draft?.set(row, set, `${decision.label} of ${row.key}`);
                        setAsked(draft && definition.reasonDue?.({ ...row.data, ...set }) ? row.key : null);
                      }}
                    />
                  </span>
                ) : null}
              </div>
              {asked === row.key ? (
                <ReasonPrompt
                  row={row}
                  answers={feedback !== null}
                  onKeep={(of, set) => {
                    draft?.set(of, set, `Reason of ${of.key}`);
                    setAsked(null);
                  }}
                  onSkip={() => setAsked(null)}
                  className="mt-2"
                />
              ) : null}
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
              {definition.recorded ? (
                <div className="mt-2 flex flex-wrap items-center justify-between gap-2 border-t border-line pt-2">
                  <Standing row={row} recorded={definition.recorded} />
                  {recording?.row(row, true)}
                </div>
              ) : null}
              {feedback ? (
                <FeedbackLine
                  row={row}
                  feedback={feedback}
                  onAnswer={draft ? (answer) => draft.set(row, { answer }, `Answer about ${row.key}`) : null}
                />
              ) : null}
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

function anItem({ itemNoun: { one } }: PhaseDefinition): string {
  return `${/^[aeiou]/.test(one) ? 'an' : 'a'} ${one}`;
}
