import { Command, InvalidArgumentError } from 'commander';
import type { PhaseName } from '#domain/phase/phase-names';
import { PLAYED_PHASES } from './played-phases';

/** What `./countersign play` was asked to do. Without own files it plays on the demo's register. */
export interface PlayOptions {
  dictionary: string | null;
  data: string | null;
  skipLines: number;
  /** null: detect. */
  delimiter: string | null;
  header: boolean;
  /** Column names or positions (from 1), "@row" for the record number, null to take what is proposed. */
  key: readonly string[] | null;
  /** File of lines `entry=column`, null for none. */
  map: string | null;
  lobColumn: string | null;
  lobMap: Readonly<Record<string, string>>;
  control: { line: number; field: number } | null;
  /** Files of machine-readable rules for Data Profiling. */
  rules: readonly string[];
  until: PhaseName;
  seed: string;
  json: boolean;
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError('expects a whole number.');
  return value;
}

function phaseName(text: string): PhaseName {
  const phase = PLAYED_PHASES.find((name) => name === text);
  if (!phase) throw new InvalidArgumentError(`is one of ${PLAYED_PHASES.join(', ')}.`);
  return phase;
}

/** "1=Retail,2=Commercial" → {1: Retail, 2: Commercial}. */
export function parseLobMap(text: string): Record<string, string> {
  const pairs = text.split(',').map((pair) => {
    const at = pair.indexOf('=');
    if (at < 1 || at === pair.length - 1) throw new InvalidArgumentError(`"${pair}" is not value=LOB.`);
    return [pair.slice(0, at), pair.slice(at + 1)] as const;
  });
  return Object.fromEntries(pairs);
}

/** Parses the arguments after `play`; prints help or the error and throws commander's own error when they are wrong. */
export function parsePlayOptions(argv: readonly string[]): PlayOptions {
  const command = new Command('countersign play')
    .description('Drives a report through its phases as the different people would.')
    .option('--dictionary <file>', 'data dictionary (CSV, XLSX or JSON)')
    .option('--data <file>', 'data file (delimited text, also gzip, or Parquet)')
    .option('--skip-lines <n>', 'leading lines that are not records', wholeNumber, 0)
    .option('--delimiter <c>', 'separator of fields; found out when not given')
    .option('--no-header', 'the file has no line of column names')
    .option('--key <columns>', 'key columns by name or position, comma-separated, or @row')
    .option('--map <file>', 'lines entry=column that overrule the matching by name and position')
    .option('--lob-column <column>', 'column that tells the line of business, by name or position')
    .option('--lob-map <pairs>', 'what its values mean: value=LOB,value=LOB', parseLobMap, {})
    .option('--control-line <n>', 'physical line that holds the control total', wholeNumber)
    .option('--control-field <n>', 'field of that line, from 1', wholeNumber)
    .option(
      '--rules <file>',
      'machine-readable edits (HMDA rule specification) to read in; may be given several times',
      (file: string, before: string[]) => [...before, file],
      [],
    )
    .option('--until <phase>', 'last phase to play', phaseName, PLAYED_PHASES.at(-1))
    .option('--seed <text>', 'seed of every draw', 'countersign')
    .option('--json', 'print one JSON object a line', false)
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(text) });
  command.parse([...argv], { from: 'user' });
  const given = command.opts<{
    dictionary?: string;
    data?: string;
    skipLines: number;
    delimiter?: string;
    header: boolean;
    key?: string;
    map?: string;
    lobColumn?: string;
    lobMap: Record<string, string>;
    controlLine?: number;
    controlField?: number;
    rules: string[];
    until: PhaseName;
    seed: string;
    json: boolean;
  }>();
  if ((given.controlLine === undefined) !== (given.controlField === undefined)) {
    command.error('error: --control-line and --control-field belong together.');
  }
  return {
    dictionary: given.dictionary ?? null,
    data: given.data ?? null,
    skipLines: given.skipLines,
    delimiter: given.delimiter ?? null,
    header: given.header,
    key: given.key?.split(',') ?? null,
    map: given.map ?? null,
    lobColumn: given.lobColumn ?? null,
    lobMap: given.lobMap,
    control:
      given.controlLine === undefined || given.controlField === undefined ? null : { line: given.controlLine, field: given.controlField },
    rules: given.rules,
    until: given.until,
    seed: given.seed,
    json: given.json,
  };
}
