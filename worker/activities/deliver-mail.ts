import { Context } from '@temporalio/activity';
import type { DeliverySummary } from '#contract/mail-delivery';
import { calendarInForce } from '#data/calendars/calendar.queries';
import { gatherMail } from '#data/mail/gather-mail.commands';
import { asOnlyDeliverer, claimNextMail, isServerResting, noteMailService, noteOutcome } from '#data/mail/send-mail.commands';
import type { ActivityDependencies } from './dependencies';

/** What one pass hands over at most, so that a pass ends: the next one goes on. */
const MESSAGES_A_PASS = 500;

const NOTHING: DeliverySummary = { gathered: 0, dropped: 0, handedOver: 0 };

/**
 * One pass of the delivery: makes messages of what is due, and hands one after the other to the server, until none is left or the server is
 * away. A pass that is killed leaves one message *sending* at most, which the next one takes for uncertain.
 */
export function deliverMailWith({ db, mail, log }: ActivityDependencies) {
  return async function deliverMail(): Promise<DeliverySummary> {
    if (mail === null) return NOTHING;
    const { heartbeat, cancellationSignal } = Context.current();
    const summary = await asOnlyDeliverer(db, async () => {
      await noteMailService(db, mail.server);
      const { gathered, dropped } = await gatherMail(db, new Date());
      const { calendar } = await calendarInForce(db.pool);
      let handedOver = 0;
      while (handedOver < MESSAGES_A_PASS && !cancellationSignal.aborted) {
        heartbeat();
        if (await isServerResting(db, new Date())) break;
        const next = await claimNextMail(db, new Date());
        if (next === null) break;
        const outcome = await mail.send(next, calendar);
        await noteOutcome(db, next.id, outcome);
        if (outcome.kind !== 'sent') log.warn({ mailId: next.id, outcome }, 'a message was not taken');
        handedOver += 1;
      }
      return { gathered, dropped, handedOver };
    });
    return summary ?? NOTHING;
  };
}
