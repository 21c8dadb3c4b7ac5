import { writeFile } from 'node:fs/promises';
import type { ImportParams, ImportPreview } from '#contract/inquiries';
import type { ParseSettings } from '#domain/phases/planning/facts';
import { buildAttributes, codesOf } from '#domain/phases/planning/import/build-attributes';
import { FaultList } from '#domain/phases/planning/import/fault-list';
import { Refusal } from '#domain/refusals';
import { type AnalysisContext, inWorkshop, type Workshop } from './analysis-context';
import { sampleColumns } from './column-samples';
import { readDictionary } from './dictionary-file';
import { asText, literal } from './duckdb';
import { chooseKey, usableMapping } from './import-file';
import { parseSettings } from './parse-settings';
import { readRecords } from './read-records';
import { columnSql, delimitedToParquet, parquetColumns, parquetToParquet } from './records-file';
import { inspectSource, type SourceKind } from './source-file';

/** How many records a preview shows. */
const SHOWN = 20;

interface Beginning {
  records: string;
  columns: string[];
  controlText: string | null;
}

/** The file's beginning as Parquet: what is looked at is read exactly as the import will read it. */
async function readBeginning(workshop: Workshop, params: ImportParams, kind: SourceKind, parse: ParseSettings): Promise<Beginning> {
  const { duck, storage, signal } = workshop;
  const records = workshop.file('beginning.parquet');
  if (parse.format === 'parquet') {
    const source = storage.path(params.dataSha256);
    const columns = await parquetColumns(duck, source);
    await parquetToParquet(duck, source, columns, records);
    return { records, columns, controlText: null };
  }
  const beginning = workshop.file('beginning.txt');
  await writeFile(beginning, kind.sample, 'utf8');
  const lines = workshop.file('records.txt');
  const plain: SourceKind = { ...kind, compression: 'none', encoding: 'utf-8', markBytes: 0 };
  const controlField = params.control !== null && 'field' in params.control ? params.control.field : null;
  const outcome = await readRecords(
    { path: beginning, kind: plain, settings: parse, controlField, output: lines, signal, onRecords: () => undefined },
    new FaultList(),
  );
  await delimitedToParquet(duck, { path: lines, columnCount: outcome.columns.length, ...outcome }, parse.delimiter, records);
  return { records, columns: outcome.columns, controlText: outcome.controlText };
}

function controlTotal(control: ImportParams['control'], text: string | null): number | null {
  if (control === null) return null;
  if ('total' in control) return control.total;
  return /^\s*\d{1,15}\s*$/.test(text ?? '') ? Number(text) : null;
}

/** What an import would make of a file's beginning (its first megabyte): columns, types, key, control total, first records. */
export async function previewImport(context: AnalysisContext, params: ImportParams): Promise<ImportPreview> {
  return await inWorkshop(context, async (workshop) => {
    const { storage, duck } = workshop;
    if (!(await storage.has(params.dataSha256)))
      throw new Refusal('file_unreadable', 'The uploaded file is no longer there: upload it again.');
    const entries =
      params.dictionarySha256 === null
        ? []
        : await readDictionary(storage.path(params.dictionarySha256), params.dictionaryName ?? 'dictionary');
    const kind = await inspectSource(storage.path(params.dataSha256));
    const parse = parseSettings(kind, params);
    const { records, columns, controlText } = await readBeginning(workshop, params, kind, parse);
    const mapping = usableMapping(columns, entries, params, parse.header);
    const attributes = buildAttributes(mapping, await sampleColumns(duck, records, columns.length), params.types);
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
      columns: attributes.map((attribute, index) => ({
        column: attribute.column ?? '',
        position: attribute.position,
        samples: [...new Set(firstRows.map((row) => row[index] ?? '').filter((value) => value !== ''))].slice(0, 3),
        code: attribute.code,
        name: attribute.name,
        type: attribute.type ?? '',
        matchedBy: mapping.columns[index]?.matchedBy ?? 'none',
      })),
      unmatchedEntries: mapping.unmatchedEntries.map((entry) => `${entry.number} ${entry.name}`),
      proposedKey: key.columns.map((at) => columns[at] ?? ''),
      keyNote: key.columns.length === 0 ? key.note : null,
      controlTotal: controlTotal(params.control, controlText),
      firstRows,
    };
  });
}
