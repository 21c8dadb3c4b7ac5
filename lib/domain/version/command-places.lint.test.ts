import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { CHAIN_DOORBELLS, REPORT_DOORBELLS } from '#contract/signals';
import { COMMAND_KINDS, COMMANDS, type CommandKind, isAddressedTo, TARGET_KINDS } from './commands';

/** Where every kind stands: its record, its handler, its line in the database. */
const RECORD = 'lib/domain/version/commands.ts';
const HANDLERS = 'lib/data/chain/process-command.transitions.ts';
const MIGRATIONS = 'prisma/migrations';

/** The files that ask for a kind: one server action each, and the acts that play it. */
const SENDERS: Record<CommandKind, readonly string[]> = {
  submit_version: ['app/actions/submit-version.ts', 'cli/play/draft-steps.ts'],
  decide_version: [
    'app/actions/send-decision.ts',
    'app/actions/send-bulk-decision.ts',
    'cli/play/planning-act.ts',
    'cli/play/review-act.ts',
  ],
  withdraw_version: ['app/actions/withdraw-version.ts'],
  discard_version: ['app/actions/discard-version.ts'],
  reopen_phase: ['app/actions/reopen-phase.ts'],
  request_work: ['lib/server/work.ts', 'cli/play/draft-steps.ts'],
  cancel_work: ['app/actions/cancel-work.ts'],
  record_changes: ['app/actions/record-changes.ts', 'cli/play/owners-act.ts', 'cli/play/evidence-act.ts', 'cli/play/tests-act.ts'],
  decide_items: [
    'app/actions/decide-items.ts',
    // Evidence acknowledges what it is evidence of.
    'lib/dispatch/acknowledge-by-evidence.ts',
    'cli/play/owners-act.ts',
    'cli/play/evidence-act.ts',
    'cli/play/tests-act.ts',
    'cli/play/observations-act.ts',
  ],
  change_clock: ['app/actions/change-clock.ts'],
  change_assignment: ['app/actions/assign-tester.ts'],
  start_report: ['app/actions/start-report.ts', 'app/actions/start-own-report.ts', 'cli/play/opening-act.ts'],
  restart_report: ['app/actions/restart-report.ts'],
  upgrade_report: ['app/actions/upgrade-report.ts'],
  cancel_upgrade: ['app/actions/cancel-upgrade.ts'],
  close_report: ['app/actions/close-report.ts'],
};

/** Rules and queries that are about one kind, where its record or handler is not enough. */
const ABOUT_ONE_KIND: Partial<Record<CommandKind, readonly string[]>> = {
  submit_version: [
    'lib/data/chain/submit-version.transitions.ts',
    // What moves a version is told step by step.
    'lib/data/tracking/decision-course.queries.ts',
    // Under `self` and `recorded` a submission is itself the decision.
    'lib/data/version/standing-verdicts.queries.ts',
    'lib/data/version/version-record.queries.ts',
    'lib/data/version/version.queries.ts',
  ],
  // Decisions have no table of their own: whatever counts or shows them reads them among the commands.
  decide_version: [
    'lib/data/chain/decide-version.transitions.ts',
    'lib/data/chain/locked-chain.ts',
    'lib/data/chain/write-signature.ts',
    'lib/data/desk/inbox-parts.ts',
    'lib/data/desk/inbox.queries.ts',
    'lib/data/progress/report-progress.queries.ts',
    // Decisions are made again from their commands.
    'lib/data/record/verify-decisions.ts',
    // A final report says who approved what it rests on.
    'lib/data/reporting/report-history.queries.ts',
    'lib/data/tracking/decision-course.queries.ts',
    'lib/domain/package/record/version-rows.ts',
    'lib/data/turns/turn-facts.ts',
    'lib/data/version/standing-verdicts.queries.ts',
    'lib/data/version/version-record.queries.ts',
    'prisma/migrations/20261123023000_inbox_order/migration.sql',
  ],
  withdraw_version: [
    'lib/data/chain/leave-version.transitions.ts',
    'lib/data/record/verify-decisions.ts',
    'lib/data/tracking/decision-course.queries.ts',
  ],
  discard_version: ['lib/data/chain/leave-version.transitions.ts', 'lib/data/tracking/decision-course.queries.ts'],
  reopen_phase: ['lib/data/chain/leave-version.transitions.ts'],
  request_work: [
    'lib/data/chain/work-request.transitions.ts',
    // The permission of the same name.
    'app/api/inquiries/route.ts',
    'lib/contract/views/version-views.ts',
    'lib/data/version/inquiry-guard.queries.ts',
    'lib/data/version/version-actions.ts',
    'lib/domain/people/permissions.ts',
  ],
  cancel_work: ['lib/data/chain/work-request.transitions.ts'],
  record_changes: ['lib/data/chain/record-changes.transitions.ts'],
  decide_items: [
    'lib/data/chain/decide-items.transitions.ts',
    // On a version that is pending, items are answered.
    'lib/data/chain/answer-items.transitions.ts',
    'lib/data/chain/verdicts-told.ts',
  ],
  change_clock: [
    'lib/data/chain/change-clock.transitions.ts',
    // The permission of the same name.
    'lib/data/report/chain-clock.queries.ts',
    'lib/domain/people/permissions.ts',
  ],
  change_assignment: ['lib/data/chain/report-command.transitions.ts'],
  // What a start needs is kept before the command, so that whoever rings later finds it.
  start_report: ['lib/data/chain/report-command.transitions.ts', 'lib/dispatch/issue-command.ts'],
  // After a restart the report's workflow tries its phases again.
  restart_report: ['lib/data/chain/report-command.transitions.ts', 'worker/workflows/cycle-report/cycle-report-loop.ts'],
  upgrade_report: [
    'lib/data/chain/upgrade-report.transitions.ts',
    // What was asked for is carried out later, and shown until then.
    'lib/data/chain/begin-upgrade.transitions.ts',
    'lib/data/report/process.queries.ts',
  ],
  cancel_upgrade: ['lib/data/chain/upgrade-report.transitions.ts'],
  close_report: [
    // The system asks for it where every signature is given.
    'lib/data/chain/close-signed-report.commands.ts',
    'lib/data/chain/report-command.transitions.ts',
    // A spell that closing cuts off is not a finished one.
    'lib/data/progress/measured-sql.ts',
  ],
};

const SOURCE = /\.(tsx?|mjs|sql)$/;
const TEST = /\.test\.tsx?$/;

/** Every file of the product with its text. */
const product = ['app', 'cli', 'components', 'lib', 'prisma/migrations', 'worker'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((path) => SOURCE.test(path) && !TEST.test(path))
    .map((path) => ({ path, text: readFileSync(path, 'utf8') })),
);

/** The migrations that list the kinds in the database's own check, oldest first: each lists all kinds of its time. */
const checks = product
  .filter(({ path, text }) => path.startsWith(MIGRATIONS) && /constraint command_kind check/i.test(text))
  .sort((a, b) => (a.path < b.path ? -1 : 1));

/** Files that name a kind as a word of code: quoted, or as a member of a record. */
function placesOf(kind: CommandKind): string[] {
  const named = new RegExp(`['"]${kind}['"]|^ *${kind}:|COMMANDS\\.${kind}\\b`, 'm');
  return product.filter(({ text }) => named.test(text)).map(({ path }) => path);
}

it.each(COMMAND_KINDS)('%s is spelled in its record, its handler, its check, by its senders, and nowhere unnamed', (kind) => {
  const lines = checks.filter(({ text }) => text.includes(`'${kind}'`)).map(({ path }) => path);
  const known = new Set([RECORD, HANDLERS, ...lines, ...SENDERS[kind], ...(ABOUT_ONE_KIND[kind] ?? [])]);
  expect(placesOf(kind).sort()).toEqual([...known].sort());
  expect(lines, 'the newest list of the database').toContain(checks.at(-1)?.path);
});

it.each(TARGET_KINDS)('a %s has one doorbell for each signal that a record names', (target) => {
  const signals = COMMAND_KINDS.filter((kind) => isAddressedTo(target, kind)).flatMap((kind) => COMMANDS[kind].signal ?? []);
  const doorbells = { chain: CHAIN_DOORBELLS, cycle_report: REPORT_DOORBELLS }[target];
  expect(doorbells.map(({ name }) => name).sort()).toEqual([...signals].sort());
  expect(new Set(signals).size).toBe(signals.length);
});
