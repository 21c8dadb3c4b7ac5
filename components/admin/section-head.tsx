import type { ReactNode } from 'react';

/** Title line of an administration section: what it is and what can be added. */
export function SectionHead({ title, help, action }: { title: string; help: ReactNode; action?: ReactNode }) {
  return (
    <header className="mb-3 flex flex-wrap items-start gap-x-4 gap-y-2">
      <div className="min-w-0 flex-1 basis-64">
        <h2 className="text-base font-semibold">{title}</h2>
        <p className="max-w-3xl text-sm text-muted">{help}</p>
      </div>
      {action}
    </header>
  );
}

/** A list with hairlines; one child an entry. */
export function LineList({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul
      aria-label={label}
      className="overflow-hidden rounded-lg border border-line bg-surface [&>li]:border-b [&>li]:border-line [&>li:last-child]:border-b-0"
    >
      {children}
    </ul>
  );
}
