'use client';
import { Sparkles } from 'lucide-react';
import { readAllItems } from '#client/items';
import { useMatching } from '#client/matching';
import { ClearSelection } from '#components/item-grid/judge-buttons';
import type { ChosenRows } from '#components/item-grid/recording-context';
import { Button } from '#components/ui/button';
import { formatCount } from '#components/ui/count-chips';
import type { ItemRow } from '#contract/views/row-views';
import type { VersionView } from '#contract/views/version-views';
import type { ItemFilter } from '#domain/item/item-filter';
import { fieldsOf } from '#domain/phase/fields-of';
import { assignmentSchema } from '#domain/phases/data-owner-id/assignment-item';
import { byToken, takeable } from './assignment-rows';
import type { OwnerCommands } from './use-owner-commands';

const { where } = fieldsOf(assignmentSchema);
const SUGGESTED: ItemFilter['all'] = [where('owner', 'blank'), where('suggestedOwner', 'not_blank')];

interface AssignBarProps {
  version: VersionView;
  chosen: ChosenRows;
  commands: OwnerCommands;
  onAssign: (rows: readonly ItemRow[], done: () => void) => void;
}

/** Assigns the selected rows, or all that match, to somebody or to whom each of them suggests. */
export function AssignBar({ version, chosen, commands, onAssign }: AssignBarProps) {
  const { selected, filter, matching, clear } = chosen;
  const suggested: ItemFilter = { all: [...filter.all, ...SUGGESTED] };
  const counted = useMatching(version.id, [suggested])?.[0] ?? 0;
  const suggestions = selected.length > 0 ? takeable(selected, byToken(commands.people)).length : counted;
  const ofAll = async (): Promise<void> => onAssign(await readAllItems(version.id, filter), clear);
  const take = async (): Promise<void> => {
    const rows = selected.length > 0 ? selected : await readAllItems(version.id, suggested);
    if (await commands.takeSuggestions(rows)) clear();
  };
  return (
    <span className="flex flex-wrap items-center gap-1.5">
      {selected.length > 0 ? (
        <Button size="sm" variant="primary" busy={commands.busy} onClick={() => onAssign(selected, clear)}>
          Assign owner of {formatCount(selected.length)}…
        </Button>
      ) : matching > 0 ? (
        <Button size="sm" busy={commands.busy} onClick={() => void ofAll()}>
          Assign {filter.all.length > 0 ? 'all matching' : `all ${formatCount(matching)}`}…
        </Button>
      ) : null}
      {suggestions > 0 ? (
        <Button size="sm" busy={commands.busy} icon={<Sparkles aria-hidden className="size-3.5" />} onClick={() => void take()}>
          Take {formatCount(suggestions)} {suggestions === 1 ? 'suggestion' : 'suggestions'}
        </Button>
      ) : null}
      <ClearSelection chosen={{ selected, clear }} />
    </span>
  );
}

/** Assigns one row; in the grid only where somebody is to be named, elsewhere also to change who it is. */
export function AssignButton({ row, tabStop, onAssign }: { row: ItemRow; tabStop: boolean; onAssign: () => void }) {
  const wanted = row.data.owner === null || row.verdict?.verdict === 'declined';
  if (!wanted && !tabStop) return null;
  return (
    <Button size="sm" variant={wanted ? 'secondary' : 'ghost'} tabIndex={tabStop ? 0 : -1} onClick={onAssign}>
      {row.data.owner === null ? 'Assign…' : 'Change owner…'}
      <span className="sr-only"> {row.key}</span>
    </Button>
  );
}
