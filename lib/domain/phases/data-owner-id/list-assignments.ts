import { canonicalJson } from '../../item/canonical-json';
import type { ItemChange } from '../../item/diff';
import type { ItemData } from '../../item/json';
import { withJudged } from '../../phase/recorded';
import { assignmentSchema, type OwnerAssignment } from './assignment-item';
import { recordedOwners } from './recorded';

/** An attribute that is tested, as Scoping and Planning have it. */
export type TestedAttribute = Pick<OwnerAssignment, 'code' | 'position' | 'name' | 'sources'>;

/** Who owned an attribute when the report was last tested, and in whose words. */
export type OwnerSuggestion = Pick<OwnerAssignment, 'suggestedOwner' | 'suggestedBecause'>;

const UNASSIGNED = { owner: null, previousOwner: null, ownerReason: '' };
const NO_SUGGESTION: OwnerSuggestion = { suggestedOwner: null, suggestedBecause: '' };

/**
 * Answers what changes in a lane's assignments when the attributes that are tested are listed anew: those that came are unassigned, with a
 * suggestion where there is one; those that left go; of the others owner and suggestion stay as they are.
 */
export function listAssignments(
  before: ReadonlyMap<string, ItemData>,
  tested: readonly TestedAttribute[],
  suggestions: ReadonlyMap<string, OwnerSuggestion>,
): ItemChange[] {
  const listed = new Set(tested.map(({ code }) => code));
  const gone = [...before.keys()].filter((code) => !listed.has(code)).map((key): ItemChange => ({ key, op: 'remove' }));
  const puts = tested.flatMap((attribute): ItemChange[] => {
    const former = before.get(attribute.code);
    const kept =
      former === undefined ? { ...UNASSIGNED, ...(suggestions.get(attribute.code) ?? NO_SUGGESTION) } : assignmentSchema.parse(former);
    const item = withJudged(recordedOwners, { ...kept, ...attribute } as ItemData);
    return former !== undefined && canonicalJson(former) === canonicalJson(item) ? [] : [{ key: attribute.code, op: 'put', data: item }];
  });
  return [...gone, ...puts];
}
