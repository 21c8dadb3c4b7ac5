import { z } from 'zod';
import type { ItemData } from '../item/json';
import type { ReportAction } from '../people/permissions';
import { CLOCK_ACTS } from './clock-acts';
import { CYCLE_REPORT_TYPES } from './workflow-types';

export const TARGET_KINDS = ['chain', 'cycle_report'] as const;
export type TargetKind = (typeof TARGET_KINDS)[number];

export const DECISIONS = ['approve', 'request_changes', 'reject', 'sign'] as const;
export type Decision = (typeof DECISIONS)[number];

/** Ways of having a hand in a version: whoever has one is an author, and may not decide on it. */
export type AuthorHow = 'edited' | 'imported' | 'drew' | 'submitted';

interface WorkRecord {
  /** How the trail names the work: "started *an import into* Planning, version 2". */
  words: string;
  /** How a page says that it runs: "*Drawing records*". */
  running: string;
  /** How a page names it: "Cancel the *draw*", "The *draw* is done". */
  noun: string;
  /** What asking for the work makes of a person. */
  author: AuthorHow;
}

/** Kinds of long work that run beside the loop (architecture.md, "Long work"). Everything that differs by kind is said here. */
export const WORKS = {
  import: { words: 'an import into', running: 'Importing', noun: 'import', author: 'imported' },
  profile: { words: 'a profile for', running: 'Profiling the data', noun: 'profiling', author: 'drew' },
  'import-rules': { words: 'an import of rules into', running: 'Importing rules', noun: 'import of rules', author: 'imported' },
  draw: { words: 'a draw for', running: 'Drawing records', noun: 'draw', author: 'drew' },
  refresh: { words: 'a derivation of the figures of', running: 'Deriving figures', noun: 'derivation', author: 'drew' },
} as const satisfies Record<string, WorkRecord>;
export type WorkKind = keyof typeof WORKS;
export const WORK_KINDS = Object.keys(WORKS) as [WorkKind, ...WorkKind[]];

export const WORK_STATUSES = ['running', 'done', 'failed', 'cancelled'] as const;
export type WorkStatus = (typeof WORK_STATUSES)[number];

export const RECEIPT_OUTCOMES = ['applied', 'refused'] as const;
export type ReceiptOutcome = (typeof RECEIPT_OUTCOMES)[number];

interface CommandRecord {
  /** To what it is addressed, and therefore whose counter numbers it and whose workflow is rung. */
  target: TargetKind;
  /** The permission that its sender needs; null where the chain's approval policy decides instead. */
  action: ReportAction | null;
  /** The signal that rings its workflow; null where the workflow's start is the ring. */
  signal: string | null;
  /** How the trail names what was asked for: "asked for *the submission of* Planning, version 2". */
  words: string;
  /** What its sender is told once it is applied, unless its receipt says more. */
  applied: string;
  /** What it carries beside version, hash or revision, comment, verdicts, additions and changes. */
  payload: z.ZodType;
}

const NOTHING = z.strictObject({});
const paramsSchema: z.ZodType<ItemData, ItemData> = z.record(z.string(), z.json());
/** For whom a decision is made, by their handle. */
const principalSchema = z.strictObject({ userId: z.string() });
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const signatureSchema = z.strictObject({
  /** Of the words that the signer agreed to. */
  consentSha256: sha256,
  /** The commitment to the name that was typed (lower-case hex), found to be the account's by the server: a command holds no names. */
  nameCommitment: sha256,
  /** Of the document that they saw; null where there is none. */
  pdfSha256: sha256.nullable(),
});
const assignmentSchema = z
  .strictObject({
    testerId: z.guid().optional(),
    dueOn: z.iso.date().optional(),
  })
  .refine(({ testerId, dueOn }) => testerId !== undefined || dueOn !== undefined, 'names neither a tester nor a date');

/** Business minutes by which a clock can be extended at once: 2,000 hours, as long as the longest allowance. */
const LONGEST_EXTENSION = 120_000;
const clockSchema = z
  .strictObject({
    act: z.enum(CLOCK_ACTS),
    /** Business minutes that an extension adds. */
    minutes: z.int().min(1).max(LONGEST_EXTENSION).optional(),
  })
  .refine(({ act, minutes }) => (act === 'extend') === (minutes !== undefined), 'says for how long where, and only where, it extends');

/** What people ask for. Each is one row of `command`; the workflow applies or refuses it with one receipt. */
export const COMMANDS = {
  submit_version: {
    target: 'chain',
    action: 'submit',
    signal: 'submitVersion',
    words: 'the submission of',
    applied: 'The version is submitted.',
    payload: NOTHING,
  },
  decide_version: {
    target: 'chain',
    action: null,
    signal: 'submitVersionApproval',
    words: 'a decision on',
    applied: 'Decided.',
    payload: z.strictObject({
      decision: z.enum(DECISIONS),
      /** Whom a delegate decides for; put there by the server alone. */
      onBehalfOf: principalSchema.optional(),
      /** What a signature is made with, of `sign` alone. */
      signature: signatureSchema.optional(),
    }),
  },
  withdraw_version: {
    target: 'chain',
    action: 'withdraw',
    signal: 'withdrawVersion',
    words: 'the withdrawal of',
    applied: 'The version is withdrawn; a new draft opens in a moment.',
    payload: NOTHING,
  },
  discard_version: {
    target: 'chain',
    action: 'discard',
    signal: 'discardVersion',
    words: 'the discarding of',
    applied: 'The draft is discarded.',
    payload: NOTHING,
  },
  reopen_phase: {
    target: 'chain',
    action: 'reopen',
    signal: 'reopenPhase',
    words: 'the reopening of',
    applied: 'The phase is reopened; a draft opens in a moment.',
    payload: NOTHING,
  },
  request_work: {
    target: 'chain',
    action: 'request_work',
    signal: 'requestWork',
    words: 'work on',
    applied: 'Started.',
    payload: z.strictObject({ kind: z.enum(WORK_KINDS), params: paramsSchema }),
  },
  cancel_work: {
    target: 'chain',
    action: 'request_work',
    signal: 'cancelWork',
    words: 'the cancelling of work on',
    applied: 'Cancelled.',
    payload: z.strictObject({ workId: z.uuid() }),
  },
  record_changes: {
    target: 'chain',
    action: 'record',
    signal: 'recordChanges',
    words: 'the recording of changes in',
    applied: 'Recorded.',
    payload: NOTHING,
  },
  decide_items: {
    target: 'chain',
    action: 'judge',
    signal: 'decideItems',
    words: 'verdicts on items of',
    applied: 'Your verdicts are recorded.',
    payload: NOTHING,
  },
  change_clock: {
    target: 'chain',
    action: 'change_clock',
    signal: 'changeClock',
    words: 'a change of the clock of',
    applied: 'The clock is changed.',
    payload: clockSchema,
  },
  change_assignment: {
    target: 'cycle_report',
    action: 'assign',
    signal: 'assignmentChanged',
    words: 'a change of assignment of',
    applied: 'Assignment changed.',
    payload: assignmentSchema,
  },
  start_report: {
    target: 'cycle_report',
    action: 'start',
    signal: null,
    words: 'the start of',
    applied: 'The report is started; Planning opens in a moment.',
    payload: z.strictObject({
      /** The version of the process by which it runs; left out: the default. */
      workflowType: z.enum(CYCLE_REPORT_TYPES).optional(),
    }),
  },
  restart_report: {
    target: 'cycle_report',
    action: 'restart',
    signal: null,
    words: 'the restart of',
    applied: 'The process behind this report runs again.',
    payload: NOTHING,
  },
  upgrade_report: {
    target: 'cycle_report',
    action: 'upgrade',
    signal: 'upgradeReport',
    words: 'the carrying over of',
    applied: 'The report goes on by the present plan.',
    payload: z
      .strictObject({
        /** The later version of the process to go on by; left out: the same version, by the present plan. */
        to: z.enum(CYCLE_REPORT_TYPES).optional(),
        /** Refused where something is open, instead of waiting until nothing is. */
        now: z.boolean().optional(),
      })
      .refine(({ to, now }) => to !== undefined || now === undefined, 'says when without saying to which version'),
  },
  cancel_upgrade: {
    target: 'cycle_report',
    action: 'upgrade',
    signal: 'cancelUpgrade',
    words: 'giving up the next version of the process of',
    applied: 'The report stays with its version of the process.',
    payload: NOTHING,
  },
  close_report: {
    target: 'cycle_report',
    action: 'close',
    signal: 'closeReport',
    words: 'the closing of',
    applied: 'The report is closed; its record can no longer change.',
    payload: NOTHING,
  },
} as const satisfies Record<string, CommandRecord>;

type Commands = typeof COMMANDS;
export type CommandKind = keyof Commands;
export const COMMAND_KINDS = Object.keys(COMMANDS) as CommandKind[];

/** The kinds that are addressed to a chain, or to a cycle report. */
export type KindsOf<T extends TargetKind> = { [K in CommandKind]: Commands[K]['target'] extends T ? K : never }[CommandKind];
/** The kinds whose sender needs a permission, rather than a place in the approval policy. */
export type PermittedKind = { [K in CommandKind]: Commands[K]['action'] extends null ? never : K }[CommandKind];
/** The kinds whose workflow is rung by its start. */
export const STARTING_KINDS = COMMAND_KINDS.filter((kind) => COMMANDS[kind].signal === null);

export type PayloadOf<K extends CommandKind> = z.output<Commands[K]['payload']>;

/** A kind with its payload; of several kinds, their union. */
export type Said<K extends CommandKind = CommandKind> = { [P in K]: { kind: P; payload: PayloadOf<P> } }[K];

/** Whether a kind is addressed to this sort of target. */
export function isAddressedTo<T extends TargetKind>(target: T, kind: CommandKind): kind is KindsOf<T> {
  return COMMANDS[kind].target === target;
}
