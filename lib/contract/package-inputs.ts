import { z } from 'zod';
import { idSchema } from './action-inputs';

/** Which package is asked for: in full, or redacted for examiners. */
export const makePackageInput = z.strictObject({ cycleReportId: idSchema, redacted: z.boolean() });
