'use client';

import { ArrowLeftRight, ArrowRight } from 'lucide-react';
import { parseAsInteger, parseAsString, useQueryStates } from 'nuqs';
import { Button } from '#components/ui/button';
import { IconButton } from '#components/ui/icon-button';
import { Select } from '#components/ui/input';
import type { VersionRef } from '#contract/views/row-views';
import type { OtherCycleView, VersionView } from '#contract/views/version-views';
import { VERSION_STATUS_LABELS } from '#domain/version/version-status';

interface ComparePairProps {
  version: VersionView;
  base: VersionRef | null;
  /** The other cycle that the base is of; null where it is of the same. */
  other: OtherCycleView | null;
}

interface Preset {
  label: string;
  base: number;
  head: number;
  /** The other cycle that the base is of; null where it is of the same. */
  cycle: string | null;
}

/** Which two versions: any pair, and the pairs people mean most often. */
export function ComparePair({ version, base, other }: ComparePairProps) {
  const [, setPair] = useQueryStates({ base: parseAsInteger, head: parseAsInteger, cycle: parseAsString, row: parseAsString });
  const present = other?.cycleName ?? null;
  const choose = ({ cycle = present, ...pair }: { base?: number; head?: number; cycle?: string | null }) =>
    void setPair({
      // The version of another cycle is the approved one, whatever its number.
      base: cycle === null ? (pair.base ?? base?.number ?? null) : null,
      head: pair.head ?? version.number,
      cycle,
      row: null,
    });
  const presets = presetsOf(version);
  return (
    <div className="flex flex-wrap items-center gap-2 text-ink">
      <VersionSelect
        label="From version"
        versions={version.versions}
        others={version.otherCycles}
        value={present ?? base?.number ?? null}
        onChange={(chosen) => choose(typeof chosen === 'number' ? { base: chosen, cycle: null } : { cycle: chosen })}
      />
      <ArrowRight aria-hidden className="size-4 text-faint max-md:hidden" />
      <VersionSelect
        label="To version"
        versions={version.versions}
        value={version.number}
        onChange={(chosen) => typeof chosen === 'number' && choose({ head: chosen })}
      />
      <IconButton
        label="Swap the two"
        icon={<ArrowLeftRight />}
        disabledReason={other ? 'The other cycle’s version is what this one is compared with.' : base ? null : 'There is only one version.'}
        onClick={() => base && choose({ base: version.number, head: base.number })}
      />
      {presets.map((preset) => {
        const current = preset.cycle === present && preset.base === base?.number && preset.head === version.number;
        return (
          <Button
            key={preset.label}
            variant="ghost"
            size="sm"
            aria-pressed={current}
            className="aria-pressed:bg-selected aria-pressed:text-accent"
            onClick={() => choose(preset)}
          >
            {preset.label}
          </Button>
        );
      })}
    </div>
  );
}

function presetsOf(version: VersionView): Preset[] {
  const numberOf = (id: string | null) => version.versions.find((each) => each.id === id)?.number ?? null;
  const approved = numberOf(version.approvedVersionId);
  const seen = numberOf(version.lastSeenVersionId);
  const latest = Math.max(...version.versions.map((each) => each.number));
  const candidates: (Omit<Preset, 'cycle'> | null)[] = [
    version.parent ? { label: 'From its parent', base: version.parent.number, head: version.number } : null,
    approved === null ? null : { label: 'From the approved', base: approved, head: version.number },
    seen === null ? null : { label: 'Since my last decision', base: seen, head: version.number },
    latest === version.number ? null : { label: 'To the latest', base: version.number, head: latest },
  ];
  const pairs = new Map<string, Preset>();
  for (const preset of candidates) {
    if (preset && preset.base !== preset.head && !pairs.has(`${preset.base} ${preset.head}`))
      pairs.set(`${preset.base} ${preset.head}`, { ...preset, cycle: null });
  }
  // The one that it began from, else the newest.
  const earlier = version.otherCycles.find(({ cycleName }) => cycleName === version.carried?.cycle) ?? version.otherCycles[0];
  const across = earlier && {
    label: `From ${earlier.cycleName}`,
    base: earlier.version.number,
    head: version.number,
    cycle: earlier.cycleName,
  };
  return [...pairs.values(), ...(across ? [across] : [])];
}

interface VersionSelectProps {
  label: string;
  versions: readonly VersionRef[];
  /** The approved versions of other cycles, which are chosen by the cycle's name. */
  others?: readonly OtherCycleView[];
  /** The number of a version, or the name of another cycle. */
  value: number | string | null;
  onChange: (chosen: number | string) => void;
}

const OTHER_CYCLE = 'cycle ';

function VersionSelect({ label, versions, others = [], value, onChange }: VersionSelectProps) {
  return (
    <Select
      aria-label={label}
      className="max-md:min-w-0 max-md:flex-1 md:w-52"
      value={typeof value === 'string' ? `${OTHER_CYCLE}${value}` : (value ?? '')}
      onChange={({ target }) =>
        onChange(target.value.startsWith(OTHER_CYCLE) ? target.value.slice(OTHER_CYCLE.length) : Number(target.value))
      }
    >
      {value === null ? <option value="">Choose a version</option> : null}
      {versions.map((each) => (
        <option key={each.id} value={each.number}>
          Version {each.number}, {VERSION_STATUS_LABELS[each.status].toLowerCase()}
        </option>
      ))}
      {others.length > 0 ? (
        <optgroup label="Other cycles">
          {others.map(({ cycleName, version }) => (
            <option key={version.id} value={`${OTHER_CYCLE}${cycleName}`}>
              {cycleName}, version {version.number}
            </option>
          ))}
        </optgroup>
      ) : null}
    </Select>
  );
}
