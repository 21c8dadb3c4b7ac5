import { z } from 'zod';
import { reviewShape } from '../../phase/review-fields';

export const DIMENSIONS = ['completeness', 'validity', 'accuracy', 'consistency', 'uniqueness', 'timeliness'] as const;
export type Dimension = (typeof DIMENSIONS)[number];
export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Where a rule was proposed from; `tester` wrote it, `import` read it from a file of rules. */
export const RULE_SOURCES = ['type', 'valid-values', 'mandatory', 'key', 'dictionary', 'data', 'import', 'tester'] as const;
export type RuleSource = (typeof RULE_SOURCES)[number];

export const RESULT_STATUSES = ['ran', 'misread', 'tested-nothing', 'cannot-run'] as const;

/** From how many tested values or records on, none of which passes, a list, type or rule is more likely misread than the data all wrong. */
export const MISREAD_FROM = 5;

/** What a rule found in the population it was run on. Counts are of records: its condition covered `tested`, `passed + failed = tested`. */
export const ruleResultSchema = z.strictObject({
  status: z.enum(RESULT_STATUSES),
  tested: z.number().int().min(0),
  passed: z.number().int().min(0),
  failed: z.number().int().min(0),
  /** Why it cannot run or was probably misread, in words; empty where it ran. */
  message: z.string(),
  /** Hash of the population it was run on. */
  population: z.string(),
  /** Hash of the rule that was run (rule-hash.ts); absent of results from before it was kept. */
  rule: z.string().optional(),
});
export type RuleResult = z.infer<typeof ruleResultSchema>;

/** One data quality rule (domain.md, "2 Data Profiling"); the item key is its code. */
export const ruleSchema = z.strictObject({
  code: z.string().min(1).max(200),
  name: z.string(),
  /** Code of the attribute it is about; of several, the one it constrains. */
  attribute: z.string().nullable(),
  /** Codes of every attribute the expression names, sorted; derived. */
  attributes: z.array(z.string()),
  dimension: z.enum(DIMENSIONS),
  severity: z.enum(SEVERITIES),
  /** In the rule language (lib/domain/rules). */
  expression: z.string(),
  rationale: z.string(),
  source: z.enum(RULE_SOURCES),
  /** What it was proposed from, in words: "Valid values of the dictionary", "No blank in 80,000 records". */
  sourceDetail: z.string(),
  decision: z.enum(['include', 'exclude']).nullable(),
  /** The file of rules that it came with, and the year of activity that the file is for; absent or empty where it came with none. */
  pack: z.string().optional(),
  activityYear: z.string().optional(),
  /** Why the expression cannot be used, with its place, in words; null where it can. Derived. */
  problem: z.string().nullable(),
  /** Taken away when the expression changes; null until it is run as it stands. */
  result: ruleResultSchema.nullable(),
  ...reviewShape,
});
export type Rule = z.infer<typeof ruleSchema>;

export const NOUN = { one: 'rule', many: 'rules' };
