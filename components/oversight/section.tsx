import type { ReactNode } from 'react';

interface SectionProps {
  title: string;
  /** What is counted, and what is not. */
  what: string;
  /** There is nothing to count. */
  none: boolean;
  /** Beside the title: what narrows it, what takes it along. */
  actions?: ReactNode;
  children: ReactNode;
}

/** A part of a page of figures, with what its figures say. */
export function Section({ title, what, none, actions, children }: SectionProps) {
  return (
    <section aria-label={title}>
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-72 flex-1">
          <h2 className="text-base font-semibold">{title}</h2>
          <p className="mb-2 max-w-3xl text-xs text-muted">{what}</p>
        </div>
        {actions ? <div className="mb-2 flex flex-wrap items-center gap-2">{actions}</div> : null}
      </div>
      {none ? <p className="text-sm text-muted">Nothing to count yet.</p> : children}
    </section>
  );
}
