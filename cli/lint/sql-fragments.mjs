/**
 * Rules of which several statements are made: each stands once, in lib/data/sql/fragments.ts, beside the rule of the domain
 * that it mirrors. Spelled by hand elsewhere, it would be forgotten where the rule changes.
 */
const SPELLED_BY_HAND = [
  ["'approved',\\s*'superseded'|'superseded',\\s*'approved'", 'everApprovedSql'],
  ["'draft',\\s*'pending_approval'|'pending_approval',\\s*'draft'", 'openSql or standingSql'],
  // A statement that sets the status writes the word itself.
  ["(?<!set )\\bstatus\\s*=\\s*'approved'", 'approvedSql'],
  ['version_author\\s+\\w+\\s+join\\s+version\\b', 'authorsSinceApprovalSql'],
  ["\\.name\\s*\\|\\|\\s*', '\\s*\\|\\|", 'reportTitleSql'],
  ['\\bjoin\\s+report\\s+r\\s+on\\s+r\\.id\\s*=\\s*cr\\.report_id\\s+join\\s+test_cycle\\b', 'REPORT_JOINS_SQL or CHAIN_JOINS_SQL'],
  ['\\bdisabled_at\\s+is\\s+(not\\s+)?null\\b', 'activePersonSql'],
  ["(<|>=)\\s*'[$%]'", 'keyRangeSql'],
  ['\\bc\\.seq\\s*>\\s*k\\.answered_seq', 'WAITING_COMMANDS_SQL'],
  ['\\border\\s+by\\s+\\w+\\.since\\s*>', 'nameThenSql'],
];

/** Syntax that ESLint refuses outside lib/data/sql: the text of a rule in a string or a template. */
export const NO_RULE_BY_HAND = SPELLED_BY_HAND.flatMap(([text, fragment]) =>
  [`Literal[value=/${text}/]`, `TemplateElement[value.raw=/${text}/]`].map((selector) => ({
    selector,
    message: `Use ${fragment} of lib/data/sql/fragments.ts.`,
  })),
);
