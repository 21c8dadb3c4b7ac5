import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImportParams } from '#contract/inquiries';
import type { AttributeProfile } from '#domain/phases/data-profiling/profile-facts';
import { newRule } from '#domain/phases/data-profiling/proposals/new-rule';
import { proposeFromData } from '#domain/phases/data-profiling/proposals/propose-from-data';
import { proposeFromDictionary } from '#domain/phases/data-profiling/proposals/propose-from-dictionary';
import type { ProfiledAttribute } from '#domain/rules/rule-attribute';
import { openStorage, type Storage } from '#storage/storage';
import { expectProfile } from '../../../test/oracles/plain-profile';
import { importParams } from '../../../test/support/import-params';
import { inWorkshop } from '../files/analysis-context';
import { rememberedFiles } from '../files/derived-files';
import { importFile } from '../files/import-file';
import { populationFiles } from '../files/recipes';
import { runRules } from '../rules/run-rules';
import { profilePopulation } from './profile-population';
import { findRelations } from './profile-relations';

const DATA = process.env.COUNTERSIGN_REFERENCE_DATA ?? '../shared/data';
const FILING = join(DATA, 'hmda-2020-filing');
const PUBLIC = join(DATA, 'hmda-2017-public');
const ABSENT = `reference data looked for in ${DATA}; skipped where absent`;

let directory: string;
let storage: Storage;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'profile-reference-'));
  storage = openStorage(directory);
});
afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

/** Imports a file, profiles it, proposes rules and runs them: what Data Profiling does, without its versions. */
async function profiled(dataPath: string, dictionaryPath: string, stated: Partial<ImportParams>) {
  const context = { storage, derived: rememberedFiles(), signal: new AbortController().signal, heartbeat: () => undefined };
  const [data, dictionary] = [await storage.put(createReadStream(dataPath)), await storage.put(createReadStream(dictionaryPath))];
  const params = importParams(
    { dictionarySha256: dictionary.sha256, dictionaryName: dictionaryPath, dataSha256: data.sha256, dataName: dataPath },
    stated,
  );
  const { file, attributes: planned } = await importFile(context, params);
  const attributes = planned.map((one): ProfiledAttribute => ({ ...one, confidential: false }));
  const population = {
    columns: file.columns.map((column, index) => ({ column, code: planned[index]?.code ?? column, included: true })),
    hash: file.populationHash,
    count: file.accepted,
  };
  return await inWorkshop(context, async (workshop) => {
    const files = await populationFiles(workshop, file.sha256, file.parse, []);
    const profiles = new Map<string, AttributeProfile>();
    for await (const profile of profilePopulation(workshop, files, population, attributes)) profiles.set(profile.code, profile);
    const relations = await findRelations(workshop, files, population, attributes, profiles);
    const rules = [...proposeFromDictionary(attributes), ...proposeFromData(attributes, profiles, relations)].map((proposal) =>
      newRule(proposal, attributes),
    );
    const results = await runRules(
      workshop,
      files,
      { ...population, fileSha256: file.sha256, fileName: '', asOfDate: '', parse: file.parse, key: [], control: null },
      attributes,
      rules,
    );
    return { attributes, profiles, relations, rules, results };
  });
}

/** Every figure equals a plain computation over the file's own text; every rule reads and runs, and what the data suggested holds in them. */
function expectAll(
  { attributes, profiles, rules, results }: Awaited<ReturnType<typeof profiled>>,
  records: readonly (readonly string[])[],
): void {
  for (const [index, attribute] of attributes.entries()) {
    const profile = profiles.get(attribute.code);
    if (profile === undefined) throw new Error(`${attribute.code} has no profile`);
    expectProfile(
      profile,
      records.map((record) => record[index] ?? null),
      attribute,
    );
  }
  for (const rule of rules) {
    expect(rule.problem, rule.code).toBeNull();
    expect(results.get(rule.code)?.status, rule.code).not.toBe('cannot-run');
    if (rule.source === 'data' && !rule.code.endsWith('.range'))
      expect(results.get(rule.code), rule.code).toMatchObject({ status: 'ran', failed: 0 });
  }
  for (const { code, wrongType, outOfDomain } of profiles.values()) {
    expect(results.get(`${code}.type`)?.failed ?? wrongType, code).toBe(wrongType);
    expect(results.get(`${code}.valid-values`)?.failed ?? outOfDomain, code).toBe(outOfDomain);
  }
}

describe.skipIf(!existsSync(FILING))(`the profile of the 2020 filing (${ABSENT})`, { timeout: 120_000 }, () => {
  it('agrees in all 110 attributes with a plain computation, and the rules proposed from it agree with the profile', async () => {
    const path = join(FILING, 'lar.txt');
    const made = await profiled(path, join(FILING, 'dictionary/fig_2021_table2.json'), {
      delimiter: '|',
      header: false,
      skipLines: 1,
      key: ['3'],
    });
    const records = readFileSync(path, 'utf8')
      .split(/\r?\n/)
      .slice(1)
      .filter((line) => line !== '')
      .map((line) => line.split('|'));
    expect([made.profiles.size, records.length]).toEqual([110, 1_000]);
    expectAll(made, records);
    expect(made.rules.filter((rule) => rule.source === 'dictionary')).toHaveLength(5);
    expect(made.relations).toContainEqual(
      expect.objectContaining({ relation: { kind: 'ordered', earlier: made.attributes[3]?.code, later: made.attributes[11]?.code } }),
    );
  });
});

describe.skipIf(!existsSync(PUBLIC))(`the profile of the public loan records (${ABSENT})`, { timeout: 300_000 }, () => {
  it('agrees with a plain computation on 20,000 records', async () => {
    const path = join(PUBLIC, 'lar-20000.csv');
    const made = await profiled(path, join(PUBLIC, 'dictionary/lar_2014_2016.csv'), { key: ['@row'] });
    const records = (parse(readFileSync(path), { relax_column_count: true }) as string[][]).slice(1);
    expect(records).toHaveLength(20_000);
    expectAll(made, records);
  });
});
