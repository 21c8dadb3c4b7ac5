import type { NamedPerson, PeopleProgressView, PersonLoad, ReportFilter } from '#contract/views/progress-views';
import type { Subject } from '#domain/people/permissions';
import type { Queryable } from '../sql/connection';
import { nameThenSql } from '../sql/fragments';
import { SqlParams } from '../sql/sql-params';
import { openTurnsSql } from './measured-sql';
import { boundScope, shownSql } from './progress-sql';
import { requireProgressCycle } from './require-cycle.queries';

interface Row extends Omit<PersonLoad, 'since' | 'works'> {
  since: Date;
  prepare: number;
  respond: number;
  decide: number;
}

/**
 * What waits for whom in a cycle, by the turns as the ledger has them: a draft for its tester, a decision for each who may still give it, a
 * task in a lane for whoever it names. Those who share a turn have it each. @throws Refusal `not_found`
 */
export async function readPeopleProgress(
  db: Queryable,
  subject: Subject,
  request: { cycle: string; filter?: ReportFilter; now?: Date | undefined },
): Promise<PeopleProgressView> {
  const { cycle: cycleId, filter = {}, now = new Date() } = request;
  const cycle = await requireProgressCycle(db, subject, cycleId);
  const params = new SqlParams();
  const scope = { ...filter, subject, cycle: cycleId, now };
  const bound = boundScope(scope, params);
  const counted = (condition: string) => `(count(*) filter (where ${condition}))::int`;
  const { rows } = await db.query<Row & { all: number }>(
    `with ${shownSql(scope, bound)}, m as (${openTurnsSql({}, bound)})
     select case when p.id is not null then jsonb_build_object('id', p.id, 'name', ${nameThenSql('p.id', 'now()')}) end as person,
       count(*)::int as open, ${counted(`m.turn = 'prepare'`)} as prepare, ${counted(`m.turn = 'respond'`)} as respond, ${counted(`m.turn = 'decide'`)} as decide,
       ${counted('cardinality(m.people) > 1')} as shared, ${counted(`m.state = 'past_due'`)} as "pastDue", ${counted(`m.state = 'at_risk'`)} as "atRisk",
       min(m.since) as since, (select count(*) from m)::int as all
     from m left join lateral unnest(m.people) as p(id) on true group by p.id`,
    params.values,
  );
  const people = rows.map(({ since, prepare, respond, decide, all: _, ...row }) => ({
    ...row,
    works: { prepare, respond, decide },
    since: since.toISOString(),
  }));
  return { asOf: now.toISOString(), cycle, filter, people: people.sort(byLoad), open: rows[0]?.all ?? 0 };
}

/** Those with most past due first, then with most at all; nobody named last. */
function byLoad(one: PersonLoad, other: PersonLoad): number {
  const last = (person: NamedPerson | null) => (person === null ? 1 : 0);
  return (
    last(one.person) - last(other.person) ||
    other.pastDue - one.pastDue ||
    other.open - one.open ||
    (one.person?.name ?? '').localeCompare(other.person?.name ?? '')
  );
}
