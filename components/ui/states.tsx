'use client';

import { CircleAlert, Inbox, Lock, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from './button';
import { cx } from './cx';

interface StateProps {
  icon?: LucideIcon;
  title: string;
  /** Why it is so, and what to do; a sentence or two. */
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
}

function State({ icon: Icon = Inbox, title, children, action, className }: StateProps) {
  return (
    <div className={cx('flex flex-col items-center justify-center gap-2 px-6 py-12 text-center', className)}>
      <Icon aria-hidden className="size-5 text-faint" strokeWidth={1.5} />
      <p className="text-sm font-medium text-ink">{title}</p>
      {children ? <div className="max-w-md text-sm text-pretty text-muted">{children}</div> : null}
      {action ? <div className="mt-2 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  );
}

/** Says that nothing is here, and why. */
export function EmptyState(props: StateProps) {
  return <State {...props} />;
}

/** Something failed: says what in words and offers to try again. */
export function ErrorState({
  title = 'This could not be loaded',
  message,
  onRetry,
}: {
  title?: string;
  message: string;
  onRetry?: () => void;
}) {
  return (
    <div role="alert">
      <State icon={CircleAlert} title={title} action={onRetry ? <Button onClick={onRetry}>Try again</Button> : null}>
        {message}
      </State>
    </div>
  );
}

/** Says that something is not found. What does not exist and what is not allowed look the same. */
export function ForbiddenState({ children }: { children?: ReactNode }) {
  return (
    <State icon={Lock} title="Not found">
      {children ?? 'This does not exist, or you may not see it.'}
    </State>
  );
}

/** A grey bar of the size of what comes. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cx('block animate-pulse rounded-sm bg-idle-ground', className)} />;
}

/** Rows of the height of a table's rows while it loads. */
export function SkeletonRows({ rows = 8, label = 'Loading' }: { rows?: number; label?: string }) {
  return (
    <div role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className="flex h-[34px] items-center gap-4 border-b border-line px-3">
          <Skeleton className="h-3 w-24" />
          <Skeleton className="h-3 flex-1" />
          <Skeleton className="h-3 w-16" />
        </div>
      ))}
    </div>
  );
}
