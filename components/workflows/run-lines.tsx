import { cx } from '#components/ui/cx';
import { ExactTime } from '#components/ui/relative-time';
import type { AttemptView, RunLine, RunView } from '#contract/views/tracking-views';
import type { AttemptStatus } from '#domain/tracking/process-words';
import { stepWords } from '#domain/tracking/process-words';
import { AttemptBadge, durationInWords, ReasonWords, TroubleBadges, waitersInWords } from './run-words';

type StepLine = Extract<RunLine, { line: 'step' }>;
type WaitLine = Extract<RunLine, { line: 'wait' }>;

/** The time that the bars show: from the run's beginning to its end, or to now. */
interface Axis {
  fromMs: number;
  toMs: number;
}

const BAR: Record<AttemptStatus, string> = {
  running: 'bg-active',
  completed: 'bg-good',
  failed: 'bg-bad',
  cancelled: 'bg-idle',
  lost: 'bg-warn',
};

const ROW = 'grid gap-x-4 gap-y-1 px-3 py-1.5 md:grid-cols-[minmax(0,5fr)_minmax(0,4fr)_6rem_9rem] md:items-center';

/** Steps of a run and the waits between them, each with its place in the time of the run; every attempt is told. */
export function RunLines({ run, lines }: { run: RunView; lines: readonly RunLine[] }) {
  const axis = { fromMs: Date.parse(run.startedAt), toMs: Date.parse(run.closedAt ?? run.asOf) };
  if (lines.length === 0) return <p className="text-sm text-muted">It has not done anything yet.</p>;
  return (
    <ol aria-label="Steps" className="divide-y divide-line rounded-lg border border-line bg-surface text-sm">
      {lines.map((line) => (
        <li key={`${line.line} ${line.id}`}>
          {line.line === 'wait' ? <Wait wait={line} axis={axis} asOf={run.asOf} /> : <Step step={line} axis={axis} asOf={run.asOf} />}
        </li>
      ))}
    </ol>
  );
}

function Wait({ wait, axis, asOf }: { wait: WaitLine; axis: Axis; asOf: string }) {
  const lasts = wait.endedAt === null;
  return (
    <div className={cx(ROW, 'text-muted')}>
      <span className="min-w-0 break-words">
        {lasts ? 'Waits' : 'Waited'} for {waitersInWords(wait)}
      </span>
      <Track axis={axis} bars={[{ attempt: 1, from: wait.startedAt, to: wait.endedAt ?? asOf, className: 'bg-line-strong' }]} />
      <Lasted from={wait.startedAt} to={wait.endedAt ?? asOf} />
      <When at={wait.startedAt} />
    </div>
  );
}

function Step({ step, axis, asOf }: { step: StepLine; axis: Axis; asOf: string }) {
  const work = step.kind === 'activity';
  const bars = (step.attempts.length > 0 ? step.attempts : [step]).map(({ attempt, startedAt, endedAt, status }) => ({
    attempt: attempt ?? 1,
    from: startedAt,
    to: endedAt ?? asOf,
    className: BAR[status],
  }));
  const [only] = step.attempts;
  return (
    <>
      <div className={ROW}>
        <span className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-0.5">
          <span className="break-words">{stepWords(step)}</span>
          {work && step.status !== 'completed' ? <AttemptBadge status={step.status} /> : null}
          {step.slow ? <TroubleBadges troubles={['slow']} /> : null}
        </span>
        <Track axis={axis} bars={bars} />
        {work ? <Lasted from={step.startedAt} to={step.endedAt ?? asOf} /> : <span />}
        <When at={step.startedAt} />
      </div>
      {step.attempts.length > 1 || (only !== undefined && only.reason !== null) ? <Attempts attempts={step.attempts} asOf={asOf} /> : null}
    </>
  );
}

function Attempts({ attempts, asOf }: { attempts: readonly AttemptView[]; asOf: string }) {
  return (
    <ol aria-label="Attempts" className="mb-2 ml-3 border-l border-line-strong pl-3">
      {attempts.map(({ attempt, status, startedAt, endedAt, reason }) => (
        <li key={attempt} className="flex flex-wrap items-baseline gap-x-3 py-0.5 text-xs">
          <span>Attempt {attempt}</span>
          <AttemptBadge status={status} />
          <span className="tabular text-muted">{durationInWords(Date.parse(endedAt ?? asOf) - Date.parse(startedAt))}</span>
          {reason === null ? null : (
            <span className="min-w-0 flex-1 basis-64 break-words">
              <ReasonWords reason={reason} />
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}

interface Bar {
  attempt: number;
  from: string;
  to: string;
  className: string;
}

/** Bars on the time of the run; what is shorter than can be seen is a mark. The words beside say the same. */
function Track({ axis, bars }: { axis: Axis; bars: readonly Bar[] }) {
  return (
    <span aria-hidden className="relative block h-2.5 overflow-hidden rounded-sm bg-sunken">
      {bars.map(({ attempt, from, to, className }) => {
        const [left, right] = [shareOf(axis, from), shareOf(axis, to)];
        return (
          <span
            key={attempt}
            className={cx('absolute inset-y-0 min-w-[3px] rounded-sm', className)}
            style={{ left: `min(${left}%, calc(100% - 3px))`, width: `${right - left}%` }}
          />
        );
      })}
    </span>
  );
}

function shareOf({ fromMs, toMs }: Axis, at: string): number {
  const share = (Date.parse(at) - fromMs) / Math.max(1, toMs - fromMs);
  return Math.min(1, Math.max(0, share)) * 100;
}

function Lasted({ from, to }: { from: string; to: string }) {
  return (
    <span className="tabular text-xs text-muted md:text-right">{durationInWords(Math.max(0, Date.parse(to) - Date.parse(from)))}</span>
  );
}

function When({ at }: { at: string }) {
  return (
    <span className="text-xs text-muted md:text-right">
      <ExactTime at={at} />
    </span>
  );
}
