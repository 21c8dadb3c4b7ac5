import type { ItemData } from '../../item/json';
import { type ScopedAttribute, scopeSchema } from './scope-item';

/** What follows from a recommendation and a decision; null while undecided. */
export function finalScoping({
  recommendation,
  decision,
}: Pick<ScopedAttribute, 'recommendation' | 'decision'>): ScopedAttribute['finalScoping'] {
  if (recommendation === 'key') return 'key';
  if (decision === null) return null;
  return decision === 'accept' ? recommendation : decision === 'decline' ? 'skip' : 'test';
}

/** The final scoping made anew after an edit. A key takes no decision: it is in scope by rule. */
export function settleScoping(edited: ItemData): ItemData {
  const attribute = scopeSchema.parse(edited);
  const decision = attribute.recommendation === 'key' ? null : attribute.decision;
  return { ...edited, decision, finalScoping: finalScoping({ ...attribute, decision }) };
}
