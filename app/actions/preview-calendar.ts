'use server';
import { previewCalendarInput } from '#contract/calendar-inputs';
import { previewCalendar as preview } from '#data/administration/calendar.queries';
import { action } from '#server/action';
import { installationActor } from '#server/permitted';

/** Says which phases under way a calendar would move, were it adopted; nothing is written. */
export const previewCalendar = action(previewCalendarInput, async (context, input) => {
  installationActor(context.subject, 'administer');
  return preview(context.db, context.subject, input);
});
