'use client';
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useDeferredValue, useId, useMemo, useState } from 'react';
import { useVersionSummary } from '#client/version-summary';
import { formatCount } from '#components/ui/count-chips';
import { DataTable } from '#components/ui/data-table';
import { FindInput } from '#components/ui/find-input';
import { Select } from '#components/ui/input';
import { EmptyState, ErrorState, SkeletonRows } from '#components/ui/states';
import { useColumnWidths } from '#components/ui/use-column-widths';
import { useIsWide } from '#components/ui/use-media';
import type { VersionView } from '#contract/views/version-views';
import { ProfileCards } from './profile-cards';
import { PROFILE_COLUMNS } from './profile-columns';
import { ProfileDetail } from './profile-detail';
import { filterProfiles, type ProfileRow, readProfiles, SHOWN_KINDS, SHOWN_LABELS, sortProfiles } from './profile-rows';
import { RunProfile } from './run-profile';

/** What the panel shows stands in the address, so that a view can be sent to a colleague. */
const VIEW = {
  find: parseAsString.withDefault(''),
  shown: parseAsStringLiteral(SHOWN_KINDS),
  by: parseAsString,
  attribute: parseAsString,
};

/** The profile of every attribute: small charts and figures in one table, a whole profile beside it. */
export function ProfilePanel({ version }: { version: VersionView }) {
  const summary = useVersionSummary(version.id);
  const facts = summary.data?.facts;
  const rows = useMemo(() => (facts === undefined ? null : readProfiles(facts)), [facts]);
  if (summary.error) return <ErrorState message={summary.error.message} onRetry={() => void summary.refetch()} />;
  if (rows === null) return <SkeletonRows rows={16} label="Loading the profile" />;
  if (rows.length === 0)
    return <EmptyState title="Nothing to profile">Attributes come from the approved Planning version and its data file.</EmptyState>;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <RunProfile version={version} />
      <Profiles version={version} rows={rows} />
    </div>
  );
}

function Profiles({ version, rows }: { version: VersionView; rows: readonly ProfileRow[] }) {
  const id = useId();
  const wide = useIsWide();
  const widths = useColumnWidths('profile');
  const [view, setView] = useQueryStates(VIEW, { history: 'replace' });
  const find = useDeferredValue(view.find);
  const shown = useMemo(() => sortProfiles(filterProfiles(rows, find, view.shown), view.by), [rows, find, view.shown, view.by]);
  const [current, setCurrent] = useState(view.attribute);
  const profiled = rows.filter((row) => row.profile !== null).length;
  const outdated = rows.filter((row) => row.outdated).length;
  const opened = view.attribute === null ? null : (rows.find((row) => row.attribute.code === view.attribute) ?? null);
  const open = (code: string | null): void =>
    void setView({ attribute: code }, { history: code !== null && view.attribute === null ? 'push' : 'replace' });
  const none = <EmptyState title="No attribute is like that">{`${formatCount(rows.length)} attributes in all.`}</EmptyState>;
  return (
    <div className="flex min-h-0 flex-1">
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 border-b border-line px-4 py-2 md:px-6">
          <FindInput
            label="Find an attribute"
            hint="Find an attribute"
            className="w-52"
            value={view.find}
            onChange={(event) => void setView({ find: event.target.value === '' ? null : event.target.value })}
          />
          <label htmlFor={`${id}-shown`} className="sr-only">
            Which attributes
          </label>
          <Select
            id={`${id}-shown`}
            className="w-52"
            value={view.shown ?? ''}
            onChange={(event) => void setView({ shown: SHOWN_KINDS.find((kind) => kind === event.target.value) ?? null })}
          >
            <option value="">All attributes</option>
            {SHOWN_KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {SHOWN_LABELS[kind]}
              </option>
            ))}
          </Select>
          <Legend />
          <span className="tabular ml-auto text-xs text-muted" aria-live="polite">
            {shown.length === rows.length
              ? `${formatCount(profiled)} of ${formatCount(rows.length)} attributes profiled`
              : `${formatCount(shown.length)} of ${formatCount(rows.length)} attributes`}
          </span>
        </div>
        {outdated > 0 ? (
          <p className="border-b border-line bg-warn-ground px-4 py-1.5 text-xs text-warn md:px-6">
            {formatCount(outdated)} profiles are of an earlier population. Profile the data again.
          </p>
        ) : null}
        <DataTable
          className="hidden md:block [&_[role=row]>:first-child]:pl-6 [&_[role=row]>:last-child]:pr-6"
          label="Profile of the attributes"
          rows={shown}
          rowKey={({ attribute }) => attribute.code}
          columns={PROFILE_COLUMNS}
          widths={widths}
          sort={view.by}
          onSort={(by) => void setView({ by })}
          currentKey={current}
          onCurrentChange={setCurrent}
          onOpen={({ attribute }) => open(attribute.code)}
          empty={none}
        />
        {wide ? null : shown.length === 0 ? none : <ProfileCards className="min-h-0 flex-1 overflow-y-auto" rows={shown} onOpen={open} />}
      </div>
      {opened ? <ProfileDetail key={opened.attribute.code} row={opened} version={version} onClose={() => open(null)} /> : null}
    </div>
  );
}

const LEGEND = [
  { fill: 'bg-active', words: 'value' },
  { fill: 'bg-active-line', words: 'special value' },
  { fill: 'bg-warn-line', words: 'blank' },
];

/** What the colours of the bars stand for. */
function Legend() {
  return (
    <ul aria-label="Colours of the bars" className="flex flex-wrap gap-3 text-xs text-muted">
      {LEGEND.map(({ fill, words }) => (
        <li key={words} className="flex items-center gap-1.5">
          <span aria-hidden className={`size-2.5 rounded-sm ${fill}`} />
          {words}
        </li>
      ))}
    </ul>
  );
}
