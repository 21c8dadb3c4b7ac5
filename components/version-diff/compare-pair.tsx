'use client';

import { ArrowLeftRight, ArrowRight } from 'lucide-react';
import { parseAsInteger, parseAsString, useQueryStates } from 'nuqs';
import { Button } from '#components/ui/button';
import { IconButton } from '#components/ui/icon-button';
import { Select } from '#components/ui/input';
import type { VersionRef } from '#contract/views/row-views';
import type { VersionView } from '#contract/views/version-views';
import { VERSION_STATUS_LABELS } from '#domain/version/version-status';

interface ComparePairProps {
  version: VersionView;
  base: VersionRef | null;
}

interface Preset {
  label: string;
  base: number;
  head: number;
}

/** Which two versions: any pair, and the pairs people mean most often. */
export function ComparePair({ version, base }: ComparePairProps) {
  const [, setPair] = useQueryStates({ base: parseAsInteger, head: parseAsInteger, row: parseAsString });
  const choose = (pair: { base?: number; head?: number }) =>
    void setPair({ base: pair.base ?? base?.number ?? null, head: pair.head ?? version.number, row: null });
  const presets = presetsOf(version);
  return (
    <div className="flex flex-wrap items-center gap-2 text-ink">
      <VersionSelect
        label="From version"
        versions={version.versions}
        value={base?.number ?? null}
        onChange={(number) => choose({ base: number })}
      />
      <ArrowRight aria-hidden className="size-4 text-faint max-md:hidden" />
      <VersionSelect
        label="To version"
        versions={version.versions}
        value={version.number}
        onChange={(number) => choose({ head: number })}
      />
      <IconButton
        label="Swap the two"
        icon={<ArrowLeftRight />}
        disabledReason={base ? null : 'There is only one version.'}
        onClick={() => base && choose({ base: version.number, head: base.number })}
      />
      {presets.map((preset) => {
        const current = preset.base === base?.number && preset.head === version.number;
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
  const candidates: (Preset | null)[] = [
    version.parent ? { label: 'From its parent', base: version.parent.number, head: version.number } : null,
    approved === null ? null : { label: 'From the approved', base: approved, head: version.number },
    seen === null ? null : { label: 'Since my last decision', base: seen, head: version.number },
    latest === version.number ? null : { label: 'To the latest', base: version.number, head: latest },
  ];
  const pairs = new Map<string, Preset>();
  for (const preset of candidates) {
    if (preset && preset.base !== preset.head && !pairs.has(`${preset.base} ${preset.head}`))
      pairs.set(`${preset.base} ${preset.head}`, preset);
  }
  return [...pairs.values()];
}

interface VersionSelectProps {
  label: string;
  versions: readonly VersionRef[];
  value: number | null;
  onChange: (number: number) => void;
}

function VersionSelect({ label, versions, value, onChange }: VersionSelectProps) {
  return (
    <Select
      aria-label={label}
      className="max-md:min-w-0 max-md:flex-1 md:w-52"
      value={value ?? ''}
      onChange={(event) => onChange(Number(event.target.value))}
    >
      {value === null ? <option value="">Choose a version</option> : null}
      {versions.map((each) => (
        <option key={each.id} value={each.number}>
          Version {each.number}, {VERSION_STATUS_LABELS[each.status].toLowerCase()}
        </option>
      ))}
    </Select>
  );
}
