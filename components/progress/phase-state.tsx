import { Circle, CircleCheck, CircleDashed, CircleDot, Hourglass, type LucideIcon } from 'lucide-react';
import { Badge, type Hue } from '#components/ui/badge';
import type { PhaseTile } from '#contract/views/work-views';

export const PHASE_STATES: Record<PhaseTile['state'], { word: string; hue: Hue; icon: LucideIcon }> = {
  not_in_plan: { word: 'Not in this plan', hue: 'idle', icon: CircleDashed },
  not_started: { word: 'Not started', hue: 'idle', icon: Circle },
  in_progress: { word: 'In progress', hue: 'active', icon: CircleDot },
  waiting: { word: 'Waiting for approval', hue: 'warn', icon: Hourglass },
  complete: { word: 'Complete', hue: 'good', icon: CircleCheck },
};

/** A phase's state as icon, word and colour. In a lane nobody decides on a whole: what waits there are answers. */
export function PhaseState({ state, inLane = false }: { state: PhaseTile['state']; inLane?: boolean }) {
  const { word: whole, hue, icon } = PHASE_STATES[state];
  const word = inLane && state === 'waiting' ? 'Waiting for answers' : whole;
  return (
    <Badge hue={hue} icon={icon} look="plain">
      {word}
    </Badge>
  );
}
