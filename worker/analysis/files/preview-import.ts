import { writeFile } from 'node:fs/promises';
import type { ImportParams, ImportPreview, PreviewColumn } from '#contract/inquiries';
import type { ParseSettings } from '#domain/phases/planning/facts';
import { buildAttributes, codesOf, type ProposedAttribute } from '#domain/phases/planning/import/build-attributes';
import { FaultList } from '#domain/phases/planning/import/fault-list';
import { Refusal } from '#domain/refusals';
import { plainNumber } from '#domain/rules/number-formats';
import { type AnalysisContext, inWorkshop, type Workshop } from './analysis-context';
import { sampleColumns } from './column-samples';
import { dictionaryOf, type ReadDictionary } from './dictionary-file';
import { asText, literal } from './duckdb';
import { chooseKey, usableMapping } from './import-file';
import { parseSettings } from './parse-settings';
import { readRecords } from './read-records';
import { columnSql, delimitedToParquet, isNested, parquetColumns, parquetToParquet } from './records-file';
import { inspectSource, type SourceKind } from './source-file';

/** How many records a preview shows, how many that would be set aside, and how many readings of a column. */
const SHOWN = 20;
const SHOWN_ASIDE = 10;
const READINGS = 2;

interface Beginning {
  records: string;
  columns: string[];
  controlText: string | null;
  setAside: ImportPreview['setAside'];
  notes: string[];
}

const NOTHING_ASIDE: ImportPreview['setAside'] = { records: 0, lines: 0, first: [] };

async function readParquet({ duck, storage }: Workshop, params: ImportParams, records: string): Promise<Beginning> {
  const source = storage.path(params.dataSha256);
  const described = await parquetColumns(duck, source);
  await parquetToParquet(duck, source, described, records, true);
  const nested = described.filter(isNested).map(({ name }) => name);
  const notes = nested.length === 0 ? [] : [`Columns with nested values are kept as text: ${nested.join(', ')}.`];
  return { records, columns: described.map(({ name }) => name), controlText: null, setAside: NOTHING_ASIDE, notes };
}

/** The file's beginning as Parquet: the same bytes, read exactly as the import will read them. */
async function readBeginning(workshop: Workshop, params: ImportParams, kind: SourceKind, parse: ParseSettings): Promise<Beginning> {
  const { duck, signal } = workshop;
  const records = workshop.file('beginning.parquet');
  if (parse.format === 'parquet') return await readParquet(workshop, params, records);
  const beginning = workshop.file('beginning.txt');
  await writeFile(beginning, kind.head);
  const lines = workshop.file('records.txt');
  const controlField = params.control !== null && 'field' in params.control ? params.control.field : null;
  const faults = new FaultList();
  const unpacked: SourceKind = { ...kind, compression: 'none' };
  const outcome = await readRecords(
    { path: beginning, kind: unpacked, settings: parse, controlField, output: lines, signal, onRecords: () => undefined },
    faults,
  );
  await delimitedToParquet(duck, { path: lines, columnCount: outcome.columns.length, ...outcome }, parse.delimiter, records);
  const first = faults
    .fact()
    .first.slice(0, SHOWN_ASIDE)
    .map(({ line, message }) => ({ line, message }));
  const notes = parse.skipLines > params.skipLines ? [`Line ${parse.skipLines} (sep=) names the separator and is passed over.`] : [];
  const setAside = { records: outcome.quarantined, lines: outcome.lines.setAside, first };
  return { records, columns: outcome.columns, controlText: outcome.controlText, setAside, notes };
}

function controlTotal(control: ImportParams['control'], text: string | null): number | null {
  if (control === null) return null;
  if ('total' in control) return control.total;
  return /^\s*\d{1,15}\s*$/.test(text ?? '') ? Number(text) : null;
}

/** Two values of a column with what they are read as: numbers whose text is not plain already. */
function readingsOf({ attribute: { type, format } }: ProposedAttribute, values: readonly string[]): PreviewColumn['readings'] {
  if (type !== 'integer' && type !== 'decimal') return [];
  return [...new Set(values)]
    .map((written) => ({ written, read: plainNumber(written, format) }))
    .filter(({ written, read }) => written !== read)
    .slice(0, READINGS);
}

function dictionaryNotes({ sheet, sheets }: ReadDictionary, proposed: readonly ProposedAttribute[]): string[] {
  const hidden = sheets.filter((one) => one.hidden && one.name !== sheet).map((one) => `“${one.name}”`);
  const passedBy = hidden.length === 0 ? '' : ` Hidden and passed by: ${hidden.join(', ')}.`;
  const read = sheet === null || sheets.length < 2 ? [] : [`The dictionary is sheet “${sheet}” of ${sheets.length}.${passedBy}`];
  const open = proposed
    .filter(({ unread }) => unread.length > 0)
    .map(
      ({ attribute, unread }) =>
        `${attribute.code}: “${unread.join(', ')}” names no list of values, so that none are held against the data.`,
    );
  return [...read, ...open];
}

/** What an import would make of a file's beginning (its first megabyte): columns, types, key, control total, first records. */
export async function previewImport(context: AnalysisContext, params: ImportParams): Promise<ImportPreview> {
  return await inWorkshop(context, async (workshop) => {
    const { storage, duck } = workshop;
    if (!(await storage.has(params.dataSha256)))
      throw new Refusal('file_unreadable', 'The uploaded file is no longer there: upload it again.');
    const dictionary = await dictionaryOf(storage, params);
    const kind = await inspectSource(storage.path(params.dataSha256), params.encoding);
    const parse = parseSettings(kind, params);
    const { records, columns, controlText, setAside, notes } = await readBeginning(workshop, params, kind, parse);
    const mapping = usableMapping(columns, dictionary.entries, params, parse.header);
    const proposed = buildAttributes(mapping, await sampleColumns(duck, records, columns.length), params);
    const attributes = proposed.map(({ attribute }) => attribute);
    const codes = codesOf(mapping);
    const key = await chooseKey(
      workshop,
      params.key,
      columns.map((column, index) => ({ column, code: codes[index] ?? '' })),
      attributes,
      records,
    );
    const names = columns.map((_, index) => columnSql(index));
    const rows = await duck.rows(`select ${names.join(', ')} from read_parquet(${literal(records)}) order by _ordinal limit ${SHOWN}`);
    const firstRows = rows.map((row) => names.map((name) => asText(row[name]) ?? ''));
    return {
      delimiter: parse.delimiter,
      quoted: parse.quoted,
      encoding: parse.encoding,
      sheets: dictionary.sheets,
      sheet: dictionary.sheet,
      notes: [...notes, ...dictionaryNotes(dictionary, proposed)],
      setAside,
      columns: proposed.map((one, index) => {
        const { attribute, asks } = one;
        const values = firstRows.map((row) => row[index] ?? '').filter((value) => value !== '');
        return {
          column: attribute.column ?? '',
          position: attribute.position,
          samples: [...new Set(values)].slice(0, 3),
          code: attribute.code,
          name: attribute.name,
          type: attribute.type ?? '',
          format: attribute.format,
          asks,
          readings: readingsOf(one, values),
          validValues: attribute.validValues,
          exhaustive: attribute.exhaustive,
          matchedBy: mapping.columns[index]?.matchedBy ?? 'none',
        };
      }),
      unmatchedEntries: mapping.unmatchedEntries.map((entry) => `${entry.number} ${entry.name}`),
      proposedKey: key.columns.map((at) => columns[at] ?? ''),
      keyNote: key.columns.length === 0 ? key.note : null,
      controlTotal: controlTotal(params.control, controlText),
      firstRows,
    };
  });
}
