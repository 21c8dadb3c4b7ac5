import { z } from 'zod';
import { DIGESTS, MAIL_HOURS, preferenceFault, URGENT_WAYS } from '#domain/mail/mail-preference';

/** What the server action about somebody's own mail accepts. */
export const mailPreferenceInput = z
  .strictObject({ digest: z.enum(DIGESTS), urgent: z.enum(URGENT_WAYS), hours: z.enum(MAIL_HOURS) })
  .superRefine((preference, context) => {
    const fault = preferenceFault(preference);
    if (fault !== null) context.addIssue({ code: 'custom', path: ['urgent'], message: fault });
  });
