'use client';
import Link from 'next/link';
import { versionHref } from '#contract/addresses';
import { versionInWords } from '#domain/phase/chain-address';
import type { Figure } from '#domain/phase/figure';
import type { ReadSection } from './use-sections';

/** Versions named at a figure; of one that rests on many lanes, the rest is counted. */
const MOST_CITED = 3;
/** A section with more figures than this begins with them folded away. */
const MOST_OPEN = 12;

/** The figures of a section: value, rule, and the versions that each rests on. */
export function FiguresTable({ cycleReportId, read: { section, named } }: { cycleReportId: string; read: ReadSection }) {
  const { figures } = section;
  if (figures.length === 0) return null;
  return (
    <details open={figures.length <= MOST_OPEN} className="mt-3 rounded-md border border-line">
      <summary className="rounded-md px-3 py-2 text-sm font-medium text-muted">
        {figures.length === 1 ? '1 figure' : `${figures.length.toLocaleString('en-US')} figures`}, with rules and sources
      </summary>
      <ul className="divide-y divide-line border-t border-line text-sm">
        {figures.map((figure) => (
          <li
            key={figure.code}
            id={`figure-${figure.code}`}
            className="grid gap-x-4 gap-y-0.5 px-3 py-2 sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]"
          >
            <div className="min-w-0">
              <p className="text-muted">{named(figure.label)}</p>
              <p className="tabular font-semibold break-words">{named(figure.value)}</p>
            </div>
            <div className="min-w-0">
              <p className="break-words">{named(figure.rule)}</p>
              <Cites cycleReportId={cycleReportId} figure={figure} />
            </div>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Cites({ cycleReportId, figure: { code, cites } }: { cycleReportId: string; figure: Figure }) {
  const more = cites.length - MOST_CITED;
  return (
    <p className="mt-0.5 text-xs text-muted">
      <span className="font-mono">{code}</span>
      {cites.slice(0, MOST_CITED).map((cite) => (
        <span key={`${cite.phase}/${cite.instance}`}>
          {' · '}
          <Link
            href={versionHref({ cycleReportId, phase: cite.phase, instance: cite.instance, number: cite.number })}
            title={`Version hash ${cite.versionHash}`}
            className="text-accent underline decoration-line-strong underline-offset-2 hover:decoration-current"
          >
            {versionInWords(cite, cite.number)}
          </Link>
        </span>
      ))}
      {more > 0 ? ` · and ${more.toLocaleString('en-US')} more` : ''}
    </p>
  );
}
