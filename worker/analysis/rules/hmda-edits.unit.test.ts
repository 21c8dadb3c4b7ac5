import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Attribute } from '#domain/phases/planning/attribute-item';
import type { ProfiledAttribute } from '#domain/rules/rule-attribute';
import { openStorage, type Storage } from '#storage/storage';
import { exceptionCounts, exceptionLine } from '../../../test/oracles/exception-counts';
import { importParams } from '../../../test/support/import-params';
import { readRuleFile } from '../../prepare/data-profiling/import-rules';
import { inWorkshop } from '../files/analysis-context';
import { rememberedFiles } from '../files/derived-files';
import { importFile } from '../files/import-file';
import { populationFiles } from '../files/recipes';
import { runRules } from './run-rules';

const DATA = process.env.COUNTERSIGN_REFERENCE_DATA ?? '../shared/data';
const PUBLIC = join(DATA, 'hmda-2017-public');
const SPEC = join(PUBLIC, 'dictionary/hmda-rule-spec-2014');

let directory: string;
let storage: Storage;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'edits-'));
  storage = openStorage(directory);
});
afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

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

describe.skipIf(!existsSync(PUBLIC))(
  `the published edits on the public records (reference data looked for in ${DATA}; skipped where absent)`,
  { timeout: 120_000 },
  () => {
    it('counts the exceptions that were published', async () => {
      const context = { storage, derived: rememberedFiles(), signal: new AbortController().signal, heartbeat: () => undefined };
      const data = await storage.put(createReadStream(join(PUBLIC, 'lar-80000.csv.gz')));
      const dictionary = await storage.put(createReadStream(join(PUBLIC, 'dictionary/lar_2014_2016.csv')));
      const { file, attributes: planned } = await importFile(
        context,
        importParams(
          {
            dictionarySha256: dictionary.sha256,
            dictionaryName: 'lar_2014_2016.csv',
            dataSha256: data.sha256,
            dataName: 'lar-80000.csv.gz',
          },
          { key: ['@row'] },
        ),
      );
      const attributes = planned.map(profiled);
      const files = await Promise.all(
        ['lar-validity.json', 'lar-quality.json'].map((name) => readRuleFile(join(SPEC, name), attributes, {})),
      );
      const rules = files.flatMap((one) => one.rules);
      const leftOut = files.flatMap((one) => one.leftOut);
      const byColumn = new Map(planned.map((attribute) => [attribute.column, attribute.code]));
      const population = {
        fileSha256: file.sha256,
        fileName: file.name,
        asOfDate: '',
        parse: file.parse,
        columns: file.columns.map((column) => ({ column, code: byColumn.get(column) ?? column, included: true })),
        key: [],
        count: file.accepted,
        control: null,
        hash: file.populationHash,
      };
      const results = await inWorkshop(context, async (workshop) => {
        const found = await populationFiles(workshop, file.sha256, file.parse, []);
        return await runRules(workshop, found, population, attributes, rules);
      });
      const counts = exceptionCounts(JSON.parse(readFileSync(join(PUBLIC, 'observed_rule_exceptions_2014_spec.json'), 'utf8')), results);
      console.info(exceptionLine(counts, rules.length, rules.length + leftOut.length));
      expect(counts.different).toEqual([]);
      expect(counts.equal).toBeGreaterThanOrEqual(70);
      expect(counts.withFailures).toBe(24);
      expect(counts.equalWithFailures).toBe(24);
      expect(leftOut.map(({ id }) => id).sort()).toEqual([
        'Q001',
        'Q022',
        'Q024',
        'Q032',
        'V210',
        'V215',
        'V262',
        'V265',
        'V275',
        'V280',
        'V290',
        'V295',
        'V300',
      ]);
    });
  },
);
