import type { Faults } from '../fault';
import { type Line, linesOf } from '../lines';
import { ITEMS_PATH } from '../record/record-tables';
import type { VerifyTools } from '../tools';
import { hashOfKeys, PopulationCheck, populationPath } from './population-file';
import type { RecordedDraw } from './recorded-draws';
import { type Redrawing, redrawing, takesValues, whyNotRepeated } from './repeat-draw';

/** What making a draw again came to. */
export interface RepeatedDraw extends Omit<RecordedDraw, 'samples'> {
  outcome: 'same' | 'differs' | 'not repeated';
  /** What differs, or why it was not repeated, in words; empty where it is the same. */
  words: string;
}

export interface RepeatRequest {
  open: (path: string) => AsyncIterable<Uint8Array>;
  has: (path: string) => boolean;
}

/**
 * Makes each draw of a record again from its seed, its rule and the records of its population, which are held to the population's hash first. What
 * differs is a fault; what cannot be repeated says why, and is none.
 */
export async function repeatDraws(
  tools: VerifyTools,
  draws: readonly RecordedDraw[],
  { open, has }: RepeatRequest,
  faults: Faults,
): Promise<RepeatedDraw[]> {
  const told = new Map<RecordedDraw, Pick<RepeatedDraw, 'outcome' | 'words'>>();
  for (const [hash, ofIt] of byPopulation(draws)) {
    const path = populationPath(hash);
    const running = new Map<RecordedDraw, Redrawing>();
    for (const draw of ofIt) {
      const why = has(path) ? whyNotRepeated(draw.fact) : 'the records of its population are not in the package.';
      if (why === null) running.set(draw, redrawing(tools, draw.fact));
      else told.set(draw, { outcome: 'not repeated', words: why });
    }
    if (!has(path)) continue;
    const population = await readPopulation(tools, path, open(path), running, faults);
    for (const [draw, again] of running) told.set(draw, outcomeOf(tools, draw, again, population));
  }
  return draws.map((draw) => {
    const { samples: _samples, ...named } = draw;
    const { outcome, words } = told.get(draw) ?? { outcome: 'not repeated', words: '' };
    if (outcome === 'differs')
      faults.add({ file: ITEMS_PATH, chain: draw.chain, version: draw.version, item: draw.key }, `drawn again, it differs: ${words}`);
    return { ...named, outcome, words };
  });
}

function byPopulation(draws: readonly RecordedDraw[]): Map<string, RecordedDraw[]> {
  const found = new Map<string, RecordedDraw[]>();
  for (const draw of draws) found.set(draw.fact.population.hash, [...(found.get(draw.fact.population.hash) ?? []), draw]);
  return found;
}

interface ReadPopulation {
  hash: string;
  count: number;
  withFields: boolean;
}

async function readPopulation(
  tools: VerifyTools,
  path: string,
  bytes: AsyncIterable<Uint8Array>,
  running: ReadonlyMap<RecordedDraw, Redrawing>,
  faults: Faults,
): Promise<ReadPopulation> {
  const check = new PopulationCheck(tools);
  let withFields = true;
  for await (const { number, line } of linesOf(path, bytes)) {
    if (line === null) faults.add({ file: path }, `line ${number} is not the canonical text of an object.`);
    const record = check.take(line ?? ({} as Line));
    withFields &&= record.fields !== null;
    for (const again of running.values()) again.take(record);
  }
  const hash = check.digest();
  faults.expect(check.wrong === null, { file: path }, check.wrong ?? '');
  faults.expect(populationPath(hash) === path, { file: path }, 'its records are not the population that its name says.');
  return { hash, count: check.count, withFields };
}

function outcomeOf(
  tools: VerifyTools,
  { fact, samples }: RecordedDraw,
  again: Redrawing,
  population: ReadPopulation,
): Pick<RepeatedDraw, 'outcome' | 'words'> {
  if (takesValues(fact) && !population.withFields)
    return { outcome: 'not repeated', words: 'the values of its records are not in the package.' };
  const differs = (words: string) => ({ outcome: 'differs' as const, words });
  if (population.hash !== fact.population.hash) return differs('its population has another hash.');
  if (population.count !== fact.population.count)
    return differs(`its population holds ${population.count} records, recorded ${fact.population.count}.`);
  const drawn = again.end();
  if ('difference' in drawn) return differs(`${drawn.difference}.`);
  if (drawn.keys.length !== fact.drawn) return differs(`${drawn.keys.length} records come out, recorded ${fact.drawn}.`);
  if (hashOfKeys(tools, drawn.keys) !== fact.keysHash) {
    const at = drawn.keys.findIndex((key) => !samples.has(key));
    return differs(
      at < 0
        ? 'the same records come out in another order than was recorded.'
        : `at record ${at + 1}: ${drawn.keys[at] ?? ''} comes out, and no sample says that it was drawn so.`,
    );
  }
  for (const [at, { excluded, by }] of drawn.replaced.entries())
    if (by !== fact.replaced[at]?.by)
      return differs(`${by ?? 'no record'} takes the place of ${excluded}, recorded ${fact.replaced[at]?.by ?? 'none'}.`);
  return { outcome: 'same', words: '' };
}
