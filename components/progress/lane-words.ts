import type { LaneView } from '#contract/views/work-views';

/** How the lanes stand as a whole, in words: "3 lanes: 1 in progress, 1 waiting, 1 complete". */
export function lanesInWords(lanes: readonly Pick<LaneView, 'state'>[], noun = { one: 'lane', many: 'lanes' }): string {
  const count = (state: LaneView['state'], words: string) => {
    const found = lanes.filter((lane) => lane.state === state).length;
    return found === 0 ? [] : [`${found} ${words}`];
  };
  const parts = [
    ...count('in_progress', 'in progress'),
    ...count('waiting', 'waiting for answers'),
    ...count('complete', 'complete'),
    ...count('retired', 'ended'),
  ];
  return `${lanes.length} ${lanes.length === 1 ? noun.one : noun.many}: ${parts.join(', ')}`;
}
