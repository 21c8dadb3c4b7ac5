import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { z } from 'zod';
import type { ImportParams, ImportPreview } from '#contract/inquiries';
import type { AttributeProfile } from '#domain/phases/data-profiling/profile-facts';
import { newRule } from '#domain/phases/data-profiling/proposals/new-rule';
import { proposeFromDictionary } from '#domain/phases/data-profiling/proposals/propose-from-dictionary';
import type { RuleResult } from '#domain/phases/data-profiling/rule-item';
import type { Attribute } from '#domain/phases/planning/attribute-item';
import type { Population } from '#domain/phases/planning/population';
import { Refusal } from '#domain/refusals';
import type { ProfiledAttribute } from '#domain/rules/rule-attribute';
import type { Storage } from '#storage/storage';
import { type AnalysisContext, inWorkshop } from '../../../worker/analysis/files/analysis-context';
import { rememberedFiles } from '../../../worker/analysis/files/derived-files';
import { type ImportOutcome, importFile } from '../../../worker/analysis/files/import-file';
import { keyPositions, openPopulation } from '../../../worker/analysis/files/population-reader';
import { previewImport } from '../../../worker/analysis/files/preview-import';
import { populationFiles } from '../../../worker/analysis/files/recipes';
import { profilePopulation } from '../../../worker/analysis/profile/profile-population';
import { runRules } from '../../../worker/analysis/rules/run-rules';
import { importParams } from '../import-params';

const settingsSchema = z.object({
  data: z.string(),
  dictionary: z.string().optional(),
  options: z.object({ key: z.array(z.string()).optional(), delimiter: z.string().optional() }).optional(),
  rules: z.array(z.object({ code: z.string(), expression: z.string() })).optional(),
});

/** One folder of field cases, and what the product makes of its files. Every look goes through the preview and the import as they are. */
export class FieldCase {
  private readonly settings: z.infer<typeof settingsSchema>;
  private readonly derived = rememberedFiles();

  constructor(
    private readonly directory: string,
    private readonly storage: Storage,
  ) {
    this.settings = settingsSchema.parse(JSON.parse(readFileSync(join(directory, 'case.json'), 'utf8')));
  }

  private context(): AnalysisContext {
    return { storage: this.storage, derived: this.derived, signal: new AbortController().signal, heartbeat: () => undefined };
  }

  private async params(stated: Partial<ImportParams>): Promise<ImportParams> {
    const { data, dictionary = null, options } = this.settings;
    const put = async (name: string) => (await this.storage.put(createReadStream(join(this.directory, name)))).sha256;
    if (!existsSync(join(this.directory, data))) throw new Error(`${this.directory} has no ${data}.`);
    return importParams(
      {
        dictionarySha256: dictionary === null ? null : await put(dictionary),
        dictionaryName: dictionary,
        dataSha256: await put(data),
        dataName: data,
      },
      { delimiter: options?.delimiter ?? null, key: options?.key ?? null, ...stated },
    );
  }

  async preview(stated: Partial<ImportParams> = {}): Promise<ImportPreview> {
    return await previewImport(this.context(), await this.params(stated));
  }

  /** Imports, after a preview that has to show the same columns, types and first records as the import keeps. */
  async imported(stated: Partial<ImportParams> = {}): Promise<ImportOutcome> {
    const preview = await this.preview(stated);
    const outcome = await importFile(this.context(), await this.params(stated));
    expect(preview.columns.map((column) => column.column)).toEqual(outcome.file.columns);
    expect(preview.columns.map(({ code, type, format }) => ({ code, type, format }))).toEqual(
      outcome.attributes.map(({ code, type, format }) => ({ code, type: type ?? '', format })),
    );
    expect(preview.encoding).toBe(outcome.file.parse.encoding);
    const records = await this.records(outcome);
    expect(preview.firstRows).toEqual(records.slice(0, preview.firstRows.length).map((fields) => fields.map((field) => field ?? '')));
    return outcome;
  }

  /** The words of the refusal that preview and import both end with. */
  async refusal(stated: Partial<ImportParams> = {}): Promise<string> {
    const words: string[] = [];
    for (const look of [previewImport, importFile]) {
      const refused = await look(this.context(), await this.params(stated)).then(
        () => null,
        (error: unknown) => error,
      );
      if (!(refused instanceof Refusal)) throw new Error(`${look.name} refused nothing: ${String(refused)}`);
      words.push(refused.message);
    }
    expect(words[0]).toBe(words[1]);
    return words[0] ?? '';
  }

  private population({ file, attributes }: ImportOutcome): Population {
    const columns = file.columns.map((column, index) => {
      const attribute = attributes[index];
      if (attribute === undefined) throw new Error(`No attribute stands for column ${column}.`);
      return { column, code: attribute.code, included: true };
    });
    return {
      fileSha256: file.sha256,
      fileName: file.name,
      asOfDate: '',
      parse: file.parse,
      columns,
      key: file.key,
      count: file.accepted,
      control: null,
      hash: file.populationHash,
    };
  }

  /** Every accepted record in the file's order. */
  async records(outcome: ImportOutcome): Promise<(string | null)[][]> {
    const reader = await openPopulation(this.context(), this.population({ ...outcome, file: { ...outcome.file, key: [] } }));
    try {
      const found: { key: number; fields: (string | null)[] }[] = [];
      for await (const { key, fields } of reader.all()) found.push({ key: Number(key), fields });
      return found.sort((a, b) => a.key - b.key).map(({ fields }) => fields);
    } finally {
      await reader.close();
    }
  }

  /** Keys of every record, by their bytes. */
  async keys(outcome: ImportOutcome): Promise<string[]> {
    const reader = await openPopulation(this.context(), this.population(outcome));
    try {
      const found: string[] = [];
      for await (const { key } of reader.all()) found.push(key);
      return found;
    } finally {
      await reader.close();
    }
  }

  /** Results by code of the case's rules, of those that follow from the dictionary (`CODE.type` and the like), and of more. */
  async rules(outcome: ImportOutcome, more: Readonly<Record<string, string>> = {}): Promise<ReadonlyMap<string, RuleResult>> {
    const attributes = outcome.attributes.map((one): ProfiledAttribute => ({ ...one, confidential: false }));
    const rules = [
      ...proposeFromDictionary(attributes).map((proposal) => newRule(proposal, attributes)),
      ...(this.settings.rules ?? []),
      ...Object.entries(more).map(([code, expression]) => ({ code, expression })),
    ];
    const population = this.population(outcome);
    return await inWorkshop(this.context(), async (workshop) => {
      const files = await populationFiles(workshop, population.fileSha256, population.parse, keyPositions(population));
      return await runRules(workshop, files, population, attributes, rules);
    });
  }

  async profile(outcome: ImportOutcome, code: string): Promise<AttributeProfile> {
    const attributes = outcome.attributes
      .filter((attribute) => attribute.code === code)
      .map((one): ProfiledAttribute => ({ ...one, confidential: false }));
    const population = this.population(outcome);
    return await inWorkshop(this.context(), async (workshop) => {
      const files = await populationFiles(workshop, population.fileSha256, population.parse, keyPositions(population));
      for await (const profile of profilePopulation(workshop, files, population, attributes)) return profile;
      throw new Error(`There is no attribute ${code}.`);
    });
  }
}

/** What has to be so of one case. */
export type Answer = (given: FieldCase) => Promise<void>;

/** The attribute of a code. */
export function attributeOf(outcome: ImportOutcome, code: string): Attribute {
  const found = outcome.attributes.find((attribute) => attribute.code === code);
  if (found === undefined)
    throw new Error(`There is no attribute ${code} among ${outcome.attributes.map((attribute) => attribute.code).join(', ')}.`);
  return found;
}

/** Faults as "kind line value", in the order they are listed. */
export function faultsOf(outcome: ImportOutcome): string[] {
  return outcome.faults.first.map(({ kind, line, value }) => `${kind} ${line}${value === null ? '' : ` ${value}`}`);
}

/** How many records each rule of these codes tested and failed, as "failed of tested". */
export function failuresOf(results: ReadonlyMap<string, RuleResult>, ...codes: string[]): Record<string, string> {
  return Object.fromEntries(
    codes.map((code) => {
      const result = results.get(code);
      return [
        code,
        result === undefined || result.status === 'cannot-run' ? `cannot run: ${result?.message}` : `${result.failed} of ${result.tested}`,
      ];
    }),
  );
}
