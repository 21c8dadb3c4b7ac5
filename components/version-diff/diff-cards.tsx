import { Button } from '#components/ui/button';
import type { DiffRow } from '#contract/views/diff-views';
import type { PhaseDefinition } from '#domain/phase/definition';
import { CellChanges } from './cell-changes';
import { DiffKindMark } from './diff-kind';
import { DiffRowName, FoldButton, type MarkRow, ReviewedToggle } from './diff-row-parts';
import type { DiffVerdicts } from './diff-verdicts';
import { showsReview } from './use-diff-view';
import type { DifferencesData } from './use-differences';

interface DiffCardsProps {
  definition: PhaseDefinition;
  data: DifferencesData;
  onOpen: (row: DiffRow) => void;
  verdicts: DiffVerdicts | undefined;
  mark: MarkRow;
}

/** Shows differences on a narrow screen, a card for each item. */
export function DiffCards({ definition, data, onOpen, verdicts, mark }: DiffCardsProps) {
  return (
    <>
      <ul className="divide-y divide-line border-y border-line bg-surface">
        {data.lines.map(({ key, row, fold }) =>
          row ? (
            <li key={key} className="flex flex-col gap-1.5 px-4 py-3 text-sm">
              <span className="flex min-h-8 items-center justify-between gap-2">
                <DiffKindMark kind={row.kind} />
                <span className="flex items-center gap-2">
                  {row.context ? null : <ReviewedToggle row={row} mark={mark} />}
                  {verdicts?.control(row, 'md')}
                </span>
              </span>
              <button type="button" onClick={() => onOpen(row)} className="min-w-0 truncate text-left underline-offset-2 hover:underline">
                <DiffRowName row={row} definition={definition} />
              </button>
              <CellChanges definition={definition} row={row} layout="inline" review={showsReview(data.state.view)} />
              {verdicts?.feedback(row)}
            </li>
          ) : (
            <li key={key} className="bg-sunken px-4 py-1">
              <FoldButton fold={fold} noun={definition.itemNoun} onUnfold={(each) => void data.unfold(each)} />
            </li>
          ),
        )}
      </ul>
      {data.hasMore ? (
        <div className="flex justify-center p-4">
          <Button onClick={data.loadMore} busy={data.loadingMore}>
            Show more
          </Button>
        </div>
      ) : null}
    </>
  );
}
