'use client';
import { useMemo } from 'react';
import { rowsOf, useItems } from '#client/items';
import { OBSERVATIONS } from '#domain/phases/observation-management/filters';
import { type Observation, observationSchema } from '#domain/phases/observation-management/observation-item';

/** More observations than this are not looked through one by one. */
const MOST = 500;

/** The observations of a version by key, in the order of their numbers; null while they are read. */
export function useObservations(versionId: string): ReadonlyMap<string, Observation> | null {
  const { data } = useItems(versionId, { filter: OBSERVATIONS, sort: 'position', limit: MOST });
  return useMemo(() => {
    if (data === undefined) return null;
    return new Map(
      rowsOf(data.pages).flatMap((row) => {
        const { data: observation } = observationSchema.safeParse(row.data);
        return observation === undefined ? [] : [[row.key, observation] as const];
      }),
    );
  }, [data]);
}
