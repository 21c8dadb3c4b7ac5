import { DuckDBInstance } from '@duckdb/node-api';
import type { ProfiledAttribute } from '#domain/rules/rule-attribute';

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
      return `cast(${dice} % ${2 + (position % 7)} as varchar)`;
    case 'integer':
      return `case when ${dice} % 10 < 3 then '' else cast(${dice} as varchar) end`;
    case 'date':
      return `strftime(date '2020-01-01' + cast(${dice} % 366 as integer), '%Y%m%d')`;
    case 'decimal':
      return `case when ${dice} % 20 = 0 then 'NA' else cast(${dice} % 100 as varchar) || '.' || cast(${dice} % 89 + 10 as varchar) end`;
    case 'text':
      return `case when ${dice} % 3 = 0 then '' else 'Street ' || cast(${dice} % 5000 as varchar) end`;
    case 'digits':
      return `lpad(cast(${dice} % 900 as varchar), 5, '0')`;
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

/** Writes a register of so many records and columns with a header, delimited by "|", without quotation marks. */
export async function writeRegister(path: string, records: number, columnCount = REGISTER_COLUMNS): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  try {
    const columns = Array.from({ length: columnCount }, (_, index) => `${columnSql(index + 1)} as FIELD_${index + 1}`);
    await connection.run(
      `copy (select ${columns.join(', ')} from range(${records}) t(i)) to '${path}' (format csv, delimiter '${REGISTER_DELIMITER}', header true, quote '')`,
    );
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
