import 'server-only';
import type { z } from 'zod';
import type { SentCommand } from '#contract/action-inputs';
import { type IssuedInput, issueCommand, type TargetScope } from '#dispatch/issue-command';
import type { Result } from '#domain/refusals';
import { type ActionContext, action } from './action';
import { log } from './log';

/** Records a command and rings; `require` as in `issueCommand`. @throws Refusal what the rules refuse */
export async function send(
  { db, temporal, subject }: ActionContext,
  input: IssuedInput,
  require?: (scope: TargetScope) => Promise<void>,
): Promise<SentCommand> {
  const { commandId, seq } = await issueCommand({ db, temporal, log: log() }, subject, input, require);
  return { commandId, seq };
}

/** A server action that changes a status: it only records a command, whose receipt follows from the workflow. */
export function command<S extends z.ZodType>(
  schema: S,
  toCommand: (input: z.output<S>) => IssuedInput,
): (input: z.input<S>) => Promise<Result<SentCommand>> {
  return action(schema, (context, input) => send(context, toCommand(input)));
}
