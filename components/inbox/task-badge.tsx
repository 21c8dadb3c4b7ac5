import { CircleX, PencilLine } from 'lucide-react';
import type { InboxRow, InboxTab } from '#contract/views/work-views';
import { Badge } from '#components/ui/badge';
import { StatusBadge } from '#components/ui/status-badge';
import { TASK_LOOK } from './inbox-labels';

/** What is to be done, or on the tabs of what is under way or over: how it stands. */
export function TaskBadge({ row, tab }: { row: InboxRow; tab: InboxTab }) {
  if (row.pendingCommandId) return <Badge hue="active">Sent, being applied</Badge>;
  if ((tab === 'sent' || tab === 'done') && row.status) return <StatusBadge status={row.status} />;
  if (row.task === 'Changes requested') {
    return (
      <Badge hue="warn" icon={PencilLine}>
        {row.task}
      </Badge>
    );
  }
  if (row.task === 'Rejected') {
    return (
      <Badge hue="bad" icon={CircleX}>
        {row.task}
      </Badge>
    );
  }
  const { hue, icon } = TASK_LOOK[row.kind];
  return (
    <Badge hue={hue} icon={icon}>
      {row.task}
    </Badge>
  );
}
