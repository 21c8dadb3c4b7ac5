import { canonicalJson } from '../item/canonical-json';
import type { Json } from '../item/json';
import type { Verdict } from '../phase/verdicts';

/** What somebody says by a command, as it was sent or as it is stored. Hashes are lower-case hex. */
export interface SaidByCommand {
  kind: string;
  targetId: string;
  actorId: string | null;
  versionId?: string | null | undefined;
  seenVersionHash?: string | null | undefined;
  seenEditRevision?: number | null | undefined;
  comment?: string | undefined;
  payload?: unknown;
  verdicts?:
    | readonly { itemKey: string; verdict: Verdict; reason?: string | undefined; seenHash?: string | null | undefined }[]
    | null
    | undefined;
  changes?: readonly { itemKey: string; seenHash: string; fields: unknown }[] | null | undefined;
  additions?:
    | readonly {
        itemKey?: string | null | undefined;
        filter?: unknown;
        count?: number | null | undefined;
        reason?: string | undefined;
      }[]
    | null
    | undefined;
}

/** What somebody is told whose command id was used before, for something else. */
export const ANOTHER_COMMAND = 'This command id stands for another command.';

/** Whether two commands with one id say the same, so that the later is the earlier once more and not another. */
export function isSameCommand(one: SaidByCommand, other: SaidByCommand): boolean {
  return said(one) === said(other);
}

function said({ payload, verdicts, additions, changes, ...command }: SaidByCommand): string {
  const all = {
    kind: command.kind,
    targetId: command.targetId.toLowerCase(),
    actorId: command.actorId,
    versionId: command.versionId?.toLowerCase() ?? null,
    seenVersionHash: command.seenVersionHash ?? null,
    seenEditRevision: command.seenEditRevision ?? null,
    comment: command.comment ?? '',
    payload: withoutServerParts(payload ?? {}),
    verdicts: (verdicts ?? [])
      .map(({ itemKey, verdict, reason, seenHash }) => [itemKey, verdict, reason ?? '', seenHash ?? ''])
      .sort(byKey),
    changes: (changes ?? []).map(({ itemKey, seenHash, fields }) => [itemKey, seenHash, canonicalJson(fields as Json)]).sort(byKey),
    additions: (additions ?? []).map(({ itemKey, filter, count, reason }) => [
      itemKey ?? null,
      filter ?? null,
      count ?? null,
      reason ?? '',
    ]),
  };
  return canonicalJson(JSON.parse(JSON.stringify(all)) as Json);
}

/** A payload without what the server puts into it anew each time: whom a delegate decides for, and the seed of a draw. */
function withoutServerParts(payload: unknown): unknown {
  if (typeof payload !== 'object' || payload === null) return payload;
  const { onBehalfOf: _principal, ...rest } = payload as Record<string, unknown>;
  if (typeof rest.params !== 'object' || rest.params === null) return rest;
  const { seed: _seed, ...params } = rest.params as Record<string, unknown>;
  return { ...rest, params };
}

function byKey([one = '']: string[], [other = '']: string[]): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
