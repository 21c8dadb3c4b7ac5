import { Ban, CircleCheck, CircleDashed, CircleX, Clock, type LucideIcon, PencilLine, Trash2, Undo2 } from 'lucide-react';
import { VERSION_STATUS_LABELS, type VersionStatus } from '#domain/version/version-status';
import { Badge, type Hue } from './badge';

const LOOK: Record<VersionStatus, { hue: Hue; icon: LucideIcon }> = {
  draft: { hue: 'idle', icon: CircleDashed },
  pending_approval: { hue: 'active', icon: Clock },
  approved: { hue: 'good', icon: CircleCheck },
  superseded: { hue: 'idle', icon: Ban },
  changes_requested: { hue: 'warn', icon: PencilLine },
  rejected: { hue: 'bad', icon: CircleX },
  withdrawn: { hue: 'idle', icon: Undo2 },
  discarded: { hue: 'idle', icon: Trash2 },
};

/** A version's status as icon, word and colour. */
export function StatusBadge({ status, look, className }: { status: VersionStatus; look?: 'ground' | 'plain'; className?: string }) {
  const { hue, icon } = LOOK[status];
  return (
    <Badge hue={hue} icon={icon} look={look} className={className}>
      {VERSION_STATUS_LABELS[status]}
    </Badge>
  );
}
