'use client';
import type { ReactNode } from 'react';
import { formatCount } from '#components/ui/count-chips';
import { Skeleton } from '#components/ui/states';
import type { VersionView } from '#contract/views/version-views';
import { type CoverageKind, scopeCoverage, scopeFigures } from '#domain/phases/scoping/figures';
import { effortInWords, scopeImpact } from '#domain/phases/scoping/impact';
import { usePlan } from './use-plan';
import { useScope } from './use-scope';

const SHORT: Record<CoverageKind, string> = {
  cde: 'CDEs',
  'historical-issue': 'Historical issues',
  'failed-rules': 'With failed rules',
  'high-risk': 'High risk',
};

/** What the decisions come to, in one line while they are decided: as many figures as there is room for, the first ones first. */
export function ScopeStrip({ version }: { version: VersionView }) {
  const { attributes } = useScope(version.id);
  const { plan, planned } = usePlan();
  if (attributes === null)
    return (
      <div className="flex h-8 items-center">
        <Skeleton className="h-4 w-96 max-w-full" />
      </div>
    );
  const figures = scopeFigures(attributes);
  const impact =
    planned.samples === null ? null : scopeImpact({ samples: planned.samples, attributes: figures.test, minutesEach: plan.minutes });
  return (
    <dl aria-label="What the scope comes to" className="flex h-8 flex-wrap gap-x-5 overflow-hidden text-xs">
      <Figure label="To test">{formatCount(figures.test)}</Figure>
      <Figure label="Keys">{formatCount(figures.keys)}</Figure>
      <Figure label="Not tested">{formatCount(figures.skip)}</Figure>
      <Figure label="Not decided">{formatCount(figures.undecided)}</Figure>
      {impact ? (
        <Figure label="Test cases">
          {formatCount(impact.testCases)} <span className="font-normal text-muted">about {effortInWords(impact.minutes)}</span>
        </Figure>
      ) : null}
      {scopeCoverage(attributes)
        .filter((one) => one.all > 0)
        .map((one) => (
          <Figure key={one.kind} label={SHORT[one.kind]}>
            {one.inScope} of {one.all}
          </Figure>
        ))}
    </dl>
  );
}

function Figure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex items-baseline gap-1.5 leading-8 whitespace-nowrap">
      <dt className="text-muted">{label}</dt>
      <dd className="tabular font-semibold">{children}</dd>
    </div>
  );
}
