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

/** Settles how a file is read: what is stated wins, the rest is found from its beginning. */
export function parseSettings(kind: SourceKind, stated: StatedSettings): ParseSettings {
  const controlLine = stated.control !== null && 'line' in stated.control ? stated.control.line : null;
  const common = { format: kind.format, compression: kind.compression, encoding: kind.encoding, controlLine };
  if (kind.format === 'parquet') return { ...common, delimiter: '', quoted: false, header: true, skipLines: 0, controlLine: null };
  const lines = kind.sample
    .split(kind.lineEnd === 'cr' ? '\r' : /\r?\n/)
    .slice(stated.skipLines, stated.skipLines + 200)
    .filter((line) => line !== '');
  const delimiter = stated.delimiter ?? sniffDelimiter(lines);
  const quoted = stated.quoted ?? (QUOTED_BY_CUSTOM.includes(delimiter) || looksQuoted(lines, delimiter));
  return { ...common, delimiter, quoted, header: stated.header, skipLines: stated.skipLines };
}
