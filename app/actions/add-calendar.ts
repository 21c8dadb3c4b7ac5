'use server';
import { addCalendarInput } from '#contract/calendar-inputs';
import { addCalendar as insertCalendar } from '#data/administration/calendar.commands';
import { action } from '#server/action';
import { installationActor } from '#server/permitted';

/** Adds a calendar beside the installation's own, which reports may count by. */
export const addCalendar = action(addCalendarInput, async (context, input) =>
  insertCalendar(context.db, installationActor(context.subject, 'administer'), input),
);
