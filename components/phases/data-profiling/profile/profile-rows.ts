import type { FactRow } from '#contract/views/version-views';
import {
  ATTRIBUTES_FACT,
  type AttributeProfile,
  attributeProfileSchema,
  attributesFactSchema,
  profileKey,
} from '#domain/phases/data-profiling/profile-facts';
import { POPULATION_FACT } from '#domain/phases/planning/population';
import { type ProfiledAttribute } from '#domain/rules/rule-attribute';

/** One attribute with what is known of its values. */
export interface ProfileRow {
  attribute: ProfiledAttribute;
  /** The profile is null where the attribute has no column, or was not profiled yet. */
  profile: AttributeProfile | null;
  /** Its values are confidential and were taken out before they left the server; counts are not. */
  masked: boolean;
  /** Made of another population than the version's. */
  outdated: boolean;
}

const MASK = /^•+$/;

function hidesValues(profile: AttributeProfile, confidential: boolean): boolean {
  const texts = [
    profile.min,
    profile.max,
    profile.mean,
    ...profile.top.map(({ value }) => value),
    ...profile.patterns.map(({ value }) => value),
  ];
  return (
    texts.some((text) => text !== null && MASK.test(text)) || (confidential && profile.records > profile.blank && profile.top.length === 0)
  );
}

/** The attributes of a Data Profiling version with their profiles, in the file's order. */
export function readProfiles(facts: readonly FactRow[]): ProfileRow[] {
  const byKey = new Map(facts.map((fact) => [fact.key, fact.data]));
  const attributes = attributesFactSchema.safeParse(byKey.get(ATTRIBUTES_FACT)).data?.attributes ?? [];
  const population = byKey.get(POPULATION_FACT)?.hash;
  return attributes.map((attribute) => {
    const profile = attributeProfileSchema.safeParse(byKey.get(profileKey(attribute.code))).data ?? null;
    return {
      attribute,
      profile,
      masked: profile !== null && hidesValues(profile, attribute.confidential),
      outdated: profile !== null && profile.population !== population,
    };
  });
}

export const SHOWN_KINDS = ['blank', 'wrong-type', 'out-of-domain', 'outliers', 'constant', 'not-profiled'] as const;
export type ShownKind = (typeof SHOWN_KINDS)[number];

export const SHOWN_LABELS: Record<ShownKind, string> = {
  blank: 'With blanks',
  'wrong-type': 'With a wrong type',
  'out-of-domain': 'With values out of domain',
  outliers: 'With outliers',
  constant: 'One value only',
  'not-profiled': 'Not profiled',
};

const IS_SHOWN: Record<ShownKind, (row: ProfileRow) => boolean> = {
  blank: ({ profile }) => (profile?.blank ?? 0) > 0,
  'wrong-type': ({ profile }) => (profile?.wrongType ?? 0) > 0,
  'out-of-domain': ({ profile }) => (profile?.outOfDomain ?? 0) > 0,
  outliers: ({ profile }) => (profile?.outliers ?? 0) > 0,
  constant: ({ profile }) => profile?.distinct === 1,
  'not-profiled': ({ profile }) => profile === null,
};

/** Rows whose name or code holds the text, of the kind asked for. */
export function filterProfiles(rows: readonly ProfileRow[], find: string, shown: ShownKind | null): ProfileRow[] {
  const wanted = find.trim().toLowerCase();
  return rows.filter((row) => {
    const { name, code } = row.attribute;
    return (
      (wanted === '' || name.toLowerCase().includes(wanted) || code.toLowerCase().includes(wanted)) &&
      (shown === null || IS_SHOWN[shown](row))
    );
  });
}

/** What a column is sorted by; text by the alphabet, figures by size, what is missing last either way. */
const SORT_VALUES: Record<string, (row: ProfileRow) => string | number | null> = {
  name: ({ attribute }) => attribute.name.toLowerCase(),
  type: ({ attribute }) => attribute.type,
  blank: ({ profile }) => (profile === null || profile.records === 0 ? null : profile.blank / profile.records),
  distinct: ({ profile }) => profile?.distinct ?? null,
  'wrong-type': ({ profile }) => profile?.wrongType ?? null,
  'out-of-domain': ({ profile }) => profile?.outOfDomain ?? null,
  outliers: ({ profile }) => profile?.outliers ?? null,
};

/** Rows by a column's id, `-id` downwards; null or an unknown column: the file's order. */
export function sortProfiles(rows: readonly ProfileRow[], sort: string | null): readonly ProfileRow[] {
  const down = sort?.startsWith('-') === true;
  const of = SORT_VALUES[down ? (sort ?? '').slice(1) : (sort ?? '')];
  if (of === undefined) return rows;
  return [...rows].sort((left, right) => {
    const [a, b] = [of(left), of(right)];
    if (a === null || b === null) return (a === null ? 1 : 0) - (b === null ? 1 : 0);
    const order = a < b ? -1 : a > b ? 1 : 0;
    return down ? -order : order;
  });
}
