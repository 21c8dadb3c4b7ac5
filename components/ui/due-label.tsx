'use client';

import { CalendarClock, CircleAlert, TriangleAlert } from 'lucide-react';
import { Badge } from './badge';
import { absoluteTime, useMinute } from './relative-time';
import { spanInWords } from './time-span';

export type DueState = 'none' | 'on_track' | 'at_risk' | 'past_due';

const LOOK = {
  on_track: { hue: 'idle', icon: CalendarClock, say: (span: string) => `Due in ${span}` },
  at_risk: { hue: 'warn', icon: TriangleAlert, say: (span: string) => `At risk, ${span}` },
  past_due: { hue: 'bad', icon: CircleAlert, say: (span: string) => `${span} late` },
} as const;

/** When something is due, with its state in words, an icon and a colour; the absolute time on hover, unless that is `explained` around it. */
export function DueLabel({ due, at, explained = false }: { due: DueState; at: string | null; explained?: boolean }) {
  const onBrowser = useMinute() !== null;
  if (due === 'none' || at === null) return <span className="text-xs text-faint">No due date</span>;
  const { hue, icon, say } = LOOK[due];
  return (
    <Badge hue={hue} icon={icon} look="plain" title={onBrowser && !explained ? `Due ${absoluteTime(at)}` : undefined}>
      {onBrowser ? say(untilInWords(at)) : `Due ${at.slice(0, 10)}`}
    </Badge>
  );
}

/** How far the moment is from now, before or after it. The label is drawn anew each minute. */
function untilInWords(at: string): string {
  return spanInWords(Date.parse(at) - Date.now());
}
