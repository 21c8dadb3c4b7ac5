import { versionInWords } from '#domain/phase/chain-address';
import type { LockedChain, VersionRow } from './locked-chain';
import type { Applied, PendingCommand, StoredVerdict } from './pending-command';

const MOST_IN_TRAIL = 50;

/** What was said of which items, as the trail tells it. */
export function verdictsInTrail(
  chain: LockedChain,
  command: PendingCommand<'decide_items'>,
  version: Pick<VersionRow, 'id' | 'number'>,
  given: readonly StoredVerdict[],
): Applied['audit'][number] {
  return {
    kind: 'items_decided',
    actor: command.actor,
    subject: versionInWords(chain, version.number),
    changes: given.slice(0, MOST_IN_TRAIL).map(({ itemKey, verdict, reason }) => ({
      field: `${itemKey}: ${verdict}`,
      from: null,
      to: reason === '' ? null : reason,
    })),
    chainId: chain.id,
    versionId: version.id,
  };
}

/** "2 acknowledged, 1 had changed." */
export function verdictsInWords(given: readonly StoredVerdict[], changed: number): string {
  const kinds = [...new Set(given.map(({ verdict }) => verdict))].sort();
  const counts = kinds.map((kind) => `${given.filter(({ verdict }) => verdict === kind).length} ${kind}`);
  return `${[...counts, ...(changed > 0 ? [`${changed} had changed and ${changed === 1 ? 'was' : 'were'} left out`] : [])].join(', ')}.`;
}
