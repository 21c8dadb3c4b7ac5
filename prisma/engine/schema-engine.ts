import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { SchemaEngine } from '@prisma/schema-engine-wasm';
import pg from 'pg';
import { migrationAdapterFactory } from './migration-adapter';
import type { MigrationFiles } from './migration-files';

type EngineConstructor = {
  new: (
    options: { datamodels: [string, string][] },
    log: (message: string) => void,
    adapter: ReturnType<typeof migrationAdapterFactory>,
  ) => Promise<SchemaEngine>;
};
type EngineModule = { SchemaEngine: EngineConstructor; __wbg_set_wasm: (exports: WebAssembly.Exports) => void };

let loaded: Promise<EngineModule> | undefined;

async function loadEngine(): Promise<EngineModule> {
  // The package's entry imports the .wasm as a module, which Node cannot; its glue file takes the instance instead.
  const folder = path.dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'));
  const glue = (await import(pathToFileURL(path.join(folder, 'schema_engine_bg.js')).href)) as EngineModule;
  const { instance } = await WebAssembly.instantiate(await readFile(path.join(folder, 'schema_engine_bg.wasm')), {
    './schema_engine_bg.js': glue as unknown as WebAssembly.ModuleImports,
  });
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: (message: string) => console.error(message) } });
  glue.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  return glue;
}

/** Runs `work` with Prisma's schema engine, in this process, on the given database; leaves no connection behind. */
export async function withSchemaEngine<T>(ownerUrl: string, files: MigrationFiles, work: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  loaded ??= loadEngine();
  const { SchemaEngine } = await loaded;
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 2 });
  const factory = migrationAdapterFactory(pool);
  try {
    const datamodels: [string, string][] = [[files.schema.path, files.schema.content]];
    const engine = await SchemaEngine.new({ datamodels }, () => {}, factory);
    try {
      return await work(engine);
    } catch (error) {
      throw causeOf(error, factory) ?? error;
    } finally {
      engine.free();
    }
  } finally {
    await pool.end();
  }
}

/** The engine names a driver's error only by number ("External error id#0"); this is the error itself. */
function causeOf(error: unknown, factory: ReturnType<typeof migrationAdapterFactory>): Error | null {
  const id = /External error id#(\d+)/.exec(error instanceof Error ? (error.stack ?? error.message) : '')?.[1];
  const cause = id === undefined ? undefined : factory.errorRegistry.consumeError(Number(id));
  return cause && 'error' in cause && cause.error instanceof Error ? cause.error : null;
}
