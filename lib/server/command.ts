import 'server-only';
import type { z } from 'zod';
import type { SentCommand } from '#contract/action-inputs';
import type { CommandInput } from '#data/chain/command.commands';
import { issueCommand } from '#dispatch/issue-command';
import { Refusal, type Result } from '#domain/refusals';
import { type ActionContext, action } from './action';

/** Records a command and rings. @throws Refusal what the rules refuse. */
export async function send(context: ActionContext, input: CommandInput): Promise<SentCommand> {
  const result = await issueCommand({ db: context.db, temporal: context.temporal }, context.subject, input);
  if (!result.ok) throw new RefusedResult(result);
  return { commandId: result.value.commandId, seq: result.value.seq };
}

/** A refused result on its way to the error policy, with the sentence it came with. */
class RefusedResult extends Refusal {
  constructor(result: { code: Refusal['code']; message: string }) {
    super(result.code);
    this.message = result.message;
  }
}

/** A server action that changes a status: it only records a command, whose receipt follows from the workflow. */
export function command<S extends z.ZodType>(
  schema: S,
  toCommand: (input: z.output<S>, context: ActionContext) => Promise<CommandInput>,
): (input: z.input<S>) => Promise<Result<SentCommand>> {
  return action(schema, async (context, input) => send(context, await toCommand(input, context)));
}
