'use client';
import { SavedViews } from '#components/desk/saved-views';
import { Button } from '#components/ui/button';
import { FindInput } from '#components/ui/find-input';
import { Select } from '#components/ui/input';
import { INSTANCE_STATE_LABELS, OPEN_INSTANCE_STATES } from '#domain/progress/instance-state';
import type { ProgressFilter } from './use-progress-filter';

interface ProgressFiltersProps {
  filter: ProgressFilter;
  lobs: readonly { key: string; name: string }[];
  people: readonly { id: string; name: string }[];
}

/** Which reports are shown: by name, line of business, what stands in them, and whose turn it is. */
export function ProgressFilters({ filter: { values, view, set, filtered, clear }, lobs, people }: ProgressFiltersProps) {
  return (
    <div className="flex flex-wrap items-center gap-2 py-2 max-md:grid max-md:grid-cols-2">
      <FindInput
        label="Find by report, tester or owner"
        hint="Find a report or a person"
        value={values.find}
        onChange={(event) => void set({ find: event.target.value || null })}
        className="h-8 w-full max-md:col-span-2 md:w-64"
      />
      <Select
        aria-label="State"
        className="w-full md:w-40"
        value={values.state ?? ''}
        onChange={(event) => void set({ state: OPEN_INSTANCE_STATES.find((state) => state === event.target.value) ?? null })}
      >
        <option value="">Any state</option>
        {OPEN_INSTANCE_STATES.map((state) => (
          <option key={state} value={state}>
            {INSTANCE_STATE_LABELS[state]}
          </option>
        ))}
      </Select>
      <Select
        aria-label="Line of business"
        className="w-full md:w-48"
        value={values.lob ?? ''}
        onChange={(event) => void set({ lob: event.target.value || null })}
      >
        <option value="">All lines of business</option>
        {lobs.map(({ key, name }) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </Select>
      <Select
        aria-label="Whose turn"
        className="w-full md:w-48"
        value={values.person ?? ''}
        onChange={(event) => void set({ person: event.target.value || null })}
      >
        <option value="">Anybody’s turn</option>
        {people.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
      <SavedViews page="progress" view={view} onChoose={(chosen) => void set(chosen)} />
      {filtered ? (
        <Button variant="ghost" onClick={clear}>
          Clear filters
        </Button>
      ) : null}
    </div>
  );
}
