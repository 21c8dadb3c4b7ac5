'use client';
import { useId, useState } from 'react';
import { addCalendar } from '#actions/add-calendar';
import { previewCalendar } from '#actions/preview-calendar';
import { saveCalendar } from '#actions/save-calendar';
import { useAction } from '#client/use-action';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { Field } from '#components/ui/field';
import { Input, Select, Textarea } from '#components/ui/input';
import { sayDone } from '#components/ui/toast';
import { useKeptDialogText } from '#components/ui/use-kept-text';
import type { AdminCalendar } from '#contract/views/admin-views';
import { SHIPPED_CALENDARS, WEEKDAYS, type WorkCalendar } from '#domain/time/calendar';
import { WEEKDAY_LABELS } from '#domain/time/calendar-words';
import { type CalendarDraft, calendarOfDraft, draftOf } from './calendar-draft';
import { CalendarPreviewView } from './calendar-preview';
import { HolidayRules } from './holiday-rules';
import { InForceFrom } from './in-force-from';

const ZONES = ['UTC', 'America/New_York', 'America/Chicago', 'America/Los_Angeles', 'Europe/London', 'Europe/Berlin', 'Asia/Tokyo'];

interface CalendarDialogProps {
  /** Null: a new one beside those there are. */
  calendar: AdminCalendar | null;
  /** What it begins from. */
  present: WorkCalendar;
  onClose: () => void;
}

/** A new dated version of a calendar: what it does to phases under way is seen before it is saved. By a new calendar none counts yet. */
export function CalendarDialog({ calendar, present, onClose: onEnd }: CalendarDialogProps) {
  const id = useId();
  const save = useAction(saveCalendar, { refreshes: [['admin']] });
  const add = useAction(addCalendar, { refreshes: [['admin']] });
  const preview = useAction(previewCalendar, { refreshes: [] });
  const [draft, setDraft] = useState(() => ({ ...draftOf(present), ...(calendar === null ? { name: '' } : {}) }));
  const [validFrom, setValidFrom] = useState('');
  const [reason, setReason, onClose] = useKeptDialogText(`calendar ${calendar?.id ?? present.name}`, onEnd);
  const read = calendarOfDraft(draft);
  const blocked = 'blocked' in read ? read.blocked : null;
  const edit = (change: Partial<CalendarDraft>): void => {
    preview.reset();
    setDraft({ ...draft, ...change });
  };
  const send = (): void => {
    if (!('calendar' in read)) return;
    const done = {
      onSuccess: () => {
        sayDone(calendar === null ? 'The calendar is added' : 'The calendar is saved');
        onClose();
      },
    };
    if (calendar === null) add.mutate({ calendar: read.calendar, reason }, done);
    else save.mutate({ calendar: read.calendar, calendarId: calendar.id, validFrom: validFrom === '' ? null : validFrom, reason }, done);
  };
  const unseen = calendar !== null && preview.data === undefined ? 'See first what would move.' : null;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={calendar === null ? 'Add a calendar' : 'Business calendar'}
      description={
        calendar === null
          ? 'It is in force at once. Reports count by it that name it; no date of a phase under way moves.'
          : 'Phases that open from that day on count by it; those under way keep their dates.'
      }
      width="lg"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          {calendar === null ? null : (
            <Button
              busy={preview.isPending}
              disabledReason={blocked}
              onClick={() => 'calendar' in read && preview.mutate({ calendar: read.calendar, calendarId: calendar.id })}
            >
              Show what would move
            </Button>
          )}
          <Button
            variant="primary"
            busy={save.isPending || add.isPending}
            disabledReason={blocked ?? unseen ?? (reason.trim() === '' ? 'State the reason.' : null)}
            onClick={send}
          >
            {calendar === null ? 'Add' : 'Save as a new version'}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label="Begin from" htmlFor={`${id}-from-calendar`} hint="Fills in everything below.">
            <Select
              id={`${id}-from-calendar`}
              defaultValue=""
              onChange={(event) => {
                const chosen = SHIPPED_CALENDARS.find(({ name }) => name === event.target.value);
                edit(draftOf(chosen ?? present));
              }}
            >
              <option value="">{calendar?.id ? 'This calendar' : 'The calendar in force'}</option>
              {SHIPPED_CALENDARS.map(({ name }) => (
                <option key={name}>{name}</option>
              ))}
            </Select>
          </Field>
          <Field label="Name" htmlFor={`${id}-name`} required>
            <Input id={`${id}-name`} value={draft.name} onChange={(event) => edit({ name: event.target.value })} />
          </Field>
          <Field label="Time zone" htmlFor={`${id}-zone`} hint="By its IANA name, such as America/New_York." required>
            <Input
              id={`${id}-zone`}
              list={`${id}-zones`}
              value={draft.timeZone}
              onChange={(event) => edit({ timeZone: event.target.value })}
            />
            <datalist id={`${id}-zones`}>
              {ZONES.map((zone) => (
                <option key={zone} value={zone} />
              ))}
            </datalist>
          </Field>
          {calendar === null ? null : <InForceFrom value={validFrom} onChange={setValidFrom} />}
        </div>
        <fieldset>
          <legend className="mb-1 text-xs font-medium">Working hours</legend>
          <div className="grid gap-x-3 gap-y-1.5 sm:grid-cols-2">
            {WEEKDAYS.map((weekday) => (
              <label key={weekday} className="grid grid-cols-[88px_minmax(0,1fr)] items-center gap-2 text-sm">
                <span>{WEEKDAY_LABELS[weekday]}</span>
                <Input value={draft.week[weekday]} onChange={(event) => edit({ week: { ...draft.week, [weekday]: event.target.value } })} />
              </label>
            ))}
          </div>
        </fieldset>
        <HolidayRules rules={draft.holidays} onChange={(holidays) => edit({ holidays })} />
        <Field
          label="Single days with other hours"
          htmlFor={`${id}-days`}
          hint="A line each, such as 2026-12-24 09:00-12:00, or 2026-12-31 closed. They come before rules."
        >
          <Textarea id={`${id}-days`} rows={3} value={draft.exceptions} onChange={(event) => edit({ exceptions: event.target.value })} />
        </Field>
        <Field
          label={calendar === null ? 'Reason' : 'Reason for the change'}
          htmlFor={`${id}-reason`}
          required
          error={save.error?.message ?? add.error?.message ?? preview.error?.message ?? blocked}
        >
          <Textarea id={`${id}-reason`} rows={2} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
        {preview.data ? <CalendarPreviewView preview={preview.data} /> : null}
      </div>
    </Dialog>
  );
}
