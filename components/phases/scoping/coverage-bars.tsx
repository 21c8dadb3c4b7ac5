'use client';
import Link from 'next/link';
import { versionHref } from '#contract/addresses';
import type { VersionView } from '#contract/views/version-views';
import type { FilterCondition } from '#domain/item/item-filter';
import { fieldsOf } from '#domain/phase/fields-of';
import { all } from '#domain/phase/filters';
import { COVERAGE_CONDITIONS } from '#domain/phases/scoping/coverage-filters';
import { COVERAGE_LABELS, type Coverage } from '#domain/phases/scoping/figures';
import { scopeSchema } from '#domain/phases/scoping/scope-item';

const { where } = fieldsOf(scopeSchema);

interface CoverageBarsProps {
  coverage: readonly Coverage[];
  version: VersionView;
}

/** How much of what matters is in scope: one bar a kind, in scope, not decided and left out; each figure opens its rows. */
export function CoverageBars({ coverage, version }: CoverageBarsProps) {
  return (
    <ul className="flex flex-col">
      {coverage.map((one) => (
        <li key={one.kind} className="border-b border-line py-2 last:border-b-0">
          <div className="flex items-baseline justify-between gap-3 text-sm">
            <span>{COVERAGE_LABELS[one.kind]}</span>
            <span className="tabular shrink-0">
              {one.all === 0 ? <span className="text-faint">None</span> : `${one.inScope} of ${one.all} in scope, ${one.percent} %`}
            </span>
          </div>
          {one.all > 0 ? <Bar one={one} version={version} /> : null}
        </li>
      ))}
    </ul>
  );
}

function Bar({ one, version }: { one: Coverage; version: VersionView }) {
  const share = (count: number) => ({ width: `${(100 * count) / one.all}%` });
  return (
    <>
      <div aria-hidden className="mt-1.5 flex h-2 overflow-hidden rounded-full bg-sunken">
        <span className="bg-active" style={share(one.inScope)} />
        <span className="bg-idle-line" style={share(one.undecided)} />
        <span className="bg-warn" style={share(one.leftOut)} />
      </div>
      {one.undecided + one.leftOut > 0 ? (
        <p className="mt-1 flex gap-4 text-xs text-muted">
          <Rows count={one.undecided} words="not decided" scoping={where('finalScoping', 'blank')} one={one} version={version} />
          <Rows count={one.leftOut} words="left out" scoping={where('finalScoping', 'is', 'skip')} one={one} version={version} />
        </p>
      ) : null}
    </>
  );
}

function Rows({
  count,
  words,
  scoping,
  one,
  version,
}: {
  count: number;
  words: string;
  scoping: FilterCondition;
  one: Coverage;
  version: VersionView;
}) {
  if (count === 0) return null;
  return (
    <Link
      href={versionHref({ ...version, filter: all(COVERAGE_CONDITIONS[one.kind], scoping) })}
      aria-label={`${COVERAGE_LABELS[one.kind]}: ${count} ${words}`}
      className="tabular text-accent underline decoration-line-strong underline-offset-2 hover:decoration-current"
    >
      {count} {words}
    </Link>
  );
}
