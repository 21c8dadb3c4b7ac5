import type { AttributeProfile } from '../data-profiling/profile-facts';
import type { Rule } from '../data-profiling/rule-item';
import type { Attribute } from '../planning/attribute-item';
import type { ScopedAttribute } from './scope-item';

export type ScopingReason = ScopedAttribute['reasons'][number];

/** What is known of one attribute when its scoping is recommended. */
export interface ScopingEvidence {
  /** The attribute as the approved Planning version holds it. */
  attribute: Attribute;
  /** Rules used on it in the approved Data Profiling version, with their results. */
  rules: readonly Rule[];
  /** The attribute's profile; null where the data file has no such column, or it was not profiled. */
  profile: AttributeProfile | null;
}

/**
 * A source of reasons for testing an attribute. Countersign's own is one; one from outside is added by its place in the list that
 * the preparer is made with, gives its reasons the source `external`, and may take points away.
 */
export interface Recommender {
  /** Name and version, such as "countersign/1"; kept with what it recommended. */
  name: string;
  /** Reasons by attribute code; attributes without one are left out. Asked once for all attributes but the keys. */
  reasonsFor(attributes: readonly ScopingEvidence[]): Promise<ReadonlyMap<string, readonly ScopingReason[]>>;
}
