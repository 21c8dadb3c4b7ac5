import type { RuleResult } from '#domain/phases/data-profiling/rule-item';

/** What the work `profile` does: profiles the population where it is new, and runs the rules without a result of it. */
export interface ProfileParams {
  /** Also proposes rules from what the data shows; those proposed before are left as people made them. */
  propose: boolean;
}

/** What the work `import-rules` reads: a file of executable edits, uploaded before. */
export interface RuleImportParams {
  sha256: string;
  name: string;
  format: 'hmda-rule-spec';
  /** Property of the file → attribute code; merged over what is matched by name. */
  fields: Readonly<Record<string, string>>;
  /** The year of activity that the rules are for; null where none was stated. */
  activityYear: string | null;
}

/** One record that fails a rule: where it stands in the data file, and the values the rule looks at. */
export interface FailingRecord {
  key: string;
  /** Physical line of the data file, from 1. */
  line: number;
  values: Readonly<Record<string, string | null>>;
  /** Codes whose value was masked before it left the server. */
  masked: readonly string[];
}

export interface FailurePage {
  /** Codes of the columns shown, the rule's attributes. */
  attributes: readonly string[];
  failed: number;
  rows: readonly FailingRecord[];
  /** Opaque; null at the end. */
  next: string | null;
}

/** Counts of an expression that is not saved yet. */
export type RuleTrial = RuleResult;
