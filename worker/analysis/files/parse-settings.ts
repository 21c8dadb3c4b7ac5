import type { ImportParams } from '#contract/inquiries';
import type { ParseSettings } from '#domain/phases/planning/facts';
import { looksQuoted, sniffDelimiter } from '#domain/phases/planning/import/sniff';
import type { SourceKind } from './source-file';

/** What a tester may say about how a file is written; null is found out. */
export interface StatedSettings {
  delimiter: string | null;
  quoted: boolean | null;
  header: boolean;
  skipLines: number;
  control: ImportParams['control'];
}

/** Quotation marks mean quoting by custom where these separate fields; elsewhere only where a field begins with one. */
const QUOTED_BY_CUSTOM = [',', ';', '\t'];

/** Excel's first line that names the separator; its program takes it for no record. */
const NAMED_SEPARATOR = /^"?sep=(.|\t)"?$/i;

/** Settles how a file is read: what is stated wins, the rest is found from its beginning. `kind` was found with the encoding stated. */
export function parseSettings(kind: SourceKind, stated: StatedSettings): ParseSettings {
  const controlLine = stated.control !== null && 'line' in stated.control ? stated.control.line : null;
  const common = { format: kind.format, compression: kind.compression, encoding: kind.encoding, controlLine };
  if (kind.format === 'parquet')
    return { ...common, delimiter: '', quoted: false, header: true, skipLines: 0, controlLine: null, numbers: 'plain' };
  const all = kind.sample.split(kind.lineEnd === 'cr' ? '\r' : /\r?\n/, stated.skipLines + 201);
  const named = NAMED_SEPARATOR.exec(all[stated.skipLines] ?? '')?.[1] ?? null;
  const skipLines = stated.skipLines + (named === null ? 0 : 1);
  const lines = all.slice(skipLines, stated.skipLines + 200).filter((line) => line !== '');
  const delimiter = stated.delimiter ?? named ?? sniffDelimiter(lines);
  const quoted = stated.quoted ?? (QUOTED_BY_CUSTOM.includes(delimiter) || looksQuoted(lines, delimiter));
  return { ...common, delimiter, quoted, header: stated.header, skipLines };
}
