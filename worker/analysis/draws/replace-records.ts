import type { DrawFact } from '#domain/phases/sample-selection/facts';
import type { PopulationReader } from '../files/population-reader';
import { selectStrata } from './draw-strata';
import { selectRecords } from './select-keys';

type Replaceable = Pick<DrawFact, 'method' | 'seed' | 'asked' | 'drawn' | 'filter' | 'keys' | 'excluding' | 'design'>;

/**
 * The record that takes each excluded one's place, in the order of exclusion: the next hash rank nobody has, in a stratified
 * draw of the same stratum. All exclusions of the draw since it was made, so that the answer does not depend on when each was
 * asked for; one without a place left is left out.
 */
export async function replacementsOf(
  reader: PopulationReader,
  draw: Replaceable,
  excluded: readonly string[],
): Promise<{ excluded: string; by: string; stratum?: string }[]> {
  if (draw.design?.kind === 'stratified') return await withinStrata(reader, draw, draw.design, excluded);
  const skipped = draw.design?.kind === 'two-stage' && draw.design.stage === 2 ? draw.design.firstStage : 0;
  const ranked = await reader.ranked(draw.seed, { limit: skipped + draw.drawn + excluded.length, excluding: draw.excluding });
  return excluded.flatMap((key, index) => {
    const by = ranked[skipped + draw.drawn + index];
    return by === undefined ? [] : [{ excluded: key, by }];
  });
}

async function withinStrata(
  reader: PopulationReader,
  draw: Replaceable,
  design: Extract<NonNullable<DrawFact['design']>, { kind: 'stratified' }>,
  excluded: readonly string[],
): Promise<{ excluded: string; by: string; stratum?: string }[]> {
  const stratumOf = new Map((await selectRecords(reader, draw)).map(({ key, stratum = '' }) => [key, stratum]));
  const more = new Map(design.strata.map(({ stratum }) => [stratum, excluded.length]));
  const next = new Map<string, string[]>();
  const sizes = new Map(design.strata.map(({ stratum, size }) => [stratum, size]));
  for (const { key, stratum = '' } of await selectStrata(reader, draw.seed, design, more))
    next.set(stratum, [...(next.get(stratum) ?? []), key]);
  for (const [stratum, keys] of next) next.set(stratum, keys.slice(sizes.get(stratum) ?? 0));
  return excluded.flatMap((key) => {
    const stratum = stratumOf.get(key);
    const by = stratum === undefined ? undefined : next.get(stratum)?.shift();
    if (stratum === undefined || by === undefined) return [];
    stratumOf.set(by, stratum);
    return [{ excluded: key, by, stratum }];
  });
}
