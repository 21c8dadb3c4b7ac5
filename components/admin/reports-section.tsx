'use client';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { saveSource } from '#actions/save-source';
import { useAction } from '#client/use-action';
import { Badge } from '#components/ui/badge';
import { Button } from '#components/ui/button';
import { NameDialog } from '#components/ui/name-dialog';
import { Person } from '#components/ui/person';
import { EmptyState } from '#components/ui/states';
import { sayRefused } from '#components/ui/toast';
import type { AdminReport, AdminView } from '#contract/views/admin-views';
import { ReportDialog } from './report-dialog';
import { LineList, SectionHead } from './section-head';

type Source = AdminReport['sources'][number];

/** Reports with their owners, and the sources each report's attributes may be read from. */
export function ReportsSection({ view }: { view: AdminView }) {
  const [editing, setEditing] = useState<AdminReport | 'new' | null>(null);
  const [source, setSource] = useState<{ report: AdminReport; source: Source | null } | null>(null);
  const save = useAction(saveSource, { refreshes: [['admin']] });
  return (
    <section>
      <SectionHead
        title="Reports and sources"
        help="The owner decides on a report’s versions, its due dates count by its calendar, and only listed sources can be named by its attributes."
        action={
          <Button variant="primary" icon={<Plus aria-hidden className="size-4" />} onClick={() => setEditing('new')}>
            Add a report
          </Button>
        }
      />
      {view.reports.length === 0 ? (
        <EmptyState title="No reports yet">Add the reports the bank files with its regulators.</EmptyState>
      ) : null}
      {view.reports.length > 0 ? (
        <LineList label="Reports">
          {view.reports.map((report) => (
            <li key={report.id} className="px-4 py-3 text-sm">
              <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
                <div className="min-w-0 flex-1 basis-56">
                  <h3 className="font-medium">{report.name}</h3>
                  <p className="text-xs text-muted">
                    {report.regulator || 'No regulator named'}
                    {calendarWords(view, report)}
                  </p>
                </div>
                {report.ownerName ? <Person name={report.ownerName} role="Owner" /> : <Badge hue="warn">No owner</Badge>}
                <Button size="sm" variant="ghost" aria-label={`Change ${report.name}`} onClick={() => setEditing(report)}>
                  Change
                </Button>
              </div>
              <ul className="mt-2 flex flex-wrap items-center gap-1.5" aria-label={`Sources of ${report.name}`}>
                {report.sources.map((each) => (
                  <li key={each.id}>
                    <button
                      type="button"
                      title={each.system || undefined}
                      onClick={() => setSource({ report, source: each })}
                      className="inline-flex h-6 items-center gap-1 rounded-md border border-line-strong px-2 text-xs hover:bg-hover"
                    >
                      {each.name}
                      {each.active ? '' : ' (switched off)'}
                    </button>
                  </li>
                ))}
                <li>
                  <Button
                    size="sm"
                    variant="ghost"
                    aria-label={`Add a source to ${report.name}`}
                    icon={<Plus aria-hidden className="size-3.5" />}
                    onClick={() => setSource({ report, source: null })}
                  >
                    Source
                  </Button>
                </li>
              </ul>
            </li>
          ))}
        </LineList>
      ) : null}
      {editing ? <ReportDialog view={view} report={editing === 'new' ? null : editing} onClose={() => setEditing(null)} /> : null}
      {source ? (
        <NameDialog
          title={source.source ? `Source of ${source.report.name}` : `Add a source to ${source.report.name}`}
          initial={source.source?.name ?? ''}
          second={{ label: 'System', initial: source.source?.system ?? '' }}
          busy={save.isPending}
          error={save.error?.message ?? null}
          onClose={() => {
            save.reset();
            setSource(null);
          }}
          onSave={(name, system) =>
            save.mutate(
              {
                ...(source.source ? { id: source.source.id } : {}),
                reportId: source.report.id,
                name,
                system,
                active: source.source?.active ?? true,
              },
              { onSuccess: () => setSource(null), onError: (error) => sayRefused(error.message) },
            )
          }
        />
      ) : null}
    </section>
  );
}

/** By which calendar a report counts, where that is not the installation's own. */
function calendarWords(view: AdminView, { calendarId }: AdminReport): string {
  const named = view.calendars.find(({ id }) => id === calendarId);
  return calendarId === null || named === undefined ? '' : ` · counts by ${named.calendar.name}`;
}
