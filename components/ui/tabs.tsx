'use client';

import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { formatCount } from './count-chips';
import { cx } from './cx';

interface TabsProps<T extends string> {
  label: string;
  value: T;
  onChange: (value: T) => void;
  /** A count in words is shown as it is: "1,000+". */
  tabs: readonly { value: T; label: string; count?: number | string | null }[];
  /** Stands at the right end of the row of tabs. */
  actions?: ReactNode;
  className?: string;
  panelClassName?: string;
  /** Content of the chosen tab. */
  children: ReactNode;
}

/** Tabs with counts; the choice belongs in the URL (nuqs), so this holds no state. */
export function Tabs<T extends string>({ label, value, onChange, tabs, actions, className, panelClassName, children }: TabsProps<T>) {
  return (
    <Radix.Root value={value} onValueChange={(next) => onChange(next as T)} className={cx('flex min-h-0 flex-col', className)}>
      <div className="flex shrink-0 flex-wrap items-center gap-x-4 border-b border-line lg:flex-nowrap">
        <Radix.List
          aria-label={label}
          className="-mb-px -ml-2 flex max-sm:-ml-1 max-w-full min-w-0 gap-1 overflow-x-auto max-sm:gap-0 [scrollbar-width:none] lg:shrink-0"
        >
          {tabs.map((tab) => (
            <Radix.Trigger
              key={tab.value}
              value={tab.value}
              data-ring="inside"
              className="flex h-9 shrink-0 items-center gap-1.5 border-b-2 border-transparent px-2 max-sm:gap-1 max-sm:px-1 text-sm font-medium text-muted hover:text-ink data-[state=active]:border-accent data-[state=active]:text-ink"
            >
              {tab.label}
              {tab.count !== undefined && tab.count !== null ? (
                <span className="tabular rounded-full bg-idle-ground px-1.5 text-xs text-idle max-sm:px-1">
                  {typeof tab.count === 'string' ? tab.count : formatCount(tab.count)}
                </span>
              ) : null}
            </Radix.Trigger>
          ))}
        </Radix.List>
        {actions ? <div className="ml-auto min-w-0 max-lg:basis-full">{actions}</div> : null}
      </div>
      <Radix.Content value={value} tabIndex={-1} className={cx('flex min-h-0 flex-1 flex-col', panelClassName)}>
        {children}
      </Radix.Content>
    </Radix.Root>
  );
}

interface SegmentsProps<T extends string> {
  label: string;
  value: T;
  onChange: (value: T) => void;
  segments: readonly { value: T; label: ReactNode; title?: string }[];
}

/** A choice of one among few, side by side. */
export function Segments<T extends string>({ label, value, onChange, segments }: SegmentsProps<T>) {
  return (
    <div
      role="group"
      aria-label={label}
      className="inline-flex w-fit max-w-full shrink-0 rounded-md max-sm:flex-wrap border border-line-strong bg-surface p-px"
    >
      {segments.map((segment) => (
        <button
          key={segment.value}
          type="button"
          title={segment.title}
          aria-pressed={segment.value === value}
          onClick={() => onChange(segment.value)}
          className="h-[30px] rounded-[5px] px-2.5 text-xs font-medium whitespace-nowrap text-muted hover:text-ink aria-pressed:bg-selected aria-pressed:text-accent"
        >
          {segment.label}
        </button>
      ))}
    </div>
  );
}
