import { randomUUID } from 'node:crypto';
import type { MatchCount } from '#contract/views/version-views';
import type { CommandInput } from '#data/chain/command.commands';
import type { ItemFilter } from '#domain/item/item-filter';
import { Refusal } from '#domain/refusals';
import type { TemporalGateway } from './temporal-gateway';

type Addition = NonNullable<CommandInput['additions']>[number];

/**
 * Lets a reviewer's request for further records through where the population holds them: each record that is named, and as many as are
 * asked for by each filter beside those that the version holds already, all requests by one filter together.
 * @throws Refusal `invalid_input` where a named record is not there, `too_few_matches` saying how many can be taken, and what the worker
 * refuses; where it cannot be asked, the error of the service that is away
 */
export async function requireRecords(
  temporal: Pick<TemporalGateway, 'ask'>,
  versionId: string,
  additions: readonly Addition[],
): Promise<void> {
  const keys = additions.flatMap(({ itemKey }) => itemKey ?? []);
  const byFilter = new Map<string, { filter: ItemFilter; wanted: number }>();
  for (const { filter, count = 0 } of additions) {
    if (filter === undefined) continue;
    const name = JSON.stringify(filter);
    byFilter.set(name, { filter, wanted: (byFilter.get(name)?.wanted ?? 0) + count });
  }
  for (const { filter, wanted } of byFilter.values()) {
    const { available } = await countMatches(temporal, versionId, filter, []);
    if (wanted > available)
      throw new Refusal('too_few_matches', `${available} can be taken and ${wanted} are asked for: ask for no more than that.`);
  }
  if (keys.length === 0) return;
  const { missingKeys } = await countMatches(temporal, versionId, { all: [] }, keys);
  if (missingKeys.length === 1) throw new Refusal('invalid_input', 'A record that is asked for is not in the population.');
  if (missingKeys.length > 1)
    throw new Refusal('invalid_input', `${missingKeys.length} records that are asked for are not in the population.`);
}

async function countMatches(
  temporal: Pick<TemporalGateway, 'ask'>,
  versionId: string,
  filter: ItemFilter,
  keys: readonly string[],
): Promise<MatchCount> {
  const answer = await temporal.ask(randomUUID(), { kind: 'count-matches', versionId, filter, keys });
  if (!answer.ok) throw new Refusal(answer.code);
  if (answer.value.kind !== 'count-matches') throw new Error(`The worker answered ${answer.value.kind} to count-matches.`);
  return answer.value.count;
}
