'use client';

import {
  BellRing,
  CircleCheck,
  CircleStop,
  CircleX,
  Cog,
  Hourglass,
  type LucideIcon,
  Megaphone,
  PlayCircle,
  ReceiptText,
  Send,
} from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { HUE_TEXT, type Hue } from '#components/ui/badge';
import { cx } from '#components/ui/cx';
import { Person } from '#components/ui/person';
import { AbsoluteTime } from '#components/ui/relative-time';
import type { CourseActView } from '#contract/views/course-view';
import type { StepKind } from '#domain/version/decision-course';
import { spanInWords } from '../ui/time-span';
import type { NumberedStep } from './course-steps';
import { Standing } from './standing';

const LOOK: Record<StepKind, { icon: LucideIcon; hue: Hue }> = {
  ring: { icon: BellRing, hue: 'active' },
  turn: { icon: Cog, hue: 'idle' },
  asked: { icon: Send, hue: 'idle' },
  begun: { icon: PlayCircle, hue: 'idle' },
  receipt: { icon: ReceiptText, hue: 'good' },
  done: { icon: CircleCheck, hue: 'idle' },
  failed: { icon: CircleX, hue: 'bad' },
  told: { icon: Megaphone, hue: 'idle' },
  alarm: { icon: Hourglass, hue: 'idle' },
  end: { icon: CircleStop, hue: 'idle' },
};

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

/** How long after the beginning: "after 0.14 s", "after 3 hours". */
export function sinceWords(ms: number): string {
  return `after ${ms < MINUTE_MS ? `${(ms / SECOND_MS).toFixed(2)} s` : spanInWords(ms)}`;
}

interface StepListProps {
  acts: readonly CourseActView[];
  steps: readonly NumberedStep[];
  chosen: number;
  onChoose: (number: number) => void;
}

/** All steps under what was asked for, one of them chosen; the state stands beside each turn of the workflow. */
export function StepList({ acts, steps, chosen, onChoose }: StepListProps) {
  return (
    <div className="min-w-0">
      {acts.map((act) => (
        <section key={act.commandId} aria-label={act.title} className="pt-4">
          <ActHead act={act} />
          <ol>
            {steps
              .filter((step) => step.act.commandId === act.commandId)
              .map((step) => (
                <Step key={step.number} step={step} isChosen={step.number === chosen} onChoose={() => onChoose(step.number)} />
              ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

function ActHead({ act }: { act: CourseActView }) {
  return (
    <header className="mb-1 break-after-avoid border-b border-line-strong pb-1.5">
      <h2 className="text-base font-semibold break-words">{act.title}</h2>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-0.5 text-xs text-muted">
        <Person name={act.onBehalfOf === null ? act.by.name : `${act.by.name} for ${act.onBehalfOf}`} role={act.by.role} plain />
        <span>
          Asked for <AbsoluteTime at={act.askedAt} />
        </span>
      </p>
      {act.missing === null ? null : <p className="mt-1 text-sm text-warn">{act.missing}</p>}
    </header>
  );
}

function Step({ step, isChosen, onChoose }: { step: NumberedStep; isChosen: boolean; onChoose: () => void }) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isChosen) button.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  const { icon: Icon, hue } = LOOK[step.kind];
  return (
    <li className="break-inside-avoid">
      <button
        ref={button}
        type="button"
        aria-current={isChosen ? 'step' : undefined}
        onClick={onChoose}
        data-ring="inside"
        className={cx(
          'grid w-full scroll-mt-72 scroll-mb-6 grid-cols-[1.75rem_1.25rem_minmax(0,1fr)] items-start gap-x-2 border-b border-line px-1 py-1.5 text-left text-sm hover:bg-hover lg:scroll-mt-4',
          isChosen && 'bg-selected hover:bg-selected print:bg-transparent',
        )}
      >
        <span className="tabular text-right text-xs leading-5 text-faint">{step.number}</span>
        <Icon aria-hidden className={cx('mt-0.5 size-4', HUE_TEXT[step.differs ? 'bad' : hue])} />
        <span className="min-w-0">
          <span className="flex flex-wrap items-baseline gap-x-3">
            <span className="min-w-0 flex-1 basis-60 break-words">{step.sentence}</span>
            <span className="tabular text-xs text-faint">{sinceWords(step.sinceAskedMs)}</span>
          </span>
          {step.differs ? <Marked>The workflow code of today takes another step here.</Marked> : null}
          {step.turn !== null && step.standing ? <Standing standing={step.standing} /> : null}
        </span>
      </button>
    </li>
  );
}

function Marked({ children }: { children: ReactNode }) {
  return <span className="block text-xs font-medium text-bad">{children}</span>;
}
