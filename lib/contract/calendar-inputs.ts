import { z } from 'zod';
import { OBSERVANCES } from '#domain/time/calendar';
import { areHours } from '#domain/time/calendar-words';
import { daySchema, idSchema, reasonSchema } from './action-inputs';

/** What server actions accept about business calendars. */

const nameSchema = z.string().trim().min(1, 'is required').max(200);
const minutesSchema = z.int().min(0).max(1_440);
const hoursSchema = z
  .array(z.strictObject({ from: minutesSchema, to: minutesSchema }))
  .max(8)
  .refine(areHours, 'overlap, or end before they begin')
  .readonly();
const yearSchema = z.int().min(1_900).max(2_200).optional();
const named = { name: nameSchema, from: yearSchema, until: yearSchema };
const monthSchema = z.int().min(1).max(12);
const weekdaySchema = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5), z.literal(6), z.literal(7)]);

const holidaySchema = z.discriminatedUnion('kind', [
  z
    .strictObject({ kind: z.literal('date'), ...named, month: monthSchema, day: z.int().min(1).max(31), observed: z.enum(OBSERVANCES) })
    .refine(({ month, day }) => day <= new Date(Date.UTC(2_000, month, 0)).getUTCDate(), {
      message: 'is no day of that month',
      path: ['day'],
    }),
  z.strictObject({
    kind: z.literal('weekday'),
    ...named,
    month: monthSchema,
    weekday: weekdaySchema,
    nth: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(-1)]),
  }),
  z.strictObject({ kind: z.literal('easter'), ...named, days: z.int().min(-80).max(80) }),
]);

const calendarSchema = z.strictObject({
  name: nameSchema,
  timeZone: z.string().trim().min(1, 'is required').max(100),
  week: z.strictObject({ 1: hoursSchema, 2: hoursSchema, 3: hoursSchema, 4: hoursSchema, 5: hoursSchema, 6: hoursSchema, 7: hoursSchema }),
  holidays: z.array(holidaySchema).max(100).readonly(),
  exceptions: z.record(daySchema, hoursSchema).refine((days) => Object.keys(days).length <= 2_000, 'are more than 2,000'),
});

/** Null: the installation's own. */
const calendarIdSchema = idSchema.nullable().default(null);

export const previewCalendarInput = z.strictObject({ calendar: calendarSchema, calendarId: calendarIdSchema });
export const addCalendarInput = z.strictObject({ calendar: calendarSchema, reason: reasonSchema });
export const saveCalendarInput = z.strictObject({
  calendar: calendarSchema,
  calendarId: calendarIdSchema,
  /** The day from which phases that open count by it (UTC); null: at once. */
  validFrom: daySchema.nullable().default(null),
  reason: reasonSchema,
});
