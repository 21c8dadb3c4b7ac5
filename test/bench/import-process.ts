import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import type { Attribute } from '#domain/phases/planning/attribute-item';
import type { FileFact } from '#domain/phases/planning/facts';
import type { ProfiledAttribute } from '#domain/rules/rule-attribute';
import { openStorage } from '#storage/storage';
import { type AnalysisContext, inWorkshop } from '#worker/analysis/files/analysis-context';
import { rememberedFiles } from '#worker/analysis/files/derived-files';
import { importFile } from '#worker/analysis/files/import-file';
import { populationFiles } from '#worker/analysis/files/recipes';
import { profilePopulation } from '#worker/analysis/profile/profile-population';
import { importParams } from '../support/import-params';
import { readAndSummarise } from './bare-duckdb';
import { REGISTER_DELIMITER } from './bench-register';

/** What the process that imports is told by its arguments. */
export type ImportTask = { kind: 'ours'; storage: string; sha256: string } | { kind: 'floor'; input: string; directory: string };

/** What it answers: how long it took and the most memory it held. */
export interface ImportAnswer {
  milliseconds: number;
  peakMebibytes: number;
  imported: { file: FileFact; attributes: ProfiledAttribute[]; derived: [source: string, recipe: string, sha256: string][] } | null;
}

function profiled({
  code,
  name,
  column,
  type,
  format,
  requirement,
  validValues,
  specialValues,
  exhaustive,
  keyOrder,
}: Attribute): ProfiledAttribute {
  return { code, name, column, type, format, requirement, validValues, specialValues, exhaustive, keyOrder, confidential: false };
}

async function importAndProfile(root: string, sha256: string): Promise<ImportAnswer['imported']> {
  const remembered = rememberedFiles();
  const derived: [string, string, string][] = [];
  const context: AnalysisContext = {
    storage: openStorage(root),
    derived: {
      find: remembered.find,
      record: async (source, recipe, made) => {
        derived.push([source, recipe, made]);
        await remembered.record(source, recipe, made);
      },
    },
    signal: new AbortController().signal,
    heartbeat: () => undefined,
  };
  const { file, attributes: proposed } = await importFile(
    context,
    importParams({ dataSha256: sha256, dataName: 'register.txt' }, { delimiter: REGISTER_DELIMITER, quoted: false }),
  );
  const attributes = proposed.map(profiled);
  const columns = attributes.map(({ code, column }) => ({ code, column: column ?? code, included: true }));
  await inWorkshop(context, async (workshop) => {
    const keys = file.key.map((name) => file.columns.indexOf(name));
    const files = await populationFiles(workshop, sha256, file.parse, keys);
    for await (const profile of profilePopulation(workshop, files, { columns, hash: file.populationHash }, attributes))
      if (profile.records !== file.accepted) throw new Error(`${profile.code} tells of ${profile.records} records.`);
  });
  return { file, attributes, derived };
}

async function answer(task: ImportTask): Promise<ImportAnswer> {
  const begun = performance.now();
  let imported: ImportAnswer['imported'] = null;
  if (task.kind === 'ours') imported = await importAndProfile(task.storage, task.sha256);
  else await readAndSummarise(task.input, join(task.directory, 'floor.parquet'), task.directory);
  return { milliseconds: performance.now() - begun, peakMebibytes: process.resourceUsage().maxRSS / 1024, imported };
}

// As the process for analyses, which leaves the processor to those that answer people.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
if (process.send) process.send(await answer(JSON.parse(process.argv[2] ?? '') as ImportTask));
