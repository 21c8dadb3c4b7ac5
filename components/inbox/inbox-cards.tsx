import Link from 'next/link';
import { DueLabel } from '#components/ui/due-label';
import { openedFromInbox } from '#components/ui/opened-from';
import { Person } from '#components/ui/person';
import { RelativeTime } from '#components/ui/relative-time';
import { destinationHref } from '#contract/addresses';
import type { InboxRow, InboxTab } from '#contract/views/work-views';
import { chainInWords } from '#domain/phase/chain-address';
import { Changes } from './inbox-columns';
import { TaskBadge } from './task-badge';

/** Shows the inbox on a narrow screen: a card for each row, which as a whole is a link. */
export function InboxCards({ rows, tab }: { rows: readonly InboxRow[]; tab: InboxTab }) {
  return (
    <ul className="divide-y divide-line border-y border-line bg-surface">
      {rows.map((row, at) => (
        <li key={row.id}>
          <Link
            href={destinationHref(row.opens)}
            onClick={() => openedFromInbox(destinationHref(row.opens), { at, of: rows.length })}
            data-ring="inside"
            className="flex flex-col gap-1.5 px-4 py-3 hover:bg-hover"
          >
            <span className="flex items-center justify-between gap-2">
              <TaskBadge row={row} tab={tab} />
              <DueLabel due={row.due} at={row.dueAt} />
            </span>
            <span className="text-base font-medium">
              {row.reportName} <span className="font-normal text-faint">{row.cycleName}</span>
            </span>
            <span className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
              <span>
                {chainInWords(row)} {row.versionNumber === null ? null : `v${row.versionNumber}`}
              </span>
              <Changes row={row} />
            </span>
            <span className="flex flex-wrap gap-x-3 text-xs text-muted">
              {row.from ? <Person plain name={`From ${row.from.name}`} /> : null}
              <RelativeTime at={row.since} />
              {tab === 'waiting' || tab === 'done' ? null : <span>Turn: {row.turn}</span>}
              {row.claim ? <span>Claimed by {row.claim.mine ? 'you' : row.claim.by.name}</span> : null}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
