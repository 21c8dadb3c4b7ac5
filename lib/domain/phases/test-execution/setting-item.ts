import { z } from 'zod';
import { comparedAttributeSchema, comparisonFault, statedComparisonSchema } from '../../comparing/comparison-setting';

/** Prefix of a setting's key; the code of its attribute stands behind it. */
const SETTING_PREFIX = '~';

/**
 * How an attribute's values are compared; the item key is `~<attribute code>`. It carries what the comparison needs to know of the attribute,
 * so that a run names by one hash everything that it was compared by.
 */
export const settingSchema = z
  .strictObject({
    attribute: z.string().min(1),
    ...comparedAttributeSchema.shape,
    ...statedComparisonSchema.shape,
    reason: z.string(),
    /** SHA-256 of the canonical text of the item without `reason` and this field. */
    judged: z.string().regex(/^[0-9a-f]{64}$/),
  })
  .superRefine((setting, context) => {
    const message = comparisonFault(setting);
    if (message !== null) context.addIssue({ code: 'custom', message });
  });
export type SettingItem = z.infer<typeof settingSchema>;

/** Key of an attribute's setting. */
export function settingKey(attribute: string): string {
  return `${SETTING_PREFIX}${attribute}`;
}
