'use client';

import { Printer } from 'lucide-react';
import { parseAsInteger, useQueryState } from 'nuqs';
import { useMemo } from 'react';
import { useCourse, useReplay } from '#client/course';
import { Button } from '#components/ui/button';
import { useKeysOfPage } from '#components/ui/keys-dialog';
import { PageHeader } from '#components/ui/page-header';
import { EmptyState, ErrorState, SkeletonRows } from '#components/ui/states';
import { StatusBadge } from '#components/ui/status-badge';
import { useKeys } from '#components/ui/use-keys';
import { NoVersion } from '#components/version/no-version';
import { useVersionAt } from '#components/version/use-version-at';
import { reportHref, versionHref } from '#contract/addresses';
import type { DecisionCourseView } from '#contract/views/course-view';
import type { VersionView } from '#contract/views/version-views';
import { type ChainAddress, reportTitle, versionInWords } from '#domain/phase/chain-address';
import { type NumberedStep, numberedSteps } from './course-steps';
import { ReplayVerdict } from './replay-verdict';
import { StepDetail } from './step-detail';
import { StepList } from './step-list';

const KEYS = [
  {
    title: 'How it was decided',
    keys: [
      { keys: ['←', '→'], does: 'The step before, and the next step' },
      { keys: ['j', 'k'], does: 'The next step, and the step before' },
      { keys: ['Home', 'End'], does: 'The first and the last step' },
    ],
  },
];

/** How a version was decided, step by step, from the archive, and replayed; also while Temporal is away. */
export function CourseScreen({ address }: { address: ChainAddress }) {
  const [number] = useQueryState('version', parseAsInteger);
  const found = useVersionAt({ address, number, stays: true });
  if (found.state !== 'found') return <NoVersion at={found} loading={<SkeletonRows rows={12} label="Loading the version" />} />;
  return <VersionCourse version={found.version} />;
}

function VersionCourse({ version }: { version: VersionView }) {
  useKeysOfPage(KEYS);
  const course = useCourse(version.id);
  return (
    <div className="flex min-h-0 flex-1 flex-col print:block">
      <PageHeader
        trail={[
          { label: reportTitle(version), href: reportHref(version.cycleReportId) },
          { label: versionInWords(version, version.number), href: versionHref({ ...version, page: 'decide' }) },
        ]}
        title="How it was decided"
        badges={<StatusBadge status={version.status} />}
        actions={
          <Button className="print:hidden" icon={<Printer aria-hidden className="size-3.5" />} onClick={() => window.print()}>
            Print
          </Button>
        }
      />
      <p className="hidden px-4 text-sm print:block">
        {versionInWords(version, version.number)}, {reportTitle(version)}
      </p>
      {course.error ? <ErrorState message={course.error.message} onRetry={() => void course.refetch()} /> : null}
      {course.isPending ? <SkeletonRows rows={12} label="Loading the steps" /> : null}
      {course.data ? <Course version={version} course={course.data} /> : null}
    </div>
  );
}

function Course({ version, course }: { version: VersionView; course: DecisionCourseView }) {
  const replay = useReplay(version.id, course);
  const steps = useMemo(() => numberedSteps(course, replay.data), [course, replay.data]);
  const [asked, setAsked] = useQueryState('step', parseAsInteger);
  const chosen = Math.min(Math.max(asked ?? 1, 1), Math.max(steps.length, 1));
  const choose = (number: number): void => {
    if (number >= 1 && number <= steps.length) void setAsked(number);
  };
  useKeys({
    ArrowLeft: () => choose(chosen - 1),
    ArrowRight: () => choose(chosen + 1),
    k: () => choose(chosen - 1),
    j: () => choose(chosen + 1),
    Home: () => choose(1),
    End: () => choose(steps.length),
  });
  if (course.acts.length === 0) {
    return (
      <EmptyState title="Nothing was decided here yet">
        {version.recorded
          ? 'What is recorded in this phase takes effect at once; the trail tells who recorded it.'
          : 'Nobody has submitted this version or decided on it.'}
      </EmptyState>
    );
  }
  const step = steps[chosen - 1];
  return (
    <>
      <ReplayVerdict course={course} replay={replay} steps={steps} onStep={choose} />
      <div className="min-h-0 flex-1 overflow-y-auto px-4 pb-8 md:px-6 lg:grid lg:grid-cols-[minmax(0,1fr)_22rem] lg:gap-8 print:block print:overflow-visible">
        {step ? <StepDetail course={course} step={step} count={steps.length} onChoose={choose} /> : null}
        <StepList acts={course.acts} steps={steps} chosen={chosen} onChoose={choose} />
        <Archive course={course} steps={steps} />
      </div>
    </>
  );
}

/** What the steps are told by, for whoever keeps the page on paper. */
function Archive({ course, steps }: { course: DecisionCourseView; steps: readonly NumberedStep[] }) {
  return (
    <footer className="hidden pt-4 text-xs text-muted print:block">
      <p>{steps.length} steps, told by these stretches of the archived history:</p>
      {course.runs.map((run) =>
        run.stretches.map((stretch) => (
          <p key={stretch.hash} className="font-mono break-all">
            {stretch.first} to {stretch.last}: {stretch.hash}
          </p>
        )),
      )}
    </footer>
  );
}
