import { CircleCheck, CircleDashed, CircleX, Hourglass, type LucideIcon } from 'lucide-react';
import { Badge, type Hue } from '#components/ui/badge';
import type { ItemRow } from '#contract/views/row-views';
import { STANDING_FIELD } from '#domain/phase/recorded';
import { TURNING_DOWN } from '#domain/phase/verdicts';
import type { GridColumn } from './grid-columns';
import { verdictWords } from './review-marks';

/** Where an item of a recorded phase stands, as icon, words and colour. */
export interface StandingWords {
  icon: LucideIcon;
  hue: Hue;
  word: string;
  /** Why, where somebody said so. */
  reason: string;
  /** All of it in one sentence. */
  title: string;
}

/** Whether a column shows where items stand, which their content does not hold. */
export function showsStanding(column: GridColumn): boolean {
  return column.field.name === STANDING_FIELD;
}

/** Says where an item stands: unassigned, waiting for somebody, or what they answered. `person` is the field that names whom it waits for. */
export function standingOf({ data, names, verdict }: ItemRow, person: string): StandingWords {
  if (verdict) {
    const no = TURNING_DOWN.includes(verdict.verdict);
    const word = verdict.verdict === 'acknowledged' ? 'Acknowledged' : 'Declined';
    return { icon: no ? CircleX : CircleCheck, hue: no ? 'bad' : 'good', word, reason: verdict.reason, title: verdictWords(verdict) };
  }
  const named = data[person];
  if (typeof named !== 'string' || named === '')
    return { icon: CircleDashed, hue: 'idle', word: 'Unassigned', reason: '', title: 'Nobody is assigned yet' };
  const word = `Waits for ${names?.[named] ?? named}`;
  return { icon: Hourglass, hue: 'active', word, reason: '', title: word };
}

/** Where an item stands; a reason stands beside it. */
export function Standing({ row, person }: { row: ItemRow; person: string }) {
  const { icon, hue, word, reason, title } = standingOf(row, person);
  return (
    <span className="flex min-w-0 items-center gap-1.5" title={title}>
      <Badge hue={hue} icon={icon} look="plain">
        {word}
      </Badge>
      {reason ? <span className="min-w-0 truncate text-xs text-muted">“{reason}”</span> : null}
    </span>
  );
}
