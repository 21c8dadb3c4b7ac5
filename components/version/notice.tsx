'use client';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { HUE_TEXT, type Hue } from '#components/ui/badge';
import { cx } from '#components/ui/cx';
import { useIsFolded } from './news-band';

interface NoticeProps {
  hue: Hue;
  icon: LucideIcon;
  /** Read aloud when it appears. */
  live?: boolean;
  actions?: ReactNode;
  children: ReactNode;
}

/** One piece of news under a header: icon, words, what can be done about it. In a folded band it is cut to what one line holds. */
export function Notice({ hue, icon: Icon, live = false, actions, children }: NoticeProps) {
  const folded = useIsFolded();
  return (
    <div
      role={live ? 'status' : undefined}
      data-news
      className={cx(
        'flex min-w-0 gap-x-3 gap-y-1',
        folded ? 'items-center text-xs' : 'flex-wrap items-start border-t border-line px-4 py-2 text-sm md:px-6',
      )}
    >
      <Icon aria-hidden className={cx('size-4 shrink-0', HUE_TEXT[hue], !folded && 'mt-0.5')} />
      <div className={cx('min-w-0 flex-1', folded ? '-ml-1.5 truncate' : 'basis-64')}>{children}</div>
      {actions ? <div className={cx('flex items-center gap-2', folded ? 'shrink-0' : 'flex-wrap')}>{actions}</div> : null}
    </div>
  );
}
