import { CircleX, Clock, PencilLine } from 'lucide-react';
import { Badge } from '#components/ui/badge';
import { StatusBadge } from '#components/ui/status-badge';
import type { InboxRow, InboxTab } from '#contract/views/work-views';
import { TASK_LOOK } from './inbox-labels';

interface TaskBadgeProps {
  row: InboxRow;
  tab: InboxTab;
  /** `plain` in dense tables. */
  look?: 'ground' | 'plain';
}

/** What is to be done, or on the tabs of what is under way or over: how it stands. */
export function TaskBadge({ row, tab, look = 'ground' }: TaskBadgeProps) {
  if (row.pendingCommandId)
    return (
      <Badge hue="active" icon={Clock} look={look}>
        Being applied
      </Badge>
    );
  if ((tab === 'sent' || tab === 'done') && row.status) return <StatusBadge status={row.status} look={look} />;
  if (row.task === 'Changes requested') {
    return (
      <Badge hue="warn" icon={PencilLine} look={look}>
        {row.task}
      </Badge>
    );
  }
  if (row.task === 'Rejected') {
    return (
      <Badge hue="bad" icon={CircleX} look={look}>
        {row.task}
      </Badge>
    );
  }
  const { hue, icon } = TASK_LOOK[row.kind];
  return (
    <Badge hue={hue} icon={icon} look={look}>
      {row.task}
      {row.onBehalfOf ? ` for ${row.onBehalfOf.name}` : ''}
    </Badge>
  );
}
