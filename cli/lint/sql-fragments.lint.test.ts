import { describe, expect, it } from 'vitest';
import { rulesFiredBy } from './lint-snippet';

const RULE = 'no-restricted-syntax';

/** For each fragment: the text that it stands for, and one like it that a statement may spell itself. */
const TEXTS: [fragment: string, bad: string, good: string][] = [
  ['everApprovedSql', `v.status in ('approved', 'superseded')`, `v.status in ('approved', 'rejected')`],
  ['openSql', `status in ('draft', 'pending_approval')`, `v.status = 'draft'`],
  ['approvedSql', `where v.chain_id = $1 and v.status = 'approved'`, `update version set status = 'approved' where id = $1`],
  [
    'authorsSinceApprovalSql',
    `select 1 from version_author a join version v on v.id = a.version_id`,
    `select 1 from version_author a join app_user u on u.id = a.user_id`,
  ],
  ['reportTitleSql', `select r.name || ', ' || tc.name as title`, `lower(r.name || ' ' || tc.name)`],
  [
    'REPORT_JOINS_SQL',
    'from cycle_report cr join report r on r.id = cr.report_id\n  join test_cycle tc on tc.id = cr.cycle_id',
    'from cycle_report cr join report r on r.id = cr.report_id where cr.id = $1',
  ],
  ['activePersonSql', `from app_user u where u.disabled_at is null`, `update app_user set disabled_at = null where id = $1`],
  ['activePersonSql', `(u.disabled_at is not null or false)`, `(u.session_epoch is not null or false)`],
  ['nameThenSql', 'select n.name from person_name n order by n.since > $1', 'order by n.since, n.name'],
  ['keyRangeSql', `(i.item_key < '$' or i.item_key >= '%')`, `i.item_key >= $1`],
];

describe.each(TEXTS)('a statement takes %s instead of its text', (_, bad, good) => {
  it.each([
    ['a template', (text: string) => `export const MADE_UP = \`${text}\`;\n`],
    ['a string', (text: string) => `export const MADE_UP = ${JSON.stringify(text)};\n`],
  ])('in %s', async (__, written) => {
    for (const file of [
      'lib/data/made-up.ts',
      'lib/data/desk/made-up.queries.ts',
      'worker/activities/made-up.ts',
      'app/made-up/page.tsx',
    ]) {
      expect(await rulesFiredBy(file, written(bad))).toContain(RULE);
      expect(await rulesFiredBy(file, written(good))).not.toContain(RULE);
    }
  });

  it('but not where fragments are written, nor in a test', async () => {
    for (const file of ['lib/data/sql/made-up.ts', 'lib/data/desk/made-up.data.test.ts'])
      expect(await rulesFiredBy(file, `export const MADE_UP = ${JSON.stringify(bad)};\n`)).not.toContain(RULE);
  });
});
