import Link from 'next/link';
import { CountChips, formatCount } from '#components/ui/count-chips';
import { DueLabel } from '#components/ui/due-label';
import { openedFromInbox } from '#components/ui/opened-from';
import { Person } from '#components/ui/person';
import { RelativeTime } from '#components/ui/relative-time';
import { DueDate } from '#components/version/due-date';
import { destinationHref } from '#contract/addresses';
import type { InboxRow, InboxTab } from '#contract/views/work-views';
import { chainInWords, reportTitle } from '#domain/phase/chain-address';
import type { Column } from '../ui/data-table-column';
import { ClaimCell } from './claim-cell';
import { TaskBadge } from './task-badge';

/** What a version changes against its parent; of a first version, how much it holds. */
export function Changes({ row }: { row: InboxRow }) {
  if (row.totals) return <CountChips totals={row.totals} />;
  if (row.itemCount)
    return (
      <span className="text-xs text-muted">
        {formatCount(row.itemCount)} {row.kind === 'task' ? 'waiting' : 'new'}
      </span>
    );
  return null;
}

/** When a row is due, explaining itself where a phase's clock runs; rows are reached by arrows, so it is no stop of the tab key. */
function InboxDue({ row: { chainId, due, dueAt } }: { row: InboxRow }) {
  return chainId === null ? <DueLabel due={due} at={dueAt} /> : <DueDate inGrid chainId={chainId} due={due} at={dueAt} />;
}

/** Least width (px) of the column of tasks: all of them one short word, or also "Changes requested" and the like. */
const TASK_WIDTH = { short: 92, long: 148 };
const SHORT_TASK = 8;

/** @param onClaim claims, takes over or releases a row */
export function inboxColumns(tab: InboxTab, rows: readonly InboxRow[], onClaim: (row: InboxRow) => void): readonly Column<InboxRow>[] {
  const short = tab === 'waiting' && rows.every((row) => row.task.length <= SHORT_TASK && !row.onBehalfOf && !row.pendingCommandId);
  return [
    {
      id: 'task',
      header: tab === 'sent' || tab === 'done' ? 'Status' : 'Task',
      width: short ? TASK_WIDTH.short : TASK_WIDTH.long,
      hideable: false,
      cell: (row) => <TaskBadge row={row} tab={tab} look="plain" />,
    },
    {
      id: 'report',
      header: 'Report',
      width: 204,
      grow: 1,
      sortable: true,
      hideable: false,
      cell: (row) => (
        <Link
          href={destinationHref(row.opens)}
          onClick={() => openedFromInbox(destinationHref(row.opens), { at: rows.indexOf(row), of: rows.length })}
          title={reportTitle(row)}
          className="hover:underline"
          tabIndex={-1}
        >
          <span className="font-medium">{row.reportName}</span>
        </Link>
      ),
    },
    { id: 'cycle', header: 'Cycle', width: 118, grow: 1, cell: (row) => <span title={row.cycleName}>{row.cycleName}</span> },
    {
      id: 'phase',
      header: 'Phase and version',
      width: 144,
      grow: 1,
      cell: (row) => (
        <>
          {chainInWords(row)} {row.versionNumber === null ? null : <span className="text-faint">v{row.versionNumber}</span>}
        </>
      ),
    },
    { id: 'changes', header: 'Changes', width: 76, cell: (row) => <Changes row={row} /> },
    {
      id: 'from',
      header: 'From',
      width: 92,
      grow: 0.5,
      cell: (row) => (row.from ? <Person plain name={row.from.name} /> : <span className="text-faint">–</span>),
    },
    {
      id: 'since',
      header: tab === 'done' ? 'Decided' : 'Since',
      width: 84,
      sortable: true,
      cell: (row) => <RelativeTime at={row.since} className="text-muted" />,
    },
    { id: 'due', header: 'Due', width: 120, sortable: true, cell: (row) => <InboxDue row={row} /> },
    // What waits for me is my turn: there it matters which of us has taken it.
    ...(tab === 'waiting'
      ? [{ id: 'claim', header: 'Claimed', width: 72, grow: 0.5, cell: (row: InboxRow) => <ClaimCell row={row} onClaim={onClaim} /> }]
      : [
          {
            id: 'turn',
            header: 'Whose turn',
            width: 92,
            grow: 0.5,
            cell: (row: InboxRow) => <Person plain name={row.claim?.by.name ?? row.turn} />,
          },
        ]),
  ];
}
