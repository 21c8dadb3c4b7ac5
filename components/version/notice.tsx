import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { HUE_TEXT, type Hue } from '#components/ui/badge';
import { cx } from '#components/ui/cx';

interface NoticeProps {
  hue: Hue;
  icon: LucideIcon;
  /** Read aloud when it appears. */
  live?: boolean;
  actions?: ReactNode;
  children: ReactNode;
}

/** One line of news about the version under its header: icon, words, what can be done about it. */
export function Notice({ hue, icon: Icon, live = false, actions, children }: NoticeProps) {
  return (
    <div
      role={live ? 'status' : undefined}
      className="flex min-w-0 flex-wrap items-start gap-x-3 gap-y-1 border-t border-line px-4 py-2 text-sm md:px-6"
    >
      <Icon aria-hidden className={cx('mt-0.5 size-4 shrink-0', HUE_TEXT[hue])} />
      <div className="min-w-0 flex-1 basis-64">{children}</div>
      {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
    </div>
  );
}
