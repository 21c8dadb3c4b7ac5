import type { VersionPlace } from '#data/files/preparation.queries';
import { attributeSchema, CONFIDENTIAL_CLASSES } from '#domain/phases/planning/attribute-item';
import type { ProfiledAttribute } from '#domain/rules/rule-attribute';
import type { PrepareContext } from '../phase/preparer';
import { versionItems } from '../phase/version-reader';

/** The included attributes of a Planning version, in the file's order: what is profiled and what rules are checked against. */
export async function planningAttributes(context: PrepareContext, planning: VersionPlace): Promise<ProfiledAttribute[]> {
  const included: { position: number; attribute: ProfiledAttribute }[] = [];
  for await (const { data } of versionItems(context.db, planning)) {
    const one = attributeSchema.parse(data);
    if (one.decision !== 'include') continue;
    const { code, name, column, type, format, requirement, validValues, specialValues, exhaustive, keyOrder, securityClass, description } =
      one;
    const confidential = securityClass !== null && CONFIDENTIAL_CLASSES.includes(securityClass);
    included.push({
      position: one.position,
      attribute: {
        code,
        name,
        column,
        type,
        format,
        requirement,
        validValues,
        specialValues,
        exhaustive,
        keyOrder,
        confidential,
        description,
      },
    });
  }
  return included
    .sort((a, b) => a.position - b.position || (a.attribute.code < b.attribute.code ? -1 : 1))
    .map(({ attribute }) => attribute);
}
