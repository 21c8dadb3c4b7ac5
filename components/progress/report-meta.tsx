import { Fragment, type ReactNode } from 'react';
import { Away } from '#components/absence/away';
import { useDayWords } from '#components/ui/day-words';
import type { PersonRef } from '#contract/views/row-views';
import type { ReportView } from '#contract/views/work-views';
import { ProcessVersion } from './process-version';

/** Below a report's name: its regulator, who tests and who owns it and whether they are away, its due date, and by which version it runs. */
export function ReportMeta({ report }: { report: ReportView }) {
  const dayWords = useDayWords();
  const parts: Record<string, ReactNode> = {
    regulator: report.regulator || null,
    tester: report.tester ? <Named as="Tester" person={report.tester} /> : 'No tester assigned',
    owner: report.owner ? <Named as="Owner" person={report.owner} /> : 'No owner',
    due: report.dueOn ? `Due ${dayWords(report.dueOn)}` : 'No due date',
    process: report.process === null ? null : <ProcessVersion version={report.process.version} />,
  };
  const shown = Object.entries(parts).filter(([, part]) => part !== null);
  return (
    <span className="flex flex-wrap gap-x-2">
      {shown.map(([name, part], at) => (
        <Fragment key={name}>
          {at > 0 ? (
            <span aria-hidden className="text-faint">
              ·
            </span>
          ) : null}
          <span>{part}</span>
        </Fragment>
      ))}
    </span>
  );
}

function Named({ as, person }: { as: string; person: PersonRef }) {
  return (
    <>
      {as} {person.name} {person.id === null ? null : <Away personId={person.id} />}
    </>
  );
}
