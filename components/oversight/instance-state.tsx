import { Ban, Circle, CircleAlert, CircleCheck, CircleDot, Hourglass, type LucideIcon, TriangleAlert } from 'lucide-react';
import { Badge, type Hue } from '#components/ui/badge';
import { INSTANCE_STATE_LABELS, type InstanceState } from '#domain/progress/instance-state';

const STATE_LOOK: Record<InstanceState, { hue: Hue; icon: LucideIcon }> = {
  past_due: { hue: 'bad', icon: CircleAlert },
  at_risk: { hue: 'warn', icon: TriangleAlert },
  waiting: { hue: 'active', icon: Hourglass },
  in_progress: { hue: 'active', icon: CircleDot },
  not_started: { hue: 'idle', icon: Circle },
  dropped: { hue: 'idle', icon: Ban },
  complete: { hue: 'good', icon: CircleCheck },
};

/** The state of an instance, or the worst of several, as icon, word and colour. */
export function InstanceStateBadge({ state, className }: { state: InstanceState; className?: string }) {
  const { hue, icon } = STATE_LOOK[state];
  return (
    <Badge hue={hue} icon={icon} look="plain" className={className}>
      {INSTANCE_STATE_LABELS[state]}
    </Badge>
  );
}
