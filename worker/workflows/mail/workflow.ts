import type { DeliverySummary } from '#contract/mail-delivery';
import { deliverOnce } from './activities';

/** One pass of the delivery of mail; started by its schedule. */
export async function deliverMail(): Promise<DeliverySummary> {
  return await deliverOnce();
}
