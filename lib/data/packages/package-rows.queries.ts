import type { Json } from '#domain/item/json';
import type { Omission } from '#domain/package/manifest';
import { redactedRow } from '#domain/package/redaction';
import type { ExportedReport } from '../record/export.queries';
import { present } from '../record/record-rows';
import type { SqlClient } from '../sql/connection';
import { cursorRows } from '../sql/cursor-rows';
import { approvedSql } from '../sql/fragments';

type Line = { readonly [member: string]: Json };

/** The approval policies in force, one a phase: what a phase that opens now would be decided by. Chains keep their own. */
export async function* policiesInForce(sql: SqlClient): AsyncGenerator<Json> {
  const rows = cursorRows(
    sql,
    'package_policies',
    `select distinct on (p.phase) to_jsonb(p) - '{id,reason,created_by_id}'::text[] as line from phase_policy p order by p.phase, p.number desc`,
    [],
    (fetch) => sql.query<{ line: Line }>(fetch),
  );
  for await (const { line } of rows) yield present(line);
}

/**
 * What the people of a report's record are and were called, by handle and since when. A commitment is opened by name, address and salt
 * together; a redacted package has names alone, and of somebody who was erased no package has any.
 */
export async function* peopleInPackage(sql: SqlClient, { cycleReportId, stream }: ExportedReport, redacted: boolean): AsyncGenerator<Json> {
  const rows = cursorRows(
    sql,
    'package_people',
    `with named as (
       select e.actor_id as id from audit_event e where e.stream = $1
       union select cr.tester_id from cycle_report cr where cr.id = $2
       union select r.owner_id from cycle_report cr join report r on r.id = cr.report_id where cr.id = $2
       union select p.user_id from chain ch join chain_person p on p.chain_id = ch.id where ch.cycle_report_id = $2
       union select p.made_by_id from package p where p.cycle_report_id = $2)
     select jsonb_build_object('id', p.person_id, 'since', p.since, 'name', p.name, 'email', p.email, 'salt', p.salt,
              'commitment', encode(p.commitment, 'hex')) as line
       from person_name p where p.person_id in (select id from named) order by p.person_id, p.since`,
    [stream, cycleReportId],
    (fetch) => sql.query<{ line: Line }>(fetch),
  );
  for await (const { line } of rows) {
    const { email: _email, salt: _salt, ...named } = line;
    yield present(redacted ? named : line);
  }
}

/** The last run of a case, by the file that it read, and what its data owner supplied last: cases have the same key in both phases. */
const CASES_SQL = `(select distinct on (i.chain_id, i.item_key) ch.id as chain_id, ch.phase, ch.instance, i.item_key as key, i.op, i.data
    from chain ch join version_item i on i.chain_id = ch.id
   where ch.cycle_report_id = $1 and ch.phase in ('request-info', 'test-execution') and i.item_key not like '$%'
   order by i.chain_id, i.item_key, i.number desc)`;

/** Files of evidence as they were supplied, and in which cases each was tested. Which file it is stands in every package. */
export async function* evidenceInPackage(sql: SqlClient, cycleReportId: string, redacted: boolean): AsyncGenerator<Json> {
  const rows = cursorRows(
    sql,
    'package_evidence',
    `with cases as ${CASES_SQL}
     select to_jsonb(e) as record, c.phase, c.instance, coalesce(t.keys, '{}') as tested
       from evidence e join chain c on c.id = e.chain_id
       left join (select data #>> '{run,evidence,sha256}' as sha256, array_agg(key order by key) as keys from cases
           where phase = 'test-execution' and op = 'put' group by 1) t on t.sha256 = e.sha256
      where c.cycle_report_id = $1 order by e.received_at, e.id`,
    [cycleReportId],
    (fetch) => sql.query<{ record: Line; phase: string; instance: string; tested: string[] }>(fetch),
  );
  for await (const { record, ...where } of rows)
    yield { ...where, file: present(redacted ? redactedRow('evidence', record).record : record) };
}

/** Evidence whose case no run has read: supplied and not tested yet, or supplied anew after the run. Cases are not named: their keys may be confidential. */
export async function* untestedEvidence(sql: SqlClient, cycleReportId: string): AsyncGenerator<Omission> {
  const rows = cursorRows(
    sql,
    'package_untested',
    `with cases as ${CASES_SQL}
     select distinct r.data #>> '{evidence,sha256}' as supplied, t.data #>> '{run,evidence,sha256}' as tested
       from cases r left join cases t on t.phase = 'test-execution' and t.key = r.key and t.op = 'put' and t.instance = r.instance
      where r.phase = 'request-info' and r.op = 'put' and r.data #>> '{evidence,sha256}' is not null
        and t.data #>> '{run,evidence,sha256}' is distinct from r.data #>> '{evidence,sha256}' order by 1, 2`,
    [cycleReportId],
    (fetch) => sql.query<{ supplied: string; tested: string | null }>(fetch),
  );
  for await (const { supplied, tested } of rows)
    yield {
      what: `the test of record/files/${supplied}`,
      reason: tested === null ? 'No run has read this evidence.' : `It was supplied after the last run, which read record/files/${tested}.`,
    };
}

/** The documents of the report's final report by their recipes, as hashes; null while none is signed. */
export async function documentsOfFinalReport(sql: SqlClient, cycleReportId: string): Promise<ReadonlyMap<string, string> | null> {
  const { rows } = await sql.query<{ recipe: string | null; sha256: string | null }>(
    `select r.recipe, r.sha256 from chain ch join version v on v.chain_id = ch.id and ${approvedSql('v')} left join rendition r on r.version_id = v.id
      where ch.cycle_report_id = $1 and ch.phase = 'final-report'`,
    [cycleReportId],
  );
  if (rows.length === 0) return null;
  return new Map(rows.flatMap(({ recipe, sha256 }) => (recipe === null || sha256 === null ? [] : [[recipe, sha256] as const])));
}
