import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AttributeProfile } from '#domain/phases/data-profiling/profile-facts';
import type { ProfiledAttribute } from '#domain/rules/rule-attribute';
import { openStorage, type Storage } from '#storage/storage';
import { openWorkshop, type Workshop } from '../../worker/analysis/files/analysis-context';
import { rememberedFiles } from '../../worker/analysis/files/derived-files';
import { literal } from '../../worker/analysis/files/duckdb';
import { profilePopulation } from '../../worker/analysis/profile/profile-population';

/** Stands for "nothing" where values are bound as texts. */
const NOTHING = '\u0001';

/** The attribute that tests profile, a text unless they say otherwise. */
export const PROFILED: ProfiledAttribute = {
  code: 'A',
  name: 'A',
  column: 'a',
  type: 'text',
  format: '',
  requirement: null,
  validValues: [],
  specialValues: [],
  exhaustive: false,
  keyOrder: null,
  confidential: false,
};

/** A workshop for profiles of one attribute whose values a test makes up. */
export class OneAttribute {
  private constructor(
    private readonly directory: string,
    readonly storage: Storage,
    readonly workshop: Workshop & { close(): Promise<void> },
  ) {}

  static async open(): Promise<OneAttribute> {
    const directory = await mkdtemp(join(tmpdir(), 'profile-'));
    const storage = openStorage(directory);
    const workshop = await openWorkshop({
      storage,
      derived: rememberedFiles(),
      signal: new AbortController().signal,
      heartbeat: () => undefined,
    });
    return new OneAttribute(directory, storage, workshop);
  }

  async close(): Promise<void> {
    await this.workshop.close();
    await rm(this.directory, { recursive: true, force: true });
  }

  /** Writes the values as the records of a population and profiles them. */
  async profile(values: readonly (string | null)[], changes: Partial<ProfiledAttribute>): Promise<AttributeProfile> {
    const { workshop } = this;
    const records = workshop.file('records.parquet');
    await workshop.duck.run('create or replace temp table given as select nullif(v, chr(1)) as c1 from (select unnest($1) as v)', [
      values.map((value) => value ?? NOTHING),
    ]);
    await workshop.duck.run(`copy given to ${literal(records)} (format parquet)`);
    const profiles: AttributeProfile[] = [];
    for await (const profile of profilePopulation(
      workshop,
      { records, keys: '' },
      { columns: [{ column: 'a', code: 'A', included: true }], hash: 'h' },
      [{ ...PROFILED, ...changes }],
    ))
      profiles.push(profile);
    const [profile] = profiles;
    if (profile === undefined || profiles.length !== 1) throw new Error('one profile was expected');
    return profile;
  }
}
