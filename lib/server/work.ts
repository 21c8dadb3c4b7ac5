import 'server-only';
import type { z } from 'zod';
import { itemDataSchema, type SentCommand } from '#contract/action-inputs';
import { type WorkInput, workInput } from '#contract/work-inputs';
import type { TargetScope } from '#dispatch/issue-command';
import type { Result } from '#domain/refusals';
import type { WorkKind } from '#domain/version/commands';
import { type ActionContext, action } from './action';
import { send } from './command';

interface Preparing<P> {
  /** What must hold of the parameters before the work is asked for, such as whose the files are. @throws Refusal */
  require?: (context: ActionContext, scope: TargetScope, params: P) => Promise<void>;
  /** What the server adds to the parameters. */
  complete?: (params: P) => object;
}

/** A server action that asks for long work of one kind on a draft, as a command whose receipt says that the work runs. */
export function requestWork<P extends object, I>(
  kind: WorkKind,
  params: z.ZodType<P, I>,
  { require, complete = (given) => given }: Preparing<P> = {},
): (input: WorkInput<I>) => Promise<Result<SentCommand>> {
  return action(workInput(params), (context, input) =>
    send(
      context,
      {
        commandId: input.commandId,
        kind: 'request_work',
        versionId: input.versionId,
        seenEditRevision: input.seenEditRevision,
        payload: { kind, params: itemDataSchema.parse(complete(input.params)) },
      },
      (scope) => require?.(context, scope, input.params) ?? Promise.resolve(),
    ),
  );
}
