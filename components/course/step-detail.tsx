'use client';

import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { HashChip } from '#components/ui/hash-chip';
import { IconButton } from '#components/ui/icon-button';
import { AbsoluteTime } from '#components/ui/relative-time';
import type { DecisionCourseView } from '#contract/views/course-view';
import type { NumberedStep } from './course-steps';
import { Standing } from './standing';
import { sinceWords } from './step-list';

interface StepDetailProps {
  course: DecisionCourseView;
  step: NumberedStep;
  count: number;
  onChoose: (number: number) => void;
}

/** The chosen step with its state, and the slider through all of them. */
export function StepDetail({ course, step, count, onChoose }: StepDetailProps) {
  const { number } = step;
  return (
    <aside
      aria-label="The chosen step"
      className="sticky top-0 z-10 -mx-4 border-b border-line-strong bg-canvas px-4 py-3 md:-mx-6 md:px-6 lg:order-last lg:mx-0 lg:self-start lg:border-b-0 lg:px-0 lg:pt-4 print:hidden"
    >
      <div className="flex items-center gap-1">
        <IconButton
          label="The step before"
          keyHint="←"
          icon={<ChevronLeft />}
          size="sm"
          disabledReason={number === 1 ? 'This is the first step.' : null}
          onClick={() => onChoose(number - 1)}
        />
        <input
          type="range"
          min={1}
          max={count}
          value={number}
          onChange={(event) => onChoose(Number(event.target.value))}
          aria-label="Step"
          aria-valuetext={`Step ${number} of ${count}: ${step.sentence}`}
          className="h-6 min-w-0 flex-1 accent-accent"
        />
        <IconButton
          label="The next step"
          keyHint="→"
          icon={<ChevronRight />}
          size="sm"
          disabledReason={number === count ? 'This is the last step.' : null}
          onClick={() => onChoose(number + 1)}
        />
      </div>
      <p className="eyebrow mt-1">
        Step {number} of {count}
      </p>
      <p aria-live="polite" className="text-sm lg:min-h-10 font-medium break-words">
        {step.sentence}
      </p>
      <dl className="mt-1.5 grid grid-cols-[88px_minmax(0,1fr)] gap-x-3 gap-y-1 text-sm">
        <div className="contents max-lg:hidden">
          <Line label="Belongs to">{step.act.title}</Line>
        </div>
        <Line label="When">
          <AbsoluteTime at={step.at} />, {sinceWords(step.sinceAskedMs)}
        </Line>
        {step.attempt === null ? null : <Line label="Attempt">{step.attempt}</Line>}
        <Line label="State after">
          {step.standing ? <Standing standing={step.standing} /> : <span className="text-muted">As before these steps</span>}
          <span className="block text-xs text-faint">{stateSource(step)}</span>
        </Line>
      </dl>
      <div className="mt-2">
        <StepProof course={course} step={step} />
      </div>
    </aside>
  );
}

function stateSource(step: NumberedStep): string {
  if (!step.standing) return 'The workflow had not taken its turn yet.';
  return step.replayed ? 'As the replay comes to it by the workflow’s last turn' : 'As the archive tells it by the workflow’s last turn';
}

function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{label}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}

/** By which events of the archive a step is told, and the hash of the stretch that holds them. */
function StepProof({ course, step }: { course: DecisionCourseView; step: NumberedStep }) {
  const run = step.act.run === null ? undefined : course.runs[step.act.run];
  const { events } = step;
  const stretch = events && run?.stretches.find(({ first, last }) => first <= events[1] && events[1] <= last);
  return (
    <details>
      <summary className="w-fit cursor-pointer rounded-sm text-xs text-muted hover:text-ink">Proof</summary>
      <div className="mt-0.5 text-xs text-muted">
        {events === null ? (
          'The receipt stands in the record itself, and an entry of the trail binds it.'
        ) : (
          <>
            {events[0] === events[1] ? `Event ${events[0]}` : `Events ${events[0]} to ${events[1]}`} of the workflow’s history.
            {stretch ? (
              <span className="mt-1 flex flex-wrap items-center gap-x-2">
                Archived with events {stretch.first} to {stretch.last}, <AbsoluteTime at={stretch.archivedAt} />
                <HashChip hash={stretch.hash} label="Hash of the stretch" />
              </span>
            ) : null}
          </>
        )}
      </div>
    </details>
  );
}
