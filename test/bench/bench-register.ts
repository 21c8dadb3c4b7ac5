import { DuckDBInstance } from '@duckdb/node-api';
import type { ProfiledAttribute } from '#domain/phases/profile-facts';

export const REGISTER_COLUMNS = 110;
export const REGISTER_DELIMITER = '|';

type Kind = 'key' | 'code' | 'integer' | 'date' | 'decimal' | 'text' | 'digits' | 'empty';

/** Kinds of columns, over and over: codes of a few values, amounts, dates, rates with "NA", streets, codes with zeros, nothing. */
function kindOf(position: number): Kind {
  if (position === 1) return 'key';
  const kinds: readonly Kind[] = ['empty', 'code', 'code', 'code', 'integer', 'date', 'decimal', 'text', 'digits', 'empty'];
  return kinds[position % 10] ?? 'empty';
}

/** SQL of a column's text for record i (from 0): whole-number arithmetic, so that every machine makes the same file. */
function columnSql(position: number): string {
  const dice = `((i * ${2 * position + 7_919} + ${position * 104_729}) % 99991)`;
  switch (kindOf(position)) {
    case 'key':
      return `'LOAN' || lpad(cast(i as varchar), 20, '0')`;
    case 'code':
      return `CAST(${dice} % ${2 + (position % 7)} AS VARCHAR)`;
    case 'integer':
      return `CASE WHEN ${dice} % 10 < 3 THEN '' ELSE CAST(${dice} AS VARCHAR) END`;
    case 'date':
      return `strftime(DATE '2020-01-01' + CAST(${dice} % 366 AS INTEGER), '%Y%m%d')`;
    case 'decimal':
      return `CASE WHEN ${dice} % 20 = 0 THEN 'NA' ELSE CAST(${dice} % 100 AS VARCHAR) || '.' || CAST(${dice} % 89 + 10 AS VARCHAR) END`;
    case 'text':
      return `CASE WHEN ${dice} % 3 = 0 THEN '' ELSE 'Street ' || CAST(${dice} % 5000 AS VARCHAR) END`;
    case 'digits':
      return `lpad(CAST(${dice} % 900 AS VARCHAR), 5, '0')`;
    case 'empty':
      return `''`;
  }
}

/** What a dictionary would call the column at a position. */
export function registerType(position: number): Pick<ProfiledAttribute, 'type' | 'format' | 'specialValues'> {
  switch (kindOf(position)) {
    case 'code':
    case 'digits':
      return { type: 'code', format: 'digits', specialValues: [] };
    case 'integer':
      return { type: 'integer', format: '', specialValues: [] };
    case 'decimal':
      return { type: 'decimal', format: '', specialValues: ['NA'] };
    case 'date':
      return { type: 'date', format: 'yyyymmdd', specialValues: [] };
    case 'key':
    case 'text':
    case 'empty':
      return { type: 'text', format: '', specialValues: [] };
  }
}

/** Positions (from 1) of the columns that hold numbers. */
export function numberColumns(): number[] {
  return Array.from({ length: REGISTER_COLUMNS }, (_, index) => index + 1).filter((position) =>
    ['integer', 'decimal'].includes(kindOf(position)),
  );
}

/** Writes a register of records with a header, delimited by "|", without quotation marks. */
export async function writeRegister(path: string, records: number): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  try {
    const columns = Array.from({ length: REGISTER_COLUMNS }, (_, index) => `${columnSql(index + 1)} AS FIELD_${index + 1}`);
    await connection.run(
      `copy (select ${columns.join(', ')} from range(${records}) t(i)) to '${path}' (format csv, delimiter '${REGISTER_DELIMITER}', header true, quote '')`,
    );
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
