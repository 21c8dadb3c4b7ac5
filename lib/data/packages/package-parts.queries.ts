import type { Json } from '#domain/item/json';
import { populationPath } from '#domain/package/draws/population-file';
import { type Omission, PACKAGE_FORMAT } from '#domain/package/manifest';
import { redactedEntry, redactedRow } from '#domain/package/redaction';
import { RECORD_RECIPE } from '#domain/version/content-hash';
import { RENDITION, signedRendition } from '#domain/version/rendition';
import { type ExportedFile, type ExportedReport, recordFiles } from '../record/export.queries';
import { recordDigest } from '../record/record-rows';
import type { SqlClient } from '../sql/connection';
import { type DrawnPopulation, drawnPopulations } from './drawn-populations.queries';
import { documentsOfFinalReport, evidenceInPackage, peopleInPackage, policiesInForce, untestedEvidence } from './package-rows.queries';
import type { WaitingPackage } from './packages.queries';

/** A public key of the installation as packages name it; base64 of its 32 bytes. */
export interface PublishedKey {
  key: string;
  fingerprint: string;
  /** Number of the first checkpoint for which it does not count any more; null where it was not revoked. */
  revokedFrom: number | null;
}

/** What the parts of one package are read from: one snapshot of the database, and what is known outside it. */
export interface PackContext {
  sql: SqlClient;
  asked: WaitingPackage;
  report: ExportedReport;
  /** Number of the newest checkpoint; 0 without one. */
  checkpoint: number;
  keys: readonly PublishedKey[];
  /** Signed notes about the keys, in their order. */
  statements: readonly string[];
  /** The page that verifies it; null where it was not built. */
  verifyPage: string | null;
  /** Runs of workflows that go on, or whose last events could not be fetched, in words. */
  openRuns: readonly Omission[];
  /** Stored files that were found changed, by hash, each with what is wrong. */
  notStored: ReadonlyMap<string, string>;
  /** Reads the records of a population as lines, or says why they cannot be had. */
  readPopulation: (population: DrawnPopulation) => Promise<{ lines: AsyncIterable<Json> } | { reason: string }>;
}

/** A file of a package while it is packed, or what is left out of it. `withheld`: its rows or bytes stand as hashes alone. */
export type Part =
  | { path: string; lines: AsyncIterable<Json> }
  | { path: string; json: Json }
  | { path: string; text: string }
  | { path: string; stored: string }
  | { omitted: Omission }
  | { withheld: number };

/** Counts what a redacted package withholds, while lines are written. */
interface Withholding {
  count: number;
}

type PartReader = (context: PackContext, withholding: Withholding) => AsyncIterable<Part>;

/**
 * What a package consists of, in the order in which it is written. A further part, such as the signatures of a report, is one more line;
 * a part that cannot be had yields what is omitted, and the package declares itself partial.
 */
const PACKAGE_PARTS: readonly PartReader[] = [
  aboutPart,
  pagePart,
  keysPart,
  policiesPart,
  peoplePart,
  evidencePart,
  finalReportPart,
  runsPart,
  recordPart,
  filesPart,
  populationsPart,
];

/** All files of a package and all that is left out of it, one after the other: each file is read to its end before the next. */
export async function* packageParts(context: PackContext): AsyncGenerator<Part> {
  const withholding: Withholding = { count: 0 };
  for (const part of PACKAGE_PARTS) yield* part(context, withholding);
  if (withholding.count > 0) yield { withheld: withholding.count };
}

/** What no package can prove, whoever verifies it. */
const NOT_PROVEN: readonly string[] = [
  'That people are who they say they are: accounts belong to the installation, whose record is not in a package.',
  'That the clock of the installation was right.',
  'That the evidence is true, and that the data that were tested are those that were filed.',
  'That nothing newer was cut off before this package was made, and that the record was not made anew as a whole: compare its number of entries and their last hash with a receipt or checkpoint that was kept elsewhere.',
  'That what was carried from an earlier cycle stood so there: the hash of its version is named, and that cycle’s own package holds it.',
  'That a draw by conditions on values, or by a mix of anomalies and boundaries, comes out as it is recorded: its verifiers repeat every other draw, and the installation repeats all.',
  'That runs of tests and figures of the final report come out as they are recorded: what they are made from is in a package in full, and its verifiers do not repeat them.',
  'That the records of a population are those of its data file: their hashes are, which the record holds.',
  'The items of a version that was never submitted: no hash holds them yet.',
];

async function* aboutPart({ asked, report, checkpoint }: PackContext): AsyncGenerator<Part> {
  yield {
    path: 'package.json',
    json: {
      id: asked.packageId,
      number: asked.number,
      madeAt: asked.madeAt.toISOString(),
      madeBy: asked.madeById,
      madeByRole: asked.madeByRole,
      checkpoint,
      recipe: RECORD_RECIPE,
      recipes: { package: PACKAGE_FORMAT, record: RECORD_RECIPE },
      trail: { stream: report.stream, entries: report.entries, head: report.head },
      notProven: NOT_PROVEN,
    },
  };
}

async function* pagePart({ verifyPage }: PackContext): AsyncGenerator<Part> {
  if (verifyPage === null) yield { omitted: { what: 'verify.html', reason: 'The page that verifies packages was not built here.' } };
  else yield { path: 'verify.html', text: verifyPage };
}

async function* keysPart({ keys, statements }: PackContext): AsyncGenerator<Part> {
  yield { path: 'keys.json', json: { keys: keys.map((key) => ({ ...key })), statements: [...statements] } };
}

async function* policiesPart({ sql }: PackContext): AsyncGenerator<Part> {
  yield { path: 'policies.ndjson', lines: policiesInForce(sql) };
}

async function* peoplePart({ sql, asked, report }: PackContext): AsyncGenerator<Part> {
  yield { path: 'people.ndjson', lines: peopleInPackage(sql, report, asked.redacted) };
}

async function* evidencePart({ sql, asked }: PackContext): AsyncGenerator<Part> {
  yield { path: 'evidence.ndjson', lines: evidenceInPackage(sql, asked.cycleReportId, asked.redacted) };
  for await (const omission of untestedEvidence(sql, asked.cycleReportId)) yield { omitted: omission };
}

/** The documents of the final report, once it is signed. They are in a redacted package too: their figures are counts, their words their signers'. */
async function* finalReportPart({ sql, asked, notStored }: PackContext): AsyncGenerator<Part> {
  const documents = await documentsOfFinalReport(sql, asked.cycleReportId);
  if (documents === null) {
    yield { omitted: { what: 'report/final-report.pdf', reason: 'There is no final report that has been signed.' } };
    return;
  }
  for (const [path, recipe] of Object.entries(DOCUMENTS)) {
    const sha256 = documents.get(recipe);
    if (sha256 === undefined) yield { omitted: { what: path, reason: 'It has not been set in print.' } };
    else yield storedPart(path, sha256, notStored);
  }
}

/** The documents of a signed report by their paths, each with its recipe. */
const DOCUMENTS = { 'report/final-report.pdf': RENDITION, 'report/signed.pdf': signedRendition(RENDITION) };

/** A stored file, or why it is left out. */
function storedPart(path: string, sha256: string, notStored: PackContext['notStored']): Part {
  const wrong = notStored.get(sha256);
  return wrong === undefined ? { path, stored: sha256 } : { omitted: { what: path, reason: wrong } };
}

async function* runsPart({ openRuns }: PackContext): AsyncGenerator<Part> {
  for (const omitted of openRuns) yield { omitted };
}

/** The record, as `export-record` writes it, below `record/`. */
async function* recordPart({ sql, asked, report }: PackContext, withholding: Withholding): AsyncGenerator<Part> {
  for await (const file of recordFiles(sql, report))
    yield { path: `record/${file.name}`, lines: asked.redacted ? redactedLines(file, withholding) : file.lines };
}

async function* redactedLines({ name, lines }: ExportedFile, withholding: Withholding): AsyncGenerator<Json> {
  const table = /^rows\/(.+)\.ndjson$/.exec(name)?.[1];
  for await (const line of lines) {
    const shown = table === undefined ? redactedLine(name, line as Line) : redactedRecord(table, line as Line);
    if ('withheld' in shown) withholding.count += 1;
    yield shown;
  }
}

type Line = { readonly [member: string]: Json };

function redactedRecord(table: string, { key, record }: Line): Line {
  const shown = redactedRow(table, record as Line);
  if (shown.withheld.length === 0) return { key: key ?? null, record: shown.record };
  return { key: key ?? null, record: shown.record, withheld: shown.withheld, digest: recordDigest(record as Line) };
}

function redactedLine(name: string, line: Line): Line {
  if (name === 'trail.ndjson') {
    const { record, withheld } = redactedEntry(line.record as Line);
    return withheld.length === 0 ? line : { hash: line.hash ?? null, record, withheld };
  }
  // A line of the change log keeps chain, key, number and hash: contents hash as before.
  const { data, ...open } = line;
  return data === undefined ? open : { ...open, withheld: ['data'] };
}

/** The files that people sent: uploads and evidence. A redacted package has none of them; the record names their hashes. */
async function* filesPart({ asked, report, notStored }: PackContext, withholding: Withholding): AsyncGenerator<Part> {
  for (const sha256 of report.uploads) {
    if (asked.redacted) withholding.count += 1;
    else yield storedPart(`record/files/${sha256}`, sha256, notStored);
  }
}

/** The records that draws were made from, so that they can be made again. A redacted package has none of them: their keys and values may be confidential. */
async function* populationsPart({ sql, asked, readPopulation }: PackContext, withholding: Withholding): AsyncGenerator<Part> {
  for (const drawn of await drawnPopulations(sql, asked.cycleReportId)) {
    if (asked.redacted) {
      withholding.count += 1;
      continue;
    }
    const path = populationPath(drawn.population.hash);
    const read = await readPopulation(drawn);
    if ('reason' in read) yield { omitted: { what: path, reason: read.reason } };
    else yield { path, lines: read.lines };
  }
}
