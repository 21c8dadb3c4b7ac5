'use client';

import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { cx } from './cx';

/** Words as short as this are shown whole: seeds are words at times. */
const WHOLE = 20;

/** A content hash: its first eight digits in mono; a click copies the whole. */
export function HashChip({ hash, label = 'Content hash' }: { hash: string; label?: string }) {
  const [copied, setCopied] = useState(false);
  const shown = hash.length <= WHOLE ? hash : hash.slice(0, 8);
  const Icon = copied ? Check : Copy;
  return (
    <button
      type="button"
      title={`${label} ${hash}`}
      aria-label={copied ? `${label} copied` : `Copy ${label.toLowerCase()} ${shown}`}
      onClick={() => {
        void navigator.clipboard.writeText(hash).then(() => setCopied(true));
      }}
      onBlur={() => setCopied(false)}
      className={cx('group inline-flex h-5 items-center gap-1 rounded-sm px-1 font-mono text-xs text-muted hover:bg-hover hover:text-ink')}
    >
      {shown}
      <Icon aria-hidden className="size-3 opacity-60 group-hover:opacity-100" />
    </button>
  );
}

/** What tells long keys of one kind apart is their end: it stays when the rest is cut off. */
const KEY_TAIL = 8;

/** A key of an item, as it is; where room is short it is cut in the middle. */
export function KeyText({ children, className }: { children: string; className?: string }) {
  if (children.length <= 2 * KEY_TAIL) return <span className={cx('font-mono text-xs', className)}>{children}</span>;
  return (
    <span title={children} className={cx('inline-flex max-w-full min-w-0 align-bottom font-mono text-xs whitespace-pre', className)}>
      <span className="min-w-0 truncate">{children.slice(0, -KEY_TAIL)}</span>
      <span className="shrink-0">{children.slice(-KEY_TAIL)}</span>
    </span>
  );
}
