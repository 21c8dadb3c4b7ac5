'use client';

import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { cx } from './cx';

/** A content hash: its first eight digits in mono; a click copies the whole. */
export function HashChip({ hash, label = 'Content hash' }: { hash: string; label?: string }) {
  const [copied, setCopied] = useState(false);
  const Icon = copied ? Check : Copy;
  return (
    <button
      type="button"
      title={`${label} ${hash}`}
      aria-label={copied ? `${label} copied` : `Copy ${label.toLowerCase()} ${hash.slice(0, 8)}`}
      onClick={() => {
        void navigator.clipboard.writeText(hash).then(() => setCopied(true));
      }}
      onBlur={() => setCopied(false)}
      className={cx('group inline-flex h-5 items-center gap-1 rounded-sm px-1 font-mono text-xs text-muted hover:bg-hover hover:text-ink')}
    >
      {hash.slice(0, 8)}
      <Icon aria-hidden className="size-3 opacity-60 group-hover:opacity-100" />
    </button>
  );
}

/** A key of an item, as it is. */
export function KeyText({ children, className }: { children: string; className?: string }) {
  return <span className={cx('font-mono text-xs', className)}>{children}</span>;
}
