'use client';
import { readAllItems } from '#client/items';
import { useMatching } from '#client/matching';
import { ClearSelection } from '#components/item-grid/judge-buttons';
import type { ChosenRows } from '#components/item-grid/recording-context';
import { Button } from '#components/ui/button';
import { formatCount } from '#components/ui/count-chips';
import type { ItemRow } from '#contract/views/row-views';
import type { VersionView } from '#contract/views/version-views';
import type { ItemFilter } from '#domain/item/item-filter';
import { NO_VERDICT, STANDING_FIELD } from '#domain/phase/recorded';
import type { OwnerCommands } from './use-owner-commands';

const UNANSWERED: ItemFilter['all'] = [{ field: STANDING_FIELD, operator: 'is', values: [NO_VERDICT] }];

interface AnswerBarProps {
  version: VersionView;
  /** Shows the rows whose answer is the reader's. */
  own: ItemFilter;
  isOwn: (row: ItemRow) => boolean;
  chosen: ChosenRows;
  commands: OwnerCommands;
  onDecline: (rows: readonly ItemRow[], done: () => void) => void;
}

/** Answers for the reader's own rows: those selected, or all that wait for them. */
export function AnswerBar({ version, own, isOwn, chosen, commands, onDecline }: AnswerBarProps) {
  const { selected, clear, filter, show } = chosen;
  const waiting: ItemFilter = { all: [...own.all, ...UNANSWERED] };
  const count = useMatching(version.id, [waiting])?.[0] ?? 0;
  const mine = selected.filter(isOwn);
  const acknowledge = async (rows: readonly ItemRow[]): Promise<void> => {
    if (await commands.judge(rows, 'acknowledged', '')) clear();
  };
  if (mine.length > 0)
    return (
      <span className="flex flex-wrap items-center gap-1.5">
        <Button size="sm" variant="primary" busy={commands.busy} onClick={() => void acknowledge(mine)}>
          Acknowledge {formatCount(mine.length)}
        </Button>
        <Button size="sm" busy={commands.busy} onClick={() => onDecline(mine, clear)}>
          Decline {formatCount(mine.length)}…
        </Button>
        <ClearSelection chosen={{ selected: mine, clear }} />
      </span>
    );
  return (
    <span className="flex flex-wrap items-center gap-1.5">
      {filter.all.length === 0 ? (
        <Button size="sm" variant="ghost" onClick={() => show(own)}>
          Show mine
        </Button>
      ) : null}
      {count > 0 ? (
        <Button
          size="sm"
          variant="primary"
          busy={commands.busy}
          onClick={() => void readAllItems(version.id, waiting).then((rows) => acknowledge(rows))}
        >
          {count === 1 ? 'Acknowledge the one that waits for you' : `Acknowledge all ${formatCount(count)}`}
        </Button>
      ) : null}
    </span>
  );
}

interface AnswerButtonsProps {
  row: ItemRow;
  tabStop: boolean;
  commands: OwnerCommands;
  onDecline: () => void;
}

/** Answers for one row; in the grid only while it waits, elsewhere also to answer otherwise. */
export function AnswerButtons({ row, tabStop, commands, onDecline }: AnswerButtonsProps) {
  const answered = row.verdict?.verdict ?? null;
  if (answered !== null && !tabStop) return null;
  const stop = tabStop ? 0 : -1;
  return (
    <>
      {answered === 'acknowledged' ? null : (
        <Button size="sm" tabIndex={stop} busy={commands.busy} onClick={() => void commands.judge([row], 'acknowledged', '')}>
          Acknowledge<span className="sr-only"> {row.key}</span>
        </Button>
      )}
      {answered === 'declined' ? null : (
        <Button size="sm" variant="ghost" tabIndex={stop} onClick={onDecline}>
          Decline…<span className="sr-only"> {row.key}</span>
        </Button>
      )}
    </>
  );
}
