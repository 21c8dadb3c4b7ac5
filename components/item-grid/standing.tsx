import { CircleCheck, CircleDashed, CircleX, Hourglass, type LucideIcon } from 'lucide-react';
import { Badge, type Hue } from '#components/ui/badge';
import type { ItemRow } from '#contract/views/row-views';
import { personToken, withPeopleNamed } from '#domain/people/person-token';
import { type RecordedPhase, STANDING_FIELD } from '#domain/phase/recorded';
import { TURNING_DOWN, VERDICT_WORDS } from '#domain/phase/verdicts';
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

/** Says where an item of a recorded phase stands: what is missing, what it waits for, or what was said of it. */
export function standingOf({ data, names, verdict }: ItemRow, { unjudged }: Pick<RecordedPhase, 'unjudged'>): StandingWords {
  if (verdict) {
    const no = TURNING_DOWN.includes(verdict.verdict);
    const word = VERDICT_WORDS[verdict.verdict];
    return { icon: no ? CircleX : CircleCheck, hue: no ? 'bad' : 'good', word, reason: verdict.reason, title: verdictWords(verdict) };
  }
  const { state, words } = unjudged(data);
  const word = withPeopleNamed(words, (handle) => names?.[personToken(handle)] ?? 'somebody');
  const isMissing = state === 'missing';
  return { icon: isMissing ? CircleDashed : Hourglass, hue: isMissing ? 'idle' : 'active', word, reason: '', title: word };
}

/** Where an item stands; a reason stands beside it. */
export function Standing({ row, recorded }: { row: ItemRow; recorded: RecordedPhase }) {
  const { icon, hue, word, reason, title } = standingOf(row, recorded);
  return (
    <span className="flex min-w-0 items-center gap-1.5" title={title}>
      <Badge hue={hue} icon={icon} look="plain">
        {word}
      </Badge>
      {reason ? <span className="min-w-0 truncate text-xs text-muted">“{reason}”</span> : null}
    </span>
  );
}
