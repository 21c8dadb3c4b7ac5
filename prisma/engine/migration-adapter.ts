import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
  type SqlResultSet,
} from '@prisma/driver-adapter-utils';
import type pg from 'pg';

const CHAR_TYPE = 18; // PostgreSQL's "char", which adapter-pg does not know and the catalog is full of
const BPCHAR_TYPE = 1042;

type Rows = unknown[][];
interface QueryInternals {
  performIO(query: SqlQuery): Promise<pg.QueryArrayResult<unknown[]>>;
}
type PgAdapter = Awaited<ReturnType<PrismaPg['connect']>>;

/** Makes one connected adapter fit for migrations: reads "char" columns and sends a script whole. */
function prepareAdapter(adapter: PgAdapter): SqlDriverAdapter {
  const internals = adapter as unknown as QueryInternals;
  const performIO = internals.performIO.bind(adapter);
  const charColumns = new WeakMap<Rows, number[]>();
  internals.performIO = async (query) => {
    const result = await performIO(query);
    const found = result.fields.flatMap((field, index) => (field.dataTypeID === CHAR_TYPE ? [index] : []));
    for (const index of found) {
      const field = result.fields[index];
      if (field) field.dataTypeID = BPCHAR_TYPE;
    }
    charColumns.set(result.rows, found);
    return result;
  };

  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (query): Promise<SqlResultSet> => {
    const result = await queryRaw(query);
    for (const index of charColumns.get(result.rows as Rows) ?? []) result.columnTypes[index] = ColumnTypeEnum.Character;
    return result;
  };

  // adapter-pg splits a script at every ";", which breaks function bodies and leaves a failed script half applied.
  // One simple query is one implicit transaction.
  adapter.executeScript = async (script) => {
    await adapter.underlyingDriver().query(script);
  };
  return adapter;
}

/** The driver through which the schema engine reaches PostgreSQL; the caller ends the pool. */
export function migrationAdapterFactory(pool: pg.Pool): ReturnType<typeof bindMigrationAwareSqlAdapterFactory> {
  const base = new PrismaPg(pool);
  const factory: SqlMigrationAwareDriverAdapterFactory = {
    provider: base.provider,
    adapterName: base.adapterName,
    connect: async () => prepareAdapter(await base.connect()),
    connectToShadowDb: async () => prepareAdapter(await base.connectToShadowDb()),
  };
  return bindMigrationAwareSqlAdapterFactory(factory);
}
