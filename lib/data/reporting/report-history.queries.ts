import { type FindingEvent, findingStanding } from '#domain/observing/finding-life';
import { personToken } from '#domain/people/person-token';
import type { PhaseName } from '#domain/phase/phase-names';
import type { AcceptedInput, ChainHistory, ExceptionSource } from '#domain/phases/final-report/figures/sources';
import type { Queryable } from '../sql/connection';
import { EVENTS_SQL } from '../sql/finding-events';
import type { ApprovedPlace } from './approved-places.queries';

const byVersion = (places: readonly ApprovedPlace[]) => new Map(places.map((place) => [place.versionId, place]));

/** How each chain came to what is approved, in the order of `places`. Drafts, and what was discarded, are no versions yet. */
export async function chainHistories(db: Queryable, places: readonly ApprovedPlace[]): Promise<ChainHistory[]> {
  const { rows } = await db.query<{ chainId: string; versions: number; returned: number; decided: { by: string; role: string }[] }>(
    `select v.chain_id as "chainId", count(*) filter (where v.status not in ('draft', 'discarded'))::int as versions,
            count(*) filter (where v.status in ('changes_requested', 'rejected'))::int as returned,
            (select coalesce(jsonb_agg(jsonb_build_object('by', d.actor_id, 'role', d.actor_role) order by d.seq), '[]') from command d
               join receipt r on r.command_id = d.id and r.outcome = 'applied' join version a on a.id = d.version_id and a.id = any($2::uuid[])
              where d.target_kind = 'chain' and d.target_id = v.chain_id and d.kind = 'decide_version') as decided
       from version v where v.chain_id = any($1::uuid[]) group by v.chain_id`,
    [places.map(({ chainId }) => chainId), places.map(({ versionId }) => versionId)],
  );
  const found = new Map(rows.map((row) => [row.chainId, row]));
  return places.map(({ chainId, cite }) => {
    const { versions = 0, returned = 0, decided = [] } = found.get(chainId) ?? {};
    return { cite, versions, returned, decidedBy: decided.map(({ by, role }) => ({ person: personToken(by), role })) };
  });
}

/** The inputs that changed after approved versions were made from them, and that somebody accepted as they were, with the reasons. */
export async function acceptedInputs(db: Queryable, places: readonly ApprovedPlace[]): Promise<AcceptedInput[]> {
  const { rows } = await db.query<{ versionId: string; phase: PhaseName; instance: string; reason: string }>(
    `select distinct on (s.version_id, c.id) s.version_id as "versionId", c.phase, c.instance, s.reason
       from stale_acceptance s join version u on u.id = s.upstream_id join chain c on c.id = u.chain_id
      where s.version_id = any($1::uuid[]) order by s.version_id, c.id, s.created_at desc`,
    [places.map(({ versionId }) => versionId)],
  );
  const placeOf = byVersion(places);
  return rows
    .flatMap(({ versionId, phase, instance, reason }) => {
      const place = placeOf.get(versionId);
      return place === undefined ? [] : [{ cite: place.cite, input: { phase, instance }, reason }];
    })
    .sort((a, b) => (JSON.stringify([a.cite, a.input]) < JSON.stringify([b.cite, b.input]) ? -1 : 1));
}

interface ExceptionRow {
  versionId: string;
  itemKey: string;
  attribute: string;
  pattern: string;
  events: (FindingEvent & { note: string })[];
  today: string;
}

/** The findings of approved versions that are let be until a day that has not passed. */
export async function reportExceptions(db: Queryable, places: readonly ApprovedPlace[]): Promise<ExceptionSource[]> {
  const { rows } = await db.query<ExceptionRow>(
    `select o.version_id as "versionId", o.item_key as "itemKey", f.attribute, f.pattern, ${EVENTS_SQL} as events, current_date::text as today
       from finding_occurrence o join finding f on f.id = o.finding_id
      where o.version_id = any($1::uuid[]) and exists (select from finding_event e where e.finding_id = f.id and e.kind = 'excepted')
      order by o.version_id, o.item_key`,
    [places.map(({ versionId }) => versionId)],
  );
  const placeOf = byVersion(places);
  return rows
    .flatMap(({ versionId, itemKey, attribute, pattern, events, today }): ExceptionSource[] => {
      const place = placeOf.get(versionId);
      const last = events.findLast(({ kind }) => kind === 'excepted');
      if (place?.line == null || last?.until == null || findingStanding(events, null, today).state !== 'excepted') return [];
      return [{ cite: place.cite, itemKey, lob: place.line.lob, attribute, pattern, until: last.until, reason: last.note }];
    })
    .sort((a, b) => (a.cite.instance + a.itemKey < b.cite.instance + b.itemKey ? -1 : 1));
}
