import type { RightsChangeView } from '#contract/views/rights-view';
import { type ChangedRights, type RightsChangeKind, refuseBreakingGlass, refuseConfirming } from '#domain/people/confirmed-rights';
import type { Subject } from '#domain/people/permissions';
import { handlesIn } from '#domain/people/person-token';
import type { Queryable } from '../sql/connection';
import { nameThenSql } from '../sql/fragments';
import { readNames } from './people-names.queries';

const MOST = 200;

interface StandingRow extends ChangedRights {
  id: string;
  kind: RightsChangeKind;
  at: Date;
  by: string;
  person: string | null;
  reportName: string | null;
  was: string | null;
  became: string | null;
  brokenGlass: string | null;
}

/** Whose changes of rights are read: those about a report, or about people by their handles. */
export type RightsAbout = { reportId: string } | { people: readonly string[] };

/**
 * The newest changes of rights that no second person has confirmed, those that wait first, with what the reader may do about each.
 * @param about whose changes; null: all there are
 */
export async function readStandingRights(db: Queryable, subject: Subject, about: RightsAbout | null): Promise<RightsChangeView[]> {
  const reportId = about !== null && 'reportId' in about ? about.reportId : null;
  const people = about !== null && 'people' in about ? about.people : null;
  const { rows } = await db.query<StandingRow>(
    `select c.id, c.kind, c.at, c.by_id as "byId", c.person_id as "personId", ${nameThenSql('c.by_id', 'c.at')} as by,
            case when c.person_id is not null then ${nameThenSql('c.person_id', 'c.at')} end as person, r.name as "reportName", c.was, c.became,
            k.reason as "brokenGlass"
       from rights_change c left join rights_confirmation k on k.change_id = c.id left join report r on r.id = c.report_id
      where (k.change_id is null or k.by_id = c.by_id) and ($1::uuid is null or c.report_id = $1) and ($2::uuid[] is null or c.person_id = any($2))
      order by k.change_id is null desc, c.at desc, c.id limit ${MOST}`,
    [reportId, people],
  );
  const { now: named } = await readNames(
    db,
    rows.flatMap(({ was, became }) => [...handlesIn(was ?? ''), ...handlesIn(became ?? '')]),
  );
  return rows.map(({ byId, personId, at, was, became, ...row }) => ({
    ...row,
    at: at.toISOString(),
    was: was === null ? null : named(was),
    became: became === null ? null : named(became),
    mayConfirm: row.brokenGlass === null && refuseConfirming({ byId, personId }, subject) === null,
    mayBreakGlass: row.brokenGlass === null && refuseBreakingGlass({ byId, personId }, subject) === null,
  }));
}
