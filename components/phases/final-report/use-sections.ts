'use client';
import { useMemo } from 'react';
import { rowsOf, useItems } from '#client/items';
import type { ItemRow } from '#contract/views/row-views';
import { personToken, withPeopleNamed } from '#domain/people/person-token';
import { figureValues } from '#domain/phases/final-report/derive-sections';
import { SECTIONS, type Section, sectionSchema } from '#domain/phases/final-report/section-item';

/** A section with its row, and a text of it with people's names. */
export interface ReadSection {
  row: ItemRow;
  section: Section;
  named: (text: string) => string;
}

/** The sections of a report in their order, and the values of all their figures by code; null while they are read. */
export function useSections(versionId: string): { sections: readonly ReadSection[]; values: ReadonlyMap<string, string> } | null {
  const { data } = useItems(versionId, { sort: 'position', limit: SECTIONS.length });
  return useMemo(() => {
    if (data === undefined) return null;
    const sections = rowsOf(data.pages).flatMap((row): ReadSection[] => {
      const { data: section } = sectionSchema.safeParse(row.data);
      const named = (text: string) => withPeopleNamed(text, (handle) => row.names?.[personToken(handle)] ?? 'Somebody');
      return section === undefined ? [] : [{ row, section, named }];
    });
    return { sections, values: figureValues(sections.map(({ section }) => section)) };
  }, [data]);
}
