import { CircleCheck, CircleDashed, CircleStop, CircleX, Hourglass, type LucideIcon, OctagonAlert, Repeat2, Turtle } from 'lucide-react';
import { Badge, type Hue } from '#components/ui/badge';
import type { WaitsFor } from '#contract/views/tracking-views';
import { ROLE_LABELS } from '#domain/people/roles';
import type { PhaseName } from '#domain/phase/phase-names';
import { FAILURE_WORDS, type FailureReason } from '#domain/tracking/failure-words';
import {
  ATTEMPT_LABELS,
  type AttemptStatus,
  RUN_STATUS_LABELS,
  type RunStatus,
  type WorkflowPlace,
  workflowInWords,
} from '#domain/tracking/process-words';
import { TROUBLE_LABELS, TROUBLE_MEANING, type Trouble } from '#domain/tracking/step-health';
import { spanInWords } from '../ui/time-span';

const RUN_LOOK: Record<RunStatus, { hue: Hue; icon: LucideIcon }> = {
  running: { hue: 'active', icon: CircleDashed },
  completed: { hue: 'good', icon: CircleCheck },
  continued_as_new: { hue: 'idle', icon: Repeat2 },
  failed: { hue: 'bad', icon: CircleX },
  canceled: { hue: 'idle', icon: CircleStop },
  terminated: { hue: 'bad', icon: CircleStop },
  timed_out: { hue: 'bad', icon: Hourglass },
};

const ATTEMPT_LOOK: Record<AttemptStatus, { hue: Hue; icon: LucideIcon }> = {
  running: { hue: 'active', icon: CircleDashed },
  completed: { hue: 'good', icon: CircleCheck },
  failed: { hue: 'bad', icon: CircleX },
  cancelled: { hue: 'idle', icon: CircleStop },
  lost: { hue: 'warn', icon: CircleX },
};

const TROUBLE_ICON: Record<Trouble, LucideIcon> = { slow: Turtle, failing: Repeat2, stuck: OctagonAlert };

/** How a run stands. */
export function RunBadge({ status, look = 'plain' }: { status: RunStatus; look?: 'plain' | 'ground' }) {
  return (
    <Badge {...RUN_LOOK[status]} look={look}>
      {RUN_STATUS_LABELS[status]}
    </Badge>
  );
}

/** How a step or an attempt ended, or that it has not. */
export function AttemptBadge({ status }: { status: AttemptStatus }) {
  return (
    <Badge {...ATTEMPT_LOOK[status]} look="plain">
      {ATTEMPT_LABELS[status]}
    </Badge>
  );
}

/** What is wrong with a run, each with what that means on hover; nothing where nothing is. */
export function TroubleBadges({ troubles }: { troubles: readonly Trouble[] }) {
  return troubles.map((trouble) => (
    <Badge
      key={trouble}
      hue={trouble === 'slow' ? 'warn' : 'bad'}
      icon={TROUBLE_ICON[trouble]}
      title={`${TROUBLE_LABELS[trouble]}: ${TROUBLE_MEANING[trouble]}.`}
    >
      {TROUBLE_LABELS[trouble]}
    </Badge>
  ));
}

/** Why an attempt came to nothing, and what somebody does about it. */
export function ReasonWords({ reason }: { reason: FailureReason }) {
  const { what, remedy } = FAILURE_WORDS[reason];
  return (
    <>
      {what} <span className="text-muted">{remedy}</span>
    </>
  );
}

/** Names the workflow of a row within its report. */
export function placeOf({ phase, instance, lane }: { phase: PhaseName | null; instance: string; lane: string | null }): string {
  const place: WorkflowPlace = { chain: phase === null ? null : { phase, instance }, lane };
  return workflowInWords(place);
}

/** Whom something waits for: names, or the roles nobody is named for. */
export function waitersInWords({ people, roles }: Pick<WaitsFor, 'people' | 'roles'>): string {
  if (people.length > 0) return people.join(', ');
  return roles.length === 0 ? 'nobody named' : `nobody named (${roles.map((role) => ROLE_LABELS[role]).join(', ')})`;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

/** How long something took: "140 ms", "3.2 s", "4 min", "2 days". */
export function durationInWords(ms: number): string {
  if (ms < SECOND_MS) return `${Math.round(ms)} ms`;
  return ms < MINUTE_MS ? `${(ms / SECOND_MS).toFixed(1)} s` : spanInWords(ms);
}
