'use client';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { dismissExaminer } from '#actions/dismiss-examiner';
import { useAction } from '#client/use-action';
import { Badge } from '#components/ui/badge';
import { Button } from '#components/ui/button';
import { readersDay } from '#components/ui/day-words';
import { Person } from '#components/ui/person';
import { EmptyState } from '#components/ui/states';
import { sayDone, sayRefused } from '#components/ui/toast';
import type { AdminView } from '#contract/views/admin-views';
import { ExaminerDialog } from './examiner-dialog';
import { LineList, SectionHead } from './section-head';

/** Who from outside may read which report, and until when. */
export function ExaminersSection({ view }: { view: AdminView }) {
  const [admitting, setAdmitting] = useState(false);
  const dismiss = useAction(dismissExaminer, { refreshes: [['admin']] });
  const end = (assignmentId: string, name: string): void =>
    dismiss.mutate(
      { assignmentId },
      { onSuccess: () => sayDone(`${name} can no longer read the report`), onError: (error) => sayRefused(error.message) },
    );
  return (
    <section>
      <SectionHead
        title="Examiners"
        help="An examiner reads the versions, decisions and trail of one report in its cycle until a day, and changes nothing. After that day the report is not found."
        action={
          <Button variant="primary" icon={<Plus aria-hidden className="size-4" />} onClick={() => setAdmitting(true)}>
            Let an examiner in
          </Button>
        }
      />
      {view.examiners.length === 0 ? (
        <EmptyState title="No examiners">
          Add a person as Examiner under “Users and roles”, or let somebody without another role in here.
        </EmptyState>
      ) : null}
      {view.examiners.length > 0 ? (
        <LineList label="Examiners">
          {view.examiners.map((examiner) => (
            <li key={examiner.assignmentId} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 text-sm">
              <div className="min-w-0 basis-64">
                <Person name={examiner.name} className="font-medium" />
                <p className="truncate pl-6.5 text-xs text-muted">{examiner.email}</p>
              </div>
              <p className="min-w-0 flex-1">
                {examiner.reportName} <span className="text-muted">{examiner.cycleName}</span>
              </p>
              {examiner.over ? (
                <Badge hue="idle">Ended{examiner.lastDay === null ? '' : ` ${readersDay(examiner.lastDay)}`}</Badge>
              ) : (
                <span className="tabular text-muted">
                  {examiner.lastDay === null ? 'no last day set' : `until ${readersDay(examiner.lastDay)}`}
                </span>
              )}
              <Button
                size="sm"
                variant="ghost"
                aria-label={`End the access of ${examiner.name} to ${examiner.reportName}`}
                onClick={() => end(examiner.assignmentId, examiner.name)}
              >
                {examiner.over ? 'Remove' : 'End now'}
              </Button>
            </li>
          ))}
        </LineList>
      ) : null}
      {admitting ? <ExaminerDialog view={view} onClose={() => setAdmitting(false)} /> : null}
    </section>
  );
}
