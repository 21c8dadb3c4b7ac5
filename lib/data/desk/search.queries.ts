import type { SearchHit, SearchView } from '#contract/views/search-view';
import type { Subject } from '#domain/people/permissions';
import { type ChainAddress, chainInWords, reportTitle, versionInWords } from '#domain/phase/chain-address';
import { PHASE_LABELS } from '#domain/phase/phase-names';
import { VERSION_STATUS_LABELS, type VersionStatus } from '#domain/version/version-status';
import { visibleReportsSql } from '../people/visible-reports';
import type { Database } from '../sql/connection';
import { CHAIN_JOINS_SQL, REPORT_JOINS_SQL } from '../sql/fragments';
import { SqlParams } from '../sql/sql-params';
import { type Here, readPlaces } from './search-places.queries';

export interface SearchRequest {
  text: string;
  /** Where the person is, for what may be done there; left out or null on a page that belongs to no report. */
  at?: Here | null | undefined;
}

const SHOWN = 6;
const MAX_WORDS = 8;
const NAMES = `r.name || ' ' || r.regulator || ' ' || tc.name`;
/** "v3", "3" and "version" ask for versions; every other word is a part of a name. */
const VERSION_WORD = /^(v?\d{1,6}|version)$/;

/** Reports, phases, versions and permitted actions in which every word of the text occurs; without a text, the latest reports. */
export async function readSearch(db: Database, subject: Subject, request: SearchRequest): Promise<SearchView> {
  const words = request.text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, MAX_WORDS);
  const [places, reports, phases, versions] = await Promise.all([
    readPlaces(db, subject, request.at ?? null),
    findReports(db, subject, words),
    words.length === 0 ? [] : findPhases(db, subject, words),
    words.some((word) => VERSION_WORD.test(word)) ? findVersions(db, subject, words) : [],
  ]);
  return {
    actions: places.filter((place) => words.every((word) => `${place.label} ${place.detail}`.toLowerCase().includes(word))),
    reports,
    phases,
    versions,
  };
}

function allWords(words: readonly string[], text: string, params: SqlParams): string {
  return words.length === 0 ? 'true' : words.map((word) => `position(${params.bind(word)} in lower(${text})) > 0`).join(' and ');
}

async function findReports(db: Database, subject: Subject, words: readonly string[]): Promise<SearchHit[]> {
  const params = new SqlParams();
  const { rows } = await db.pool.query<{ id: string; report: string; cycle: string }>(
    `select cr.id, r.name as report, tc.name as cycle from cycle_report cr ${REPORT_JOINS_SQL}
      where ${visibleReportsSql(subject, params)} and ${allWords(words, NAMES, params)}
      order by cr.closed_at is not null, tc.starts_on desc, r.name, cr.id limit ${SHOWN}`,
    params.values,
  );
  return rows.map((row) => ({ id: row.id, label: row.report, detail: row.cycle, opens: { to: 'report', cycleReportId: row.id } }));
}

interface PhaseRow extends ChainAddress {
  id: string;
  reportName: string;
  cycleName: string;
}

async function findPhases(db: Database, subject: Subject, words: readonly string[]): Promise<SearchHit[]> {
  const params = new SqlParams();
  const visible = visibleReportsSql(subject, params);
  const { rows } = await db.pool.query<PhaseRow>(
    `select ch.id, cr.id as "cycleReportId", r.name as "reportName", tc.name as "cycleName", ch.phase, ch.instance
       from chain ch ${CHAIN_JOINS_SQL}
      where ${visible} and ${allWords(words, phaseText(params), params)}
      order by cr.closed_at is not null, tc.starts_on desc, r.name, cr.id, ch.position, ch.instance limit ${SHOWN}`,
    params.values,
  );
  return rows.map((row) => ({
    id: row.id,
    label: chainInWords(row),
    detail: reportTitle(row),
    opens: { to: 'version', ...chainOf(row) },
  }));
}

async function findVersions(db: Database, subject: Subject, words: readonly string[]): Promise<SearchHit[]> {
  const params = new SqlParams();
  const visible = visibleReportsSql(subject, params);
  const text = `${phaseText(params)} || ' version ' || v.number || ' v' || v.number`;
  const { rows } = await db.pool.query<PhaseRow & { number: number; status: VersionStatus }>(
    `select v.id, cr.id as "cycleReportId", r.name as "reportName", tc.name as "cycleName", ch.phase, ch.instance, v.number, v.status
       from version v join chain ch on ch.id = v.chain_id ${CHAIN_JOINS_SQL}
      where ${visible} and ${allWords(words, text, params)} order by v.created_at desc, v.id limit ${SHOWN}`,
    params.values,
  );
  return rows.map((row) => ({
    id: row.id,
    label: versionInWords(row, row.number),
    detail: `${VERSION_STATUS_LABELS[row.status]} · ${reportTitle(row)}`,
    opens: { to: 'version', ...chainOf(row), number: row.number },
  }));
}

function phaseText(params: SqlParams): string {
  return `${NAMES} || ' ' || coalesce(${params.bind(JSON.stringify(PHASE_LABELS))}::jsonb ->> ch.phase, ch.phase) || ' ' || ch.instance`;
}

function chainOf({ cycleReportId, phase, instance }: PhaseRow): ChainAddress {
  return { cycleReportId, phase, instance };
}
