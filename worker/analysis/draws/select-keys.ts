import type { PopulationReader } from '../files/population-reader';
import { selectMix } from './draw-mix';
import { selectMonetary } from './draw-monetary';
import { selectStrata } from './draw-strata';
import type { DrawnRecord, Selection } from './drawn-record';

/** Records of a draw in order: by its design, else those named first, then by hash rank. The whole population comes by key. */
export async function selectRecords(reader: PopulationReader, selection: Selection): Promise<DrawnRecord[]> {
  const { design, seed } = selection;
  switch (design?.kind) {
    case 'stratified':
      return await selectStrata(reader, seed, design);
    case 'monetary-unit':
      return await selectMonetary(reader, seed, design);
    case 'mix':
      return await selectMix(reader, seed, design);
    case 'two-stage': {
      const first = design.stage === 1 ? 0 : design.firstStage;
      const ranked = await reader.ranked(seed, { limit: first + selection.asked, excluding: selection.excluding });
      return ranked.slice(first).map((key) => ({ key, stratum: design.stage === 1 ? 'First stage' : 'Second stage' }));
    }
    case undefined:
      return (await selectPlain(reader, selection)).map((key) => ({ key }));
  }
}

/** Keys of a draw in order. */
export async function selectKeys(reader: PopulationReader, selection: Selection): Promise<string[]> {
  return (await selectRecords(reader, selection)).map(({ key }) => key);
}

async function selectPlain(reader: PopulationReader, { method, seed, asked, filter, keys, excluding }: Selection): Promise<string[]> {
  if (method === 'whole-population') {
    const everything: string[] = [];
    for await (const { key } of reader.all()) everything.push(key);
    return everything;
  }
  const named = await reader.matching(keys, null);
  const listed = keys.filter((key) => named.has(key));
  const left = asked - keys.length;
  if (left <= 0) return listed;
  return [...listed, ...(await reader.ranked(seed, { limit: left, filter, excluding: [...excluding, ...keys] }))];
}
