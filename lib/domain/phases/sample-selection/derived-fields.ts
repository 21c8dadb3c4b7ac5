import { z } from 'zod';
import type { Item } from '../../item/json';
import { fieldsOf } from '../../phase/fields-of';
import { parseRule } from '../../rules/parse-rule';
import { ruleAttributes } from '../../rules/rule-attributes';
import { DRAW_PREFIX, LOB_FACT } from './facts';
import { sampleSchema } from './sample-item';

const { field } = fieldsOf(sampleSchema);

/** What of a draw, or of the map to lines of business, says by which attributes it tells records apart. */
const drawnBySchema = z.object({
  code: z.string().optional(),
  column: z.string().optional(),
  design: z
    .object({
      kind: z.string(),
      attribute: z.string().optional(),
      rules: z.array(z.object({ expression: z.string() })).optional(),
      boundaries: z.array(z.object({ attribute: z.string() })).optional(),
    })
    .optional(),
});

/**
 * Fields of a sample that tell of an attribute's value because draws filled them by it: the stratum of a stratified draw, why a mix took
 * the record, and the line of business that a value stands for. Facts of other kinds say nothing. `names` are codes and columns.
 */
export function derivedFields(facts: readonly Item[], names: ReadonlySet<string>): ReadonlySet<string> {
  const fields = new Set<string>();
  const drawn = facts.filter(({ key }) => key === LOB_FACT || key.startsWith(DRAW_PREFIX));
  for (const { code, column, design } of drawn.flatMap(({ data }) => drawnBySchema.safeParse(data).data ?? [])) {
    if ([code, column].some((name) => name !== undefined && names.has(name))) fields.add(field('lob'));
    if (design?.attribute !== undefined && names.has(design.attribute)) fields.add(field('stratum'));
    const named = [...(design?.boundaries ?? []).map(({ attribute }) => attribute), ...(design?.rules ?? []).flatMap(attributesOf)];
    if (named.some((name) => names.has(name))) for (const one of ['rationale', 'attributeInFocus'] as const) fields.add(field(one));
  }
  return fields;
}

function attributesOf({ expression }: { expression: string }): string[] {
  const parsed = parseRule(expression);
  return parsed.ok ? ruleAttributes(parsed.rule) : [];
}
