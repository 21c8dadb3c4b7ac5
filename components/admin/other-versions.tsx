import type { ReactNode } from 'react';
import type { DatedVersion } from '#contract/views/admin-views';
import { Provenance } from './provenance';

interface OtherVersionsProps<V extends DatedVersion> {
  /** What a version is called beside its number: "Calendar". */
  noun: string;
  versions: readonly V[];
  /** A version in a few words, with its full stop. */
  words: (version: V) => string;
}

/** What is planned of something dated, one line a version. */
export function PlannedVersions<V extends DatedVersion>({ noun, versions, words }: OtherVersionsProps<V>) {
  return versions.map((version) => (
    <p key={version.number} className="mt-1 text-xs">
      Planned: {words(version)}{' '}
      <span className="text-muted">
        <Provenance noun={noun} version={version} />
      </span>
    </p>
  ));
}

interface EarlierVersionsProps<V extends DatedVersion> extends OtherVersionsProps<V> {
  /** What they are counted as: "calendar" and "calendars". */
  one: string;
  many: string;
  /** Accessible name where several lists of a page are counted alike. */
  label?: string;
  /** What stands below the words of each. */
  below?: (version: V) => ReactNode;
}

/** What held of something dated before, newest first, folded; nothing where there is none. */
export function EarlierVersions<V extends DatedVersion>({ noun, versions, words, one, many, label, below }: EarlierVersionsProps<V>) {
  if (versions.length === 0) return null;
  return (
    <details className="mt-1 text-xs">
      <summary className="w-fit cursor-pointer text-accent" aria-label={label}>
        {versions.length} earlier {versions.length === 1 ? one : many}
      </summary>
      <ol className="mt-1 flex flex-col gap-1 border-l border-line pl-3">
        {versions.map((version) => (
          <li key={version.number} className="flex flex-col gap-1">
            <p>
              {words(version)}{' '}
              <span className="text-muted">
                <Provenance noun={noun} version={version} />
              </span>
            </p>
            {below?.(version)}
          </li>
        ))}
      </ol>
    </details>
  );
}
