import type { DrawFact } from '#domain/phases/sample-selection/facts';

/** A population of a thousand records, as a draw names it. */
const POPULATION: DrawFact['population'] = {
  fileSha256: 'f'.repeat(64),
  fileName: 'x',
  asOfDate: '',
  parse: {
    format: 'delimited',
    compression: 'none',
    encoding: 'utf-8',
    delimiter: '|',
    quoted: false,
    header: true,
    skipLines: 0,
    controlLine: null,
  },
  columns: [],
  key: [],
  count: 1_000,
  control: null,
  hash: 'h',
};

/** A random draw of two records, with what is different about it. */
export function madeDraw(changes: Partial<DrawFact> = {}): DrawFact {
  return {
    method: 'random',
    methodVersion: 'hash-rank/1',
    seed: 's',
    size: null,
    asked: 2,
    drawn: 2,
    filter: null,
    keys: [],
    excluding: [],
    keysHash: 'k',
    replaced: [],
    reason: '',
    by: 'p-1',
    population: POPULATION,
    ...changes,
  };
}
