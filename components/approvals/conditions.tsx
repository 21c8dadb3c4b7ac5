'use client';

import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { ConditionForm } from '#components/item-grid/condition-form';
import { Button } from '#components/ui/button';
import { Popover } from '#components/ui/popover';
import type { ItemFilter } from '#domain/item/item-filter';
import { conditionWords } from '../item-grid/filter-words';
import type { GridColumn } from '../item-grid/grid-columns';

interface ConditionsProps {
  columns: readonly GridColumn[];
  keyLabel: string;
  filter: ItemFilter;
  onChange: (filter: ItemFilter) => void;
}

/** Conditions on records of the population, all of which must hold. */
export function Conditions({ columns, keyLabel, filter, onChange }: ConditionsProps) {
  const [open, setOpen] = useState(false);
  return (
    <div role="group" aria-label="Conditions" className="flex flex-wrap items-center gap-1.5">
      {filter.all.map((condition) => {
        const words = conditionWords(condition, columns, keyLabel);
        return (
          <span
            key={JSON.stringify(condition)}
            className="inline-flex h-7 max-w-full items-center gap-1 rounded-md border border-line-strong bg-selected pr-1 pl-2 text-xs"
          >
            <span className="truncate">{words}</span>
            <button
              type="button"
              aria-label={`Remove condition: ${words}`}
              onClick={() => onChange({ all: filter.all.filter((each) => each !== condition) })}
              className="flex size-6 items-center justify-center rounded-sm text-muted hover:text-ink"
            >
              <X aria-hidden className="size-3.5" />
            </button>
          </span>
        );
      })}
      <Popover
        label="Add a condition"
        open={open}
        onOpenChange={setOpen}
        trigger={
          <Button
            size="sm"
            icon={<Plus aria-hidden className="size-3.5" />}
            disabledReason={columns.length === 0 ? 'The columns of the population are not known yet: this version holds no record.' : null}
          >
            Add a condition
          </Button>
        }
      >
        <ConditionForm
          columns={columns}
          onAdd={(condition) => {
            onChange({ all: [...filter.all, condition] });
            setOpen(false);
          }}
        />
      </Popover>
    </div>
  );
}
