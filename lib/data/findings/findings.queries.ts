import type { FindingsView } from '#contract/views/finding-views';
import { type FindingEvent, type FindingStanding, findingStanding, possibleEvents } from '#domain/observing/finding-life';
import { holdsFor, may, type Subject } from '#domain/people/permissions';
import { handlesIn, personToken } from '#domain/people/person-token';
import { ROLES, type Role } from '#domain/people/roles';
import { type Observation, observationSchema } from '#domain/phases/observation-management/observation-item';
import { requireVersion, type VersionScope } from '../people/access.queries';
import { guardFor } from '../people/guard.queries';
import type { Database, Queryable } from '../sql/connection';
import { EVENTS_SQL } from '../sql/finding-events';
import { nameThenSql } from '../sql/fragments';

/** A finding of a chain as its last approved occurrence there says it, with where it stands. */
export interface FoundFinding {
  findingId: string;
  key: string;
  observation: Observation;
  standing: FindingStanding;
  /** In how many other cycles of the report it was observed. */
  elsewhere: number;
}

interface FoundRow {
  findingId: string;
  key: string;
  data: unknown;
  events: FindingEvent[];
  elsewhere: number;
  today: string;
}

/** The findings that the approved versions of a chain observed, in the order of their keys; `key`: that one alone. */
export async function findingsOf(db: Queryable, chainId: string, key: string | null = null): Promise<FoundFinding[]> {
  const { rows } = await db.query<FoundRow>(
    `select distinct on (o.item_key) f.id as "findingId", o.item_key as key, i.data, ${EVENTS_SQL} as events, current_date::text as today,
            (select count(distinct oc.cycle_report_id)::int from finding_occurrence x join version xv on xv.id = x.version_id join chain oc on oc.id = xv.chain_id
              where x.finding_id = f.id and oc.cycle_report_id <> c.cycle_report_id) as elsewhere
       from chain c join version v on v.chain_id = c.id join finding_occurrence o on o.version_id = v.id join finding f on f.id = o.finding_id
       cross join lateral (select data from version_item w where w.chain_id = c.id and w.item_key = o.item_key and w.number <= v.number
         order by w.number desc limit 1) i
      where c.id = $1 and ($2::text is null or o.item_key = $2) order by o.item_key, v.number desc`,
    [chainId, key],
  );
  return rows.map(({ findingId, key: itemKey, data, events, elsewhere, today }) => {
    const observation = observationSchema.parse(data);
    return { findingId, key: itemKey, observation, elsewhere, standing: findingStanding(events, observation.remediationDue, today) };
  });
}

/** The roles in which somebody may add to a finding: a data owner where they own its attribute or remedy it. */
export function rolesFor(subject: Subject, { resource }: Pick<VersionScope, 'resource'>, { owner, remediationOwner }: Observation): Role[] {
  const me = personToken(subject.userId);
  return ROLES.filter((role) => {
    const alone = { ...subject, roles: subject.roles.filter((held) => held.role === role && held.onBehalfOf === undefined) };
    if (!holdsFor(alone, role, resource) || !may(alone, 'add', resource).allowed) return false;
    return role !== 'data_owner' || owner === me || remediationOwner === me;
  });
}

interface EventRow {
  findingId: string;
  kind: FindingEvent['kind'];
  note: string;
  until: string | null;
  by: string;
  role: string;
  at: Date;
}

/** The life of what a chain observed after its approval. @throws Refusal `not_found` */
export async function readFindings(db: Database, subject: Subject, { versionId }: { versionId: string }): Promise<FindingsView> {
  const scope = await requireVersion(db.pool, subject, versionId);
  const found = await findingsOf(db.pool, scope.chainId);
  const { items } = await guardFor(db.pool, subject, scope);
  const tokens = found.flatMap(({ observation: { owner, remediationOwner } }) => handlesIn(`${owner ?? ''}${remediationOwner ?? ''}`));
  const [events, people, show] = await Promise.all([
    db.pool.query<EventRow>(
      `select e.finding_id as "findingId", e.kind, e.note, e.until::text as until, ${nameThenSql('e.user_id', 'e.created_at')} as by, e.user_role as role,
              e.created_at as at from finding_event e where e.finding_id = any($1::uuid[]) order by e.id`,
      [found.map(({ findingId }) => findingId)],
    ),
    db.pool.query<{ id: string; name: string }>('select id, name from app_user where id = any($1::uuid[])', [[...new Set(tokens)]]),
    items.shown(found.map(({ key }) => key)),
  ]);
  const names = new Map(people.rows.map(({ id, name }) => [personToken(id), name]));
  return {
    rows: found.map(({ findingId, key, observation, standing, elsewhere }) => ({
      key: show(key),
      title: observation.title,
      severity: observation.severity,
      state: standing.state,
      due: standing.due,
      remediedBy: names.get(observation.remediationOwner ?? '') ?? null,
      action: observation.remediationAction,
      recurrence: observation.recurrence,
      elsewhere,
      possible: possibleEvents(standing, rolesFor(subject, scope, observation), subject.userId),
      events: events.rows
        .filter((event) => event.findingId === findingId)
        .map(({ kind, note, until, by, role, at }) => ({ kind, note, until, by, role, at: at.toISOString() })),
    })),
  };
}
