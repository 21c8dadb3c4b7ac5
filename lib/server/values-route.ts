import 'server-only';
import type { z } from 'zod';
import { unmaskedCodes } from '#data/people/masking.queries';
import { recordReading } from '#data/trail/reading.commands';
import type { ActionContext } from './action';
import { versionFor } from './permitted';
import { type Handler, type ReadInput, route } from './route';

/** Readings that this process has seen noted, by person, version and day; beyond so many it forgets, and asks the trail again. */
const noted = new Set<string>();
const MOST_NOTED = 20_000;

/**
 * A GET handler of a version's values. Whoever is shown confidential ones unmasked is noted in the trail before the first is sent: once a
 * person, version and day.
 */
export function valuesRoute<P extends z.ZodType<{ id: string }>, Q extends z.ZodType | undefined = undefined>(
  shape: { params: P; query?: Q },
  handler: (context: ActionContext, input: ReadInput<P, Q>) => Promise<unknown>,
): Handler {
  return route<P, Q>(shape, async (context, input) => {
    const value = await handler(context, input);
    const { base } = (input.query ?? {}) as { base?: unknown };
    for (const versionId of [input.params.id, ...(typeof base === 'string' && base !== 'none' ? [base] : [])])
      await noteReading(context, versionId);
    return value;
  });
}

/** Notes that the person was shown what a version holds, where any of it is confidential and not masked for them. */
export async function noteReading(context: Pick<ActionContext, 'db' | 'subject'>, versionId: string): Promise<void> {
  const name = `${context.subject.userId} ${versionId} ${new Date().toISOString().slice(0, 10)}`;
  if (noted.has(name)) return;
  const { scope, actor } = await versionFor(context, versionId, 'view');
  const unmasked = await unmaskedCodes(context.db.pool, context.subject, scope);
  // Asked anew of whoever was shown nothing: they may be lent the right, and an attribute become confidential, on the same day.
  if (unmasked.length === 0) return;
  const { cycleReportId, chainId } = scope;
  await recordReading(context.db, actor, { cycleReportId, chainId, versionId, unmasked });
  if (noted.size >= MOST_NOTED) noted.clear();
  noted.add(name);
}
