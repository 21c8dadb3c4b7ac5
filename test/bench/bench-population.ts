import { fork } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openStorage } from '#storage/storage';
import type { AnalysisContext } from '#worker/analysis/files/analysis-context';
import { rememberedFiles } from '#worker/analysis/files/derived-files';
import type { PopulationSource } from '#worker/analysis/files/population-reader';
import { writeRegister } from './bench-register';
import type { ImportAnswer, ImportTask } from './import-process';

/** A register of generated records, stored as an upload is, in a folder that is thrown away. */
export class BenchPopulation {
  private answer: ImportAnswer | null = null;

  private constructor(
    readonly records: number,
    readonly directory: string,
    private readonly sha256: string,
  ) {}

  static async create(records: number, columns?: number): Promise<BenchPopulation> {
    const directory = await mkdtemp(join(tmpdir(), 'countersign-bench-'));
    const input = join(directory, 'register.txt');
    await writeRegister(input, records, columns);
    const { sha256 } = await openStorage(join(directory, 'storage')).put(createReadStream(input));
    return new BenchPopulation(records, directory, sha256);
  }

  /** Imports and profiles it as the worker does, in a process of its own. */
  async importOnce(): Promise<ImportAnswer> {
    this.answer = await inProcess({ kind: 'ours', storage: join(this.directory, 'storage'), sha256: this.sha256 });
    return this.answer;
  }

  /** Reads and sums up the same file by bare DuckDB, in a process of its own. */
  async floorOnce(): Promise<ImportAnswer> {
    return await inProcess({ kind: 'floor', input: join(this.directory, 'register.txt'), directory: this.directory });
  }

  /** What reads the imported population, and what it is; imported now where it is not yet. */
  async imported(): Promise<{ context: AnalysisContext; source: PopulationSource; answer: NonNullable<ImportAnswer['imported']> }> {
    const { imported } = this.answer ?? (await this.importOnce());
    if (imported === null) throw new Error('Nothing was imported.');
    const derived = rememberedFiles();
    for (const [source, recipe, sha256] of imported.derived) await derived.record(source, recipe, sha256);
    const context = {
      storage: openStorage(join(this.directory, 'storage')),
      derived,
      signal: new AbortController().signal,
      heartbeat: () => undefined,
    };
    const columns = imported.attributes.map(({ code, column }) => ({ code, column: column ?? code, included: true }));
    return { context, source: { fileSha256: this.sha256, parse: imported.file.parse, columns, key: imported.file.key }, answer: imported };
  }

  async remove(): Promise<void> {
    await rm(this.directory, { recursive: true, force: true });
  }
}

function inProcess(task: ImportTask): Promise<ImportAnswer> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('./import-process.ts', import.meta.url)), [JSON.stringify(task)]);
    let told: ImportAnswer | null = null;
    child.on('message', (message) => {
      told = message as ImportAnswer;
    });
    child.on('error', reject);
    child.on('exit', (code) => (told === null ? reject(new Error(`The process that imports ended with ${code}.`)) : resolve(told)));
  });
}
