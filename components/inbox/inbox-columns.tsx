import Link from 'next/link';
import { CountChips, formatCount } from '#components/ui/count-chips';
import { DueLabel } from '#components/ui/due-label';
import { Person } from '#components/ui/person';
import { RelativeTime } from '#components/ui/relative-time';
import { destinationHref } from '#contract/addresses';
import type { InboxRow, InboxTab } from '#contract/views/work-views';
import { chainInWords, reportTitle } from '#domain/phase/chain-address';
import type { Column } from '../ui/data-table-column';
import { ClaimCell } from './claim-cell';
import { TaskBadge } from './task-badge';

/** What a version changes against its parent; of a first version, how much it holds. */
export function Changes({ row }: { row: InboxRow }) {
  if (row.totals) return <CountChips totals={row.totals} />;
  if (row.itemCount) return <span className="text-xs text-muted">{formatCount(row.itemCount)} new</span>;
  return null;
}

/** @param onClaim claims, takes over or releases a row */
export function inboxColumns(tab: InboxTab, onClaim: (row: InboxRow) => void): readonly Column<InboxRow>[] {
  return [
    {
      id: 'task',
      header: tab === 'sent' || tab === 'done' ? 'Status' : 'Task',
      width: 156,
      hideable: false,
      cell: (row) => <TaskBadge row={row} tab={tab} look="plain" />,
    },
    {
      id: 'report',
      header: 'Report',
      width: 216,
      grow: 3,
      sortable: true,
      hideable: false,
      cell: (row) => (
        <Link href={destinationHref(row.opens)} title={reportTitle(row)} className="hover:underline" tabIndex={-1}>
          <span className="font-medium">{row.reportName}</span> <span className="text-faint">{row.cycleName}</span>
        </Link>
      ),
    },
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
    { id: 'changes', header: 'What changed', width: 106, cell: (row) => <Changes row={row} /> },
    {
      id: 'from',
      header: 'From',
      width: 92,
      grow: 0.5,
      cell: (row) => (row.from ? <Person plain name={row.from.name} /> : <span className="text-faint">–</span>),
    },
    {
      id: 'since',
      header: tab === 'done' ? 'Decided' : 'Waiting since',
      width: 98,
      sortable: true,
      cell: (row) => <RelativeTime at={row.since} className="text-muted" />,
    },
    { id: 'due', header: 'Due', width: 136, sortable: true, cell: (row) => <DueLabel due={row.due} at={row.dueAt} /> },
    // What waits for me is my turn: there it matters which of us has taken it.
    ...(tab === 'waiting'
      ? [{ id: 'claim', header: 'Claimed by', width: 80, grow: 0.5, cell: (row: InboxRow) => <ClaimCell row={row} onClaim={onClaim} /> }]
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
