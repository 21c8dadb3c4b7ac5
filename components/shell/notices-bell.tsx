'use client';
import { Bell } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { readNotices } from '#actions/read-notices';
import { useNotices } from '#client/notices';
import { useAction } from '#client/use-action';
import { Button } from '#components/ui/button';
import { cx } from '#components/ui/cx';
import { Popover } from '#components/ui/popover';
import { RelativeTime } from '#components/ui/relative-time';
import { destinationHref } from '#contract/addresses';
import { noticeInWords } from '#contract/notice-words';

/** More is not counted out: it is many. */
const COUNTED = 9;

/** What came for this person: assigned, at risk, past due, escalated, reminded; unread until they say that they have read it. */
export function NoticesBell() {
  const [open, setOpen] = useState(false);
  const { data, error } = useNotices();
  const read = useAction(readNotices, { refreshes: [['notices']] });
  const unread = data?.unread ?? 0;
  const newest = data?.notices[0]?.id;
  return (
    <Popover
      label="Notices"
      align="end"
      open={open}
      onOpenChange={setOpen}
      // Its first button may be one that tells why it is refused, which would take the first Esc.
      focusesPanel
      className="w-80 max-w-[calc(100vw-1rem)]"
      trigger={
        <button
          type="button"
          className="relative grid size-8 place-items-center rounded-md text-muted hover:bg-hover hover:text-ink"
          aria-label={unread === 0 ? 'Notices' : `Notices, ${unread} unread`}
        >
          <Bell aria-hidden className="size-4" />
          {unread === 0 ? null : (
            <span
              aria-hidden
              className="tabular absolute -top-0.5 -right-0.5 min-w-4 rounded-full bg-bad px-1 text-center text-[10px] leading-4 font-medium text-canvas"
            >
              {unread > COUNTED ? `${COUNTED}+` : unread}
            </span>
          )}
        </button>
      }
    >
      <div className="flex items-center justify-between border-b border-line px-3 py-2">
        <h2 className="text-sm font-semibold">Notices</h2>
        <Button
          size="sm"
          variant="ghost"
          busy={read.isPending}
          disabledReason={unread === 0 ? 'Nothing is unread.' : null}
          onClick={() => newest !== undefined && read.mutate({ upTo: newest })}
        >
          Mark all as read
        </Button>
      </div>
      {error ? (
        <p role="alert" className="p-3 text-sm text-bad">
          {error.message}
        </p>
      ) : null}
      {data?.notices.length === 0 ? <p className="p-3 text-sm text-muted">Nothing has come yet.</p> : null}
      <ul className="max-h-96 overflow-y-auto">
        {data?.notices.map((notice) => (
          <li key={notice.id} className="border-b border-line last:border-b-0">
            <Link
              href={destinationHref(notice.opens)}
              data-ring="inside"
              onClick={() => setOpen(false)}
              className={cx('block px-3 py-2 text-sm hover:bg-hover', notice.isRead ? 'text-muted' : 'font-medium')}
            >
              {notice.isRead ? null : <span className="sr-only">Unread: </span>}
              {noticeInWords(notice)}
              <span className="block text-xs font-normal text-muted">
                {notice.cycleName}, <RelativeTime at={notice.at} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Popover>
  );
}
