'use client';

import { CircleCheck, CircleX, LoaderCircle, TriangleAlert, WifiOff } from 'lucide-react';
import type { useReplay } from '#client/course';
import { Button } from '#components/ui/button';
import { Notice } from '#components/version/notice';
import type { DecisionCourseView, ReplayOutcome } from '#contract/views/course-view';
import type { NumberedStep } from './course-steps';

interface ReplayVerdictProps {
  course: DecisionCourseView;
  replay: ReturnType<typeof useReplay>;
  steps: readonly NumberedStep[];
  onStep: (number: number) => void;
}

/** What the replay came to, and what is wrong with the archive that it is made from. */
export function ReplayVerdict({ course, replay, steps, onStep }: ReplayVerdictProps) {
  const faults = course.runs.flatMap((run) => run.faults);
  return (
    <div className="border-b border-line">
      {faults.map((fault) => (
        <Notice key={fault} hue="warn" icon={TriangleAlert}>
          {fault}
        </Notice>
      ))}
      {course.runs.length === 0 ? null : <Verdict replay={replay} steps={steps} onStep={onStep} />}
    </div>
  );
}

function Verdict({ replay, steps, onStep }: Omit<ReplayVerdictProps, 'course'>) {
  if (replay.error) {
    return (
      <Notice
        hue="warn"
        icon={WifiOff}
        live
        actions={
          <Button size="sm" onClick={() => void replay.refetch()}>
            Replay again
          </Button>
        }
      >
        The steps could not be replayed now. They are told by the archive alone, which needs no other service.
      </Notice>
    );
  }
  if (!replay.data) {
    return (
      <Notice hue="active" icon={LoaderCircle} live>
        Replaying the steps by the workflow code of today…
      </Notice>
    );
  }
  const outcomes = replay.data.runs.map(({ outcome }) => outcome);
  const difference = outcomes.find((outcome) => outcome.kind === 'differs');
  const left = outcomes.find((outcome) => outcome.kind === 'not_replayed');
  if (difference) return <Difference difference={difference} steps={steps} onStep={onStep} />;
  if (left) {
    return (
      <Notice hue="warn" icon={TriangleAlert} live>
        Not replayed. {left.why}
      </Notice>
    );
  }
  const turns = outcomes.reduce((sum, outcome) => sum + (outcome.kind === 'same' ? outcome.turns : 0), 0);
  return (
    <Notice hue="good" icon={CircleCheck} live>
      Replayed: the workflow code of today takes the same steps, in all {turns.toLocaleString('en-US')} turns from the beginning of its run.
    </Notice>
  );
}

interface DifferenceProps {
  difference: Extract<ReplayOutcome, { kind: 'differs' }>;
  steps: readonly NumberedStep[];
  onStep: (number: number) => void;
}

function Difference({ difference, steps, onStep }: DifferenceProps) {
  const step = steps.find((each) => each.differs);
  const place = step
    ? `step ${step.number}`
    : `a turn that is not among these steps, of ${new Date(difference.at).toLocaleString('en-GB')}`;
  return (
    <Notice
      hue="bad"
      icon={CircleX}
      live
      actions={
        step ? (
          <Button size="sm" onClick={() => onStep(step.number)}>
            Go to step {step.number}
          </Button>
        ) : null
      }
    >
      Replayed: the workflow code of today takes another step. It differs first in {place}. {difference.sentence}
    </Notice>
  );
}
