import { CalendarClock, CircleAlert, TriangleAlert } from 'lucide-react';
import { Badge } from './badge';
import { RelativeTime } from './relative-time';

export type DueState = 'none' | 'on_track' | 'at_risk' | 'past_due';

const LOOK = {
  on_track: { hue: 'idle', icon: CalendarClock, word: 'Due' },
  at_risk: { hue: 'warn', icon: TriangleAlert, word: 'At risk, due' },
  past_due: { hue: 'bad', icon: CircleAlert, word: 'Past due' },
} as const;

/** When something is due, with its state in a word, an icon and a colour. */
export function DueLabel({ due, at }: { due: DueState; at: string | null }) {
  if (due === 'none' || at === null) return <span className="text-faint">No due date</span>;
  const { hue, icon, word } = LOOK[due];
  return (
    <Badge hue={hue} icon={icon} look="plain">
      {word} <RelativeTime at={at} />
    </Badge>
  );
}
