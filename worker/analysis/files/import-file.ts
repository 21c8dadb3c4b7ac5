import { stat } from 'node:fs/promises';
import type { ImportParams } from '#contract/inquiries';
import type { Attribute } from '#domain/phases/planning/attribute-item';
import type { FaultsFact, FileFact, LineCounts, MappingFact, ParseSettings } from '#domain/phases/planning/facts';
import { buildAttributes, codesOf } from '#domain/phases/planning/import/build-attributes';
import { type Mapping, mapColumns } from '#domain/phases/planning/import/column-mapping';
import { FaultList } from '#domain/phases/planning/import/fault-list';
import { RECORD_NUMBER } from '#domain/phases/planning/import/record-keys';
import { resolveColumn } from '#domain/phases/planning/import/resolve-column';
import { Refusal } from '#domain/refusals';
import { type AnalysisContext, inWorkshop, type Workshop } from './analysis-context';
import { sampleColumns } from './column-samples';
import { contentFaults, keyFaults } from './content-faults';
import { dictionaryOf } from './dictionary-file';
import { parseSettings } from './parse-settings';
import { hashPopulation, proposeKey } from './population';
import type { ReadOutcome } from './read-records';
import { makeKeys, makeRecords } from './recipes';
import { inspectSource } from './source-file';

export interface ImportOutcome {
  attributes: Attribute[];
  file: FileFact;
  faults: FaultsFact;
  mapping: MappingFact;
}

export interface KeyChoice {
  /** Positions from 0, in the key's order; none for the record number. */
  columns: number[];
  note: string;
}

/** The key as asked for, else as the dictionary marks it, else the first complete and unique column, else the record number. */
export async function chooseKey(
  { duck }: Pick<Workshop, 'duck'>,
  asked: ImportParams['key'],
  columns: readonly { column: string; code: string }[],
  attributes: readonly Attribute[],
  records: string,
): Promise<KeyChoice> {
  if (asked !== null && asked.length > 0) {
    if (asked.includes(RECORD_NUMBER)) return { columns: [], note: 'The record number was chosen as key.' };
    return {
      columns: asked.map((name) => {
        const at = resolveColumn(name, columns);
        if (at === null) throw new Refusal('invalid_input', `The file has no column “${name}” for the key.`);
        return at;
      }),
      note: '',
    };
  }
  const marked = attributes.filter((attribute) => attribute.keyOrder !== null).sort((a, b) => (a.keyOrder ?? 0) - (b.keyOrder ?? 0));
  if (marked.length > 0) return { columns: marked.map((attribute) => attribute.position - 1), note: 'As the dictionary marks it.' };
  const proposed = await proposeKey(duck, records, columns.length);
  return proposed === null
    ? { columns: [], note: 'no natural key' }
    : { columns: [proposed], note: 'The first complete column without repeats.' };
}

/** Finds the dictionary entry of each column; refuses where a dictionary is given and nothing matches. */
export function usableMapping(
  columns: readonly string[],
  entries: Parameters<typeof mapColumns>[1],
  params: ImportParams,
  hasNames: boolean,
): Mapping {
  const mapping = mapColumns(columns, entries, params.map, hasNames);
  const matches = mapping.columns.filter((column) => column.entry !== null).length;
  if (entries.length > 0 && (matches === 0 || (!hasNames && columns.length === 1 && entries.length > 1)))
    throw new Refusal('no_usable_mapping');
  return mapping;
}

function controlFound(params: ImportParams, outcome: ReadOutcome, faults: FaultList): { control: number | null; controlFrom: string } {
  const { control } = params;
  if (control === null) return { control: null, controlFrom: '' };
  if ('total' in control) {
    if (control.total !== outcome.read)
      faults.add({
        kind: 'control',
        line: 0,
        field: null,
        column: null,
        value: String(control.total),
        message: `The control total typed in is ${control.total}; the file holds ${outcome.read} records.`,
      });
    return { control: control.total, controlFrom: 'typed in' };
  }
  const controlFrom = `line ${control.line}, field ${control.field}`;
  const digits = (outcome.controlText ?? '').trim();
  const total = /^\d{1,15}$/.test(digits) ? Number(digits) : null;
  const at = { kind: 'control' as const, line: control.line, field: control.field, column: null, value: outcome.controlText };
  if (total === null) faults.add({ ...at, message: 'No control total stands there.' });
  else if (total !== outcome.read) faults.add({ ...at, message: `The control total is ${total}; the file holds ${outcome.read} records.` });
  return { control: total, controlFrom };
}

function mappingFact(mapping: Mapping): MappingFact {
  const by = (how: string) => mapping.columns.filter((column) => column.matchedBy === how).length;
  return {
    byName: by('name'),
    byPosition: by('position'),
    byMap: by('map'),
    unmatchedEntries: mapping.unmatchedEntries.map((entry) => `${entry.number} ${entry.name}`),
    unmatchedColumns: mapping.columns.filter((column) => column.entry === null).map((column) => column.column),
  };
}

/** The physical lines of a file, where they say more than its records do. */
function linesWhereTheyDiffer({ lines, accepted, quarantined }: ReadOutcome, parse: ParseSettings): { lines?: LineCounts } {
  const stated = parse.skipLines + (parse.controlLine !== null && parse.controlLine > parse.skipLines ? 1 : 0);
  const same = lines.accepted === accepted && lines.setAside === quarantined && lines.passedOver === stated;
  return same ? {} : { lines };
}

/**
 * Imports a dictionary and a data file: attributes as proposed, the pinned file, its faults. Nothing but content-addressed
 * files is left behind when it is cancelled or fails. Refusals name what is wrong with the file in words.
 */
export async function importFile(context: AnalysisContext, params: ImportParams): Promise<ImportOutcome> {
  return await inWorkshop(context, async (workshop) => {
    const { duck, storage, signal } = workshop;
    for (const sha256 of [params.dataSha256, ...(params.dictionarySha256 === null ? [] : [params.dictionarySha256])])
      if (!(await storage.has(sha256))) throw new Refusal('file_unreadable', 'The uploaded file is no longer there: upload it again.');
    workshop.heartbeat({ step: 'Reading the dictionary', done: 0, total: 0, unit: 'entries' });
    const { entries } = await dictionaryOf(storage, params);
    signal.throwIfAborted();
    const parse = parseSettings(await inspectSource(storage.path(params.dataSha256), params.encoding), params);
    const faults = new FaultList();
    const controlField = params.control !== null && 'field' in params.control ? params.control.field : null;
    const outcome = await makeRecords(workshop, params.dataSha256, parse, controlField, faults);
    const mapping = usableMapping(outcome.columns, entries, params, parse.header);
    workshop.heartbeat({ step: 'Proposing types', done: 0, total: outcome.columns.length, unit: 'columns' });
    const samples = await sampleColumns(duck, outcome.records, outcome.columns.length);
    const attributes = buildAttributes(mapping, samples, params).map(({ attribute }) => attribute);
    const codes = codesOf(mapping);
    const named = outcome.columns.map((column, index) => ({ column, code: codes[index] ?? '' }));
    const key = await chooseKey(workshop, params.key, named, attributes, outcome.records);
    const keyed = attributes.map((attribute) => {
      const place = key.columns.indexOf(attribute.position - 1);
      return { ...attribute, keyOrder: place < 0 ? null : place + 1 };
    });
    workshop.heartbeat({ step: 'Keying records', done: 0, total: outcome.accepted, unit: 'records' });
    const keys = await makeKeys(workshop, params.dataSha256, parse, outcome.records, key.columns);
    workshop.heartbeat({ step: 'Looking for faults', done: 0, total: outcome.accepted, unit: 'records' });
    await contentFaults(duck, { records: outcome.records, keys }, keyed, faults);
    await keyFaults(duck, { records: outcome.records, keys }, key.columns, outcome.columns, faults);
    const control = controlFound(params, outcome, faults);
    const { hash } = await hashPopulation(duck, keys);
    const { size } = await stat(storage.path(params.dataSha256));
    return {
      attributes: keyed,
      faults: faults.fact(),
      mapping: mappingFact(mapping),
      file: {
        sha256: params.dataSha256,
        name: params.dataName,
        size,
        dictionary: params.dictionarySha256 === null ? null : { sha256: params.dictionarySha256, name: params.dictionaryName ?? '' },
        parse,
        columns: outcome.columns,
        read: outcome.read,
        accepted: outcome.accepted,
        quarantined: outcome.quarantined,
        ...linesWhereTheyDiffer(outcome, parse),
        ...control,
        controlReason: params.controlReason,
        key: key.columns.map((at) => outcome.columns[at] ?? ''),
        recordNumberKey: key.columns.length === 0,
        keyNote: key.note,
        sourceSystem: params.sourceSystem,
        extractedBy: params.extractedBy,
        extractedAt: params.extractedAt,
        asOfDate: params.asOfDate,
        populationHash: hash,
      },
    };
  });
}
