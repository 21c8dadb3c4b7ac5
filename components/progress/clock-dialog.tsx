'use client';
import { useId, useState } from 'react';
import { changeClock } from '#actions/change-clock';
import { useClock } from '#client/clock';
import { useCommand } from '#client/use-command';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { Field } from '#components/ui/field';
import { Input, Select, Textarea } from '#components/ui/input';
import { AbsoluteTime } from '#components/ui/relative-time';
import { SkeletonRows } from '#components/ui/states';
import { sayDone } from '#components/ui/toast';
import { useKeptDialogText } from '#components/ui/use-kept-text';
import type { ClockView } from '#contract/views/clock-view';
import { allowanceWords } from '#domain/time/allowance-words';
import { BUSINESS_HOURS_A_DAY } from '#domain/time/calendar';
import { rungInWords } from '#domain/time/ladder-words';
import { stopwatchInWords } from '#domain/time/stopwatch-words';
import { CLOCK_ACTS, type ClockAct } from '#domain/version/clock-acts';

const ACT_LABELS: Record<ClockAct, string> = {
  pause: 'Pause the clock',
  resume: 'Resume the clock',
  extend: 'Extend the time',
  adopt: 'Count by the present calendar',
};
const EVENT_WORDS = { paused: 'Paused', resumed: 'Resumed', extended: 'Extended', adopted: 'Counted by another calendar' } as const;

/** The clock of a phase: how its due date came about, what people did to it, and what they may do now, with a reason. */
export function ClockDialog({ chainId, label, onClose: onEnd }: { chainId: string; label: string; onClose: () => void }) {
  const { data, error } = useClock(chainId);
  const command = useCommand(changeClock);
  const [asked, setAsked] = useState<ClockAct | null>(null);
  const [hours, setHours] = useState(String(BUSINESS_HOURS_A_DAY));
  const [reason, setReason, onClose] = useKeptDialogText(`clock ${chainId}`, onEnd);
  const act = asked ?? (data ? firstAct(data) : 'pause');
  const blocked = data ? (data.acts[act].why ?? missing(act, hours, reason)) : '';
  const { state } = command;
  const failure = state.step === 'refused' || state.step === 'unconfirmed' ? state.message : null;
  const send = async (): Promise<void> => {
    const end = await command.send({ chainId, act, reason: reason.trim(), ...(act === 'extend' ? { hours: Number(hours) } : {}) });
    if (end?.step !== 'applied') return;
    sayDone(end.message);
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Clock of ${label}`}
      description="A change takes effect from when it is asked for, and stays in the trail with its reason."
      width="md"
      footer={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button variant="primary" busy={command.busy} disabledReason={blocked} onClick={() => void send()}>
            {ACT_LABELS[act]}
          </Button>
        </>
      }
    >
      {error ? <p role="alert">{error.message}</p> : null}
      {data ? (
        <div className="flex flex-col gap-4">
          <Explained clock={data} />
          <Form {...{ data, act, hours, reason, failure, setHours, setReason }} onAct={setAsked} />
        </div>
      ) : error ? null : (
        <SkeletonRows rows={4} label="Loading the clock" />
      )}
    </Dialog>
  );
}

/** How the date came about, and what was done and told since the clock was started. */
function Explained({ clock }: { clock: ClockView }) {
  return (
    <div className="flex flex-col gap-2 text-sm">
      {clock.explanation.length === 0 ? <p>No clock was started here yet.</p> : <p>{clock.explanation.join(' ')}</p>}
      {clock.firstDueAt === null ? null : (
        <p className="text-muted">
          By its allowance alone it was due <AbsoluteTime at={clock.firstDueAt} />.
        </p>
      )}
      {clock.stopwatches.length === 0 ? null : (
        <ul aria-label="Time of each role" className="flex flex-col gap-1 text-xs">
          {clock.stopwatches.map((stopwatch) => (
            <li key={stopwatch.role}>
              {stopwatchInWords(stopwatch)}
              {stopwatch.usedUpAt === null ? null : (
                <span className="text-muted">
                  {stopwatch.usedMinutes >= (stopwatch.allowedMinutes ?? 0) ? ' since ' : ' until '}
                  <AbsoluteTime at={stopwatch.usedUpAt} />
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
      {clock.events.length + clock.told.length === 0 ? null : (
        <ul aria-label="What was done and told" className="flex flex-col gap-1 border-l border-line pl-3 text-xs">
          {clock.events.map((event) => (
            <li key={`${event.kind} ${event.at}`}>
              {EVENT_WORDS[event.kind]}
              {event.minutes === null ? '' : ` by ${allowanceWords(event.minutes)}`} by {event.by}, <AbsoluteTime at={event.at} />: “
              {event.reason}”
            </li>
          ))}
          {clock.told.map((one) => (
            <li key={`${rungInWords(one)} ${one.at}`}>
              {rungInWords(one)}: {one.people.length === 0 ? 'nobody holds the role' : one.people.join(', ')}, <AbsoluteTime at={one.at} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface FormProps {
  data: ClockView;
  act: ClockAct;
  hours: string;
  reason: string;
  failure: string | null;
  onAct: (act: ClockAct) => void;
  setHours: (hours: string) => void;
  setReason: (reason: string) => void;
}

function Form({ data, act, hours, reason, failure, onAct, setHours, setReason }: FormProps) {
  const id = useId();
  return (
    <div className="flex flex-col gap-3">
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="What to do" htmlFor={`${id}-act`} hint={data.acts[act].why}>
          <Select id={`${id}-act`} value={act} onChange={(event) => onAct(CLOCK_ACTS.find((each) => each === event.target.value) ?? act)}>
            {CLOCK_ACTS.map((each) => (
              <option key={each} value={each}>
                {ACT_LABELS[each]}
              </option>
            ))}
          </Select>
        </Field>
        {act === 'extend' ? (
          <Field label="Business hours" htmlFor={`${id}-hours`} hint={`${BUSINESS_HOURS_A_DAY} are one working day.`}>
            <Input id={`${id}-hours`} inputMode="numeric" value={hours} onChange={(event) => setHours(event.target.value)} />
          </Field>
        ) : null}
      </div>
      {act === 'adopt' && data.adoptable ? (
        <p className="text-sm text-muted">
          By {data.adoptable.name} it would be due <AbsoluteTime at={data.adoptable.dueAt} />.
        </p>
      ) : null}
      <Field label="Reason" htmlFor={`${id}-reason`} required error={failure}>
        <Textarea id={`${id}-reason`} rows={2} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </div>
  );
}

/** What can be done first of all: what stands in nobody's way. */
function firstAct({ acts, isPaused }: ClockView): ClockAct {
  return isPaused ? 'resume' : (CLOCK_ACTS.find((act) => acts[act].allowed) ?? 'pause');
}

function missing(act: ClockAct, hours: string, reason: string): string | null {
  if (act === 'extend' && !/^[1-9]\d{0,3}$/.test(hours)) return 'Say by how many whole business hours.';
  return reason.trim() === '' ? 'State the reason.' : null;
}
