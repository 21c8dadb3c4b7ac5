import type { ReactNode } from 'react';
import type { SummarySection } from '#domain/phase/definition';

/** The date and time of a moment in UTC, as it stands on paper: "2026-03-31 14:05 UTC". */
export function utcWords(at: string): string {
  return `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
}

/** A part of the sheet under its title. */
export function SheetSection({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-6">
      <h2 className="mb-1.5 break-after-avoid border-b border-line-strong pb-1 text-base font-semibold">{title}</h2>
      {children}
    </section>
  );
}

/** Names and values, one a line; lines without a value are left out. */
export function Lines({ lines }: { lines: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="grid grid-cols-[104px_minmax(0,1fr)] gap-x-4 sm:grid-cols-[150px_minmax(0,1fr)] print:grid-cols-[150px_minmax(0,1fr)] gap-y-0.5 text-sm">
      {lines
        .filter(([, value]) => value !== null && value !== '')
        .map(([label, value]) => (
          <div key={label} className="contents">
            <dt className="text-muted">{label}</dt>
            <dd className="min-w-0 break-words">{value}</dd>
          </div>
        ))}
    </dl>
  );
}

/** Sections of figures in full: help and proofs stand below each, since paper opens nothing. */
export function Figures({ sections }: { sections: readonly SummarySection[] }) {
  return (
    <div className="grid gap-x-8 gap-y-3 sm:grid-cols-2 print:grid-cols-2">
      {sections
        .filter(({ parts }) => parts.length > 0)
        .map(({ title, parts }) => (
          <section key={title} className="break-inside-avoid">
            <h3 className="eyebrow">{title}</h3>
            <dl>
              {parts.map(({ label, value, help, proof }, index) => (
                <div key={`${label} ${index}`} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 border-b border-line py-0.5 text-sm">
                  <dt className="min-w-0 text-muted">{label}</dt>
                  <dd className="tabular max-w-64 text-right break-words">{value}</dd>
                  {help ? <dd className="col-[1/-1] text-xs break-words text-muted">{help}</dd> : null}
                  {proof ? <dd className="col-[1/-1] font-mono text-xs break-all text-muted">{proof}</dd> : null}
                </div>
              ))}
            </dl>
          </section>
        ))}
    </div>
  );
}
