'use server';
import { saveCalendarInput } from '#contract/calendar-inputs';
import { saveCalendar as insertCalendar } from '#data/administration/calendar.commands';
import { action } from '#server/action';
import { installationActor } from '#server/permitted';

/** Writes a new dated version of a calendar; phases under way keep the one they have. */
export const saveCalendar = action(saveCalendarInput, async (context, input) =>
  insertCalendar(context.db, installationActor(context.subject, 'administer'), input),
);
