import { z } from 'zod';
import { idSchema } from './action-inputs';

/** What server actions accept about notices and reminders. */

export const remindInput = z.strictObject({ chainId: idSchema, personId: idSchema });
/** All of one's notices up to this one are read. */
export const readNoticesInput = z.strictObject({ upTo: z.string().regex(/^[1-9]\d{0,17}$/, 'is not a notice') });
