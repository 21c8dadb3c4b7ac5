import type { Queryable } from '../sql/connection';
import { onlyRow } from '../sql/only-row';
import { queryPrepared } from '../sql/query-prepared';

/** A stream of the trail in which something changed, and its tick, which grows with each change. */
export interface Pulse {
  stream: string;
  tick: string;
}

/** What a look at the pulses finds. */
export interface PulseReading {
  /** Every transaction below had ended: what the next look has to begin from. */
  until: string;
  /** The streams that transactions from there on changed; those that an earlier look has shown are among them. */
  pulses: readonly Pulse[];
}

/**
 * The streams that changed since an earlier look. A transaction that had not committed at that look has a number from `since` on, however
 * long it takes; so that none is missed. Ticks tell what is new.
 * @param since `until` of the look before; null at the first, whose pulses are what was there already
 */
export async function readPulses(db: Queryable, since: string | null): Promise<PulseReading> {
  const { rows } = await queryPrepared<PulseReading>(
    db,
    `select s.until::text as until, coalesce((select jsonb_agg(jsonb_build_object('stream', p.stream, 'tick', p.tick::text))
         from report_pulse p where p.moved_in >= coalesce($1::bigint, s.until)), '[]') as pulses
       from (select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as until) s`,
    [since],
  );
  return onlyRow(rows);
}
