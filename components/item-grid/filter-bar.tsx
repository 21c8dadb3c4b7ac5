'use client';
import { ListFilter, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from '#components/ui/button';
import { cx } from '#components/ui/cx';
import { Popover } from '#components/ui/popover';
import type { FilterCondition, ItemFilter } from '#domain/item/item-filter';
import type { PhaseDefinition } from '#domain/phase/definition';
import { ConditionForm } from './condition-form';
import { conditionWords } from './filter-words';
import type { GridColumn } from './grid-columns';

interface FilterBarProps {
  definition: PhaseDefinition;
  columns: readonly GridColumn[];
  filter: ItemFilter;
  /** Names of people by the text that names them in content. */
  names?: Readonly<Record<string, string>>;
  onChange: (filter: ItemFilter) => void;
  /** Shown while no condition stands: the phase's own views. */
  children?: ReactNode;
}

/** The standing conditions as chips, each removable, and a form for one more. */
export function FilterBar({ definition, columns, filter, names, onChange, children }: FilterBarProps) {
  const [open, setOpen] = useState(false);
  const fields = [keyColumn(definition), ...columns.filter((column) => column.id !== 'code')];
  const without = (condition: FilterCondition): ItemFilter => ({ all: filter.all.filter((each) => each !== condition) });
  return (
    <div className="flex min-w-0 flex-1 items-center gap-1.5 max-md:contents">
      <Popover
        label="Add a condition"
        open={open}
        onOpenChange={setOpen}
        trigger={
          <Button size="sm" icon={<ListFilter aria-hidden className="size-3.5" />}>
            Filter
          </Button>
        }
      >
        <ConditionForm
          columns={fields}
          onAdd={(condition) => {
            onChange({ all: [...filter.all, condition] });
            setOpen(false);
          }}
        />
      </Popover>
      <div
        className={cx(
          'flex min-w-0 flex-1 items-center gap-1.5 max-md:order-last max-md:basis-full',
          filter.all.length === 0
            ? 'max-md:overflow-x-auto max-md:[scrollbar-width:none] md:h-7 md:flex-wrap md:overflow-hidden'
            : 'overflow-x-auto p-0.5 [scrollbar-width:none] md:flex-initial',
        )}
      >
        {filter.all.length === 0
          ? children
          : filter.all.map((condition) => (
              <span
                key={JSON.stringify(condition)}
                className="inline-flex h-7 max-w-80 shrink-0 items-center gap-1 rounded-md border border-line-strong bg-selected pr-1 pl-2 text-xs"
              >
                <span className="truncate">{conditionWords(condition, fields, definition.keyLabel, names)}</span>
                <button
                  type="button"
                  aria-label={`Remove condition: ${conditionWords(condition, fields, definition.keyLabel, names)}`}
                  onClick={() => onChange(without(condition))}
                  className="flex size-5 items-center justify-center rounded-sm text-muted hover:bg-hover hover:text-ink"
                >
                  <X aria-hidden className="size-3.5" />
                </button>
              </span>
            ))}
      </div>
      {filter.all.length > 0 ? (
        <Button size="sm" variant="ghost" className="shrink-0" onClick={() => onChange({ all: [] })}>
          Clear
        </Button>
      ) : null}
    </div>
  );
}

function keyColumn(definition: PhaseDefinition): GridColumn {
  const field = { name: 'key', label: definition.keyLabel, kind: 'key' as const, editable: false, grid: true };
  return {
    id: 'key',
    label: definition.keyLabel,
    kind: 'key',
    field,
    recordColumn: null,
    width: 0,
    grow: 0,
    numeric: false,
    atFirstSight: true,
  };
}
