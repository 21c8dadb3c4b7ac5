'use client';
import { type ReactNode, useState } from 'react';
import { useDraft } from '#components/item-grid/draft-context';
import { Button } from '#components/ui/button';
import { EmptyState, SkeletonRows } from '#components/ui/states';
import type { ItemRow } from '#contract/views/row-views';
import type { VersionView } from '#contract/views/version-views';
import { FiguresTable } from './figures-table';
import { SectionEditor } from './section-editor';
import { SectionText } from './section-text';
import { type ReadSection, useSections } from './use-sections';

interface ReportViewProps {
  version: VersionView;
  /** What stands beside a section's title: a verdict on it, where one is asked for. */
  beside?: ((row: ItemRow) => ReactNode) | undefined;
}

/** The report as it is read, section by section; in a draft each section can be written. */
export function ReportView({ version, beside }: ReportViewProps) {
  const report = useSections(version.id);
  const draft = useDraft();
  const [editing, setEditing] = useState<string | null>(null);
  if (report === null) return <SkeletonRows rows={14} label="Loading the report" />;
  const { sections, values } = report;
  if (sections.length === 0) return <EmptyState title="No sections yet">The report is being made from what is approved.</EmptyState>;
  const offered = sections.map(({ section }) => ({ title: section.title, figures: section.figures }));
  return (
    <div className="flex min-h-0 flex-1 gap-8 overflow-y-auto px-4 py-4 max-lg:flex-col max-lg:gap-4 md:px-6">
      <nav aria-label="Sections" className="shrink-0 lg:sticky lg:top-0 lg:w-52 lg:self-start">
        <ol className="flex flex-col gap-0.5 text-sm max-lg:rounded-md max-lg:border max-lg:border-line max-lg:p-2">
          {sections.map(({ row, section }) => (
            <li key={row.key}>
              <a href={`#${row.key}`} className="block rounded-sm px-2 py-1 text-muted hover:bg-hover hover:text-ink">
                {section.position}. {section.title}
              </a>
            </li>
          ))}
        </ol>
      </nav>
      <div className="flex min-w-0 flex-1 flex-col gap-8 pb-10">
        {sections.map((read) => (
          <article key={read.row.key} id={read.row.key} aria-labelledby={`${read.row.key}-title`} className="scroll-mt-4">
            <header className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-1">
              <h2 id={`${read.row.key}-title`} className="min-w-0 text-base font-semibold">
                {read.section.position}. {read.section.title}
              </h2>
              <span className="ml-auto flex items-center gap-2">
                {beside?.(read.row)}
                {draft !== null && editing !== read.row.key ? (
                  <Button size="sm" aria-label={`Write ${read.section.title}`} onClick={() => setEditing(read.row.key)}>
                    Write
                  </Button>
                ) : null}
              </span>
            </header>
            <TurnedDown read={read} />
            {draft !== null && editing === read.row.key ? (
              <SectionEditor read={read} offered={offered} draft={draft} onDone={() => setEditing(null)} />
            ) : (
              <>
                <SectionText body={read.section.body} values={values} named={read.named} />
                <Uncited read={read} />
              </>
            )}
            <FiguresTable cycleReportId={version.cycleReportId} read={read} />
          </article>
        ))}
      </div>
    </div>
  );
}

function TurnedDown({ read: { section, named } }: { read: ReadSection }) {
  if (section.turnedDownBy === null) return null;
  return (
    <p className="mb-2 rounded-md bg-warn-ground px-3 py-1.5 text-sm text-warn">
      Sent back by {named(section.turnedDownBy)}: {section.turnedDownReason}
      {section.answer.trim() === '' ? '' : ` Answered: ${section.answer}`}
    </p>
  );
}

/** Numbers that somebody typed, each with its reason. */
function Uncited({ read: { section } }: { read: ReadSection }) {
  if (section.uncited.length === 0) return null;
  return (
    <p className="mt-2 text-xs text-muted">
      Not cited:{' '}
      {section.uncited.map(({ text, reason }, index) => (
        <span key={text}>
          {index > 0 ? '; ' : ''}
          <span className="tabular font-medium text-ink">{text}</span>{' '}
          {reason.trim() === '' ? <span className="text-warn">(no reason yet)</span> : `(${reason})`}
        </span>
      ))}
    </p>
  );
}
