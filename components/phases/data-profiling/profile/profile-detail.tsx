'use client';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { formatCount } from '#components/ui/count-chips';
import { useDayWords } from '#components/ui/day-words';
import { KeyText } from '#components/ui/hash-chip';
import { SidePanel } from '#components/ui/side-panel';
import { versionHref } from '#contract/addresses';
import type { VersionView } from '#contract/views/version-views';
import { fieldsOf } from '#domain/phase/fields-of';
import { all } from '#domain/phase/filters';
import type { AttributeProfile } from '#domain/phases/data-profiling/profile-facts';
import { ruleSchema } from '#domain/phases/data-profiling/rule-item';
import { FilledBar, Histogram, ValueBars } from './charts';
import type { ProfileRow } from './profile-rows';
import { shareWords, shownFigure, shownValue } from './profile-words';

const { where } = fieldsOf(ruleSchema);

interface ProfileDetailProps {
  row: ProfileRow;
  version: VersionView;
  onClose: () => void;
}

/** One attribute's profile in full beside the table: figures, distribution, most frequent values and shapes. */
export function ProfileDetail({ row, version, onClose }: ProfileDetailProps) {
  const { attribute, profile } = row;
  const naming = all(where('attributes', 'contains', `"${attribute.code}"`));
  return (
    <SidePanel title={attribute.name} subtitle={<KeyText>{attribute.code}</KeyText>} onClose={onClose} className="lg:w-[420px]">
      <div className="flex flex-col gap-5">
        {profile === null ? (
          <p className="text-sm text-muted">{attribute.column === null ? 'The data file has no column for it.' : 'Not profiled yet.'}</p>
        ) : (
          <Profile row={row} profile={profile} />
        )}
        <Link
          href={versionHref({ ...version, filter: naming })}
          className="text-sm text-accent underline decoration-line-strong underline-offset-2 hover:decoration-current"
        >
          Rules that name it
        </Link>
      </div>
    </SidePanel>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="min-w-0">
      <h3 className="eyebrow mb-1.5">{title}</h3>
      {children}
    </section>
  );
}

function Profile({ row, profile }: { row: ProfileRow; profile: AttributeProfile }) {
  const { type, records } = profile;
  const dayWords = useDayWords();
  const words = (value: string | null): string => shownValue(value, type, dayWords);
  return (
    <>
      {row.outdated ? <p className="text-xs text-warn">Made of an earlier population: profile it again.</p> : null}
      <Part title="Filled">
        <FilledBar profile={profile} />
        <Figures
          figures={[
            ['Records', formatCount(records)],
            ['Hold a value', counted(records - profile.blank - profile.special, records)],
            ['Special value', counted(profile.special, records)],
            ['Blank', counted(profile.blank, records)],
            ['Distinct values', formatCount(profile.distinct)],
            ['Wrong type', counted(profile.wrongType, records)],
            ['Out of domain', counted(profile.outOfDomain, records)],
            ['Outliers', counted(profile.outliers, records)],
          ]}
        />
      </Part>
      {row.masked ? (
        <p className="rounded-md border border-line bg-sunken px-3 py-2 text-sm text-muted">
          Its values are confidential and hidden from you; the counts above are not.
        </p>
      ) : (
        <>
          {profile.histogram.length > 0 ? (
            <Part title="Distribution">
              <Histogram profile={profile} />
            </Part>
          ) : null}
          <Part title="Figures">
            <Figures
              figures={[
                ['Smallest', words(profile.min)],
                ['Largest', words(profile.max)],
                ...(profile.mean === null
                  ? []
                  : ([
                      ['Mean', shownFigure(profile.mean)],
                      ['Median', words(profile.median)],
                      ['Standard deviation', shownFigure(profile.standardDeviation ?? '–')],
                      ['Quartiles', `${words(profile.lowerQuartile)} and ${words(profile.upperQuartile)}`],
                    ] as [string, string][])),
                [
                  'Length',
                  profile.shortest === null
                    ? '–'
                    : profile.shortest === profile.longest
                      ? `${profile.shortest}`
                      : `${profile.shortest} to ${profile.longest}`,
                ],
              ]}
            />
          </Part>
          {profile.top.length > 0 ? (
            <Part title="Most frequent values">
              <ValueBars label={`Most frequent values of ${profile.name}`} values={profile.top} type={type} records={records} />
            </Part>
          ) : null}
          {profile.patterns.length > 0 ? (
            <Part title="Shapes: A a letter, 9 a digit">
              <ValueBars label={`Shapes of the values of ${profile.name}`} values={profile.patterns} type={null} records={records} mono />
            </Part>
          ) : null}
        </>
      )}
    </>
  );
}

function counted(count: number, records: number): string {
  return count === 0 ? '0' : `${formatCount(count)} (${shareWords(count, records)})`;
}

function Figures({ figures }: { figures: readonly [string, string][] }) {
  return (
    <dl className="mt-1.5 flex flex-col text-xs">
      {figures.map(([label, value]) => (
        <div key={label} className="flex items-baseline justify-between gap-4 border-b border-line py-1 last:border-b-0">
          <dt className="text-muted">{label}</dt>
          <dd className="tabular min-w-0 text-right break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
