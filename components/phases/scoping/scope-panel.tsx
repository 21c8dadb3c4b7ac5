'use client';
import type { ReactNode } from 'react';
import { formatCount } from '#components/ui/count-chips';
import { FormSection } from '#components/ui/form-section';
import { EmptyState, ErrorState, SkeletonRows } from '#components/ui/states';
import type { VersionView } from '#contract/views/version-views';
import { COVERAGE_KINDS, COVERAGE_LABELS, isOfKind, type ScopeFigures, scopeCoverage, scopeFigures } from '#domain/phases/scoping/figures';
import { effortInWords, scopeImpact } from '#domain/phases/scoping/impact';
import type { ScopedAttribute } from '#domain/phases/scoping/scope-item';
import { CoverageBars } from './coverage-bars';
import { PlanForm } from './plan-form';
import { usePlan } from './use-plan';
import { useScope } from './use-scope';

/** What a scope comes to: test cases and effort that follow, what it covers, what is left out although it matters. Live with the decisions. */
export function ScopePanel({ version }: { version: VersionView }) {
  const { attributes, error, retry } = useScope(version.id);
  if (error) return <ErrorState message={error.message} onRetry={retry} />;
  if (attributes === null) return <SkeletonRows rows={12} label="Loading the scope" />;
  if (attributes.length === 0) return <EmptyState title="No attributes">Attributes come from the approved Planning version.</EmptyState>;
  const figures = scopeFigures(attributes);
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="grid max-w-6xl gap-x-12 gap-y-8 px-4 py-6 md:px-6 lg:grid-cols-2">
        <FormSection title="Impact" help="What testing this scope would take. Only asked: nothing of it is kept with the version.">
          <PlanForm />
          <Impact figures={figures} />
        </FormSection>
        <FormSection title="Coverage" help="How much of what matters is in scope, keys included.">
          <CoverageBars coverage={scopeCoverage(attributes)} version={version} />
        </FormSection>
        <FormSection title="Figures">
          <Figures figures={figures} />
        </FormSection>
        <FormSection
          title="Left out although it matters"
          help="Decided not to test: critical data elements, historical issues, failed rules, high risk."
        >
          <LeftOut attributes={attributes} />
        </FormSection>
        <FormSection title="In scope by rule" help="Attributes of the record key are always in scope and never themselves a test.">
          <Keys attributes={attributes.filter((attribute) => attribute.recommendation === 'key')} />
        </FormSection>
      </div>
    </div>
  );
}

function Impact({ figures }: { figures: ScopeFigures }) {
  const { plan, planned } = usePlan();
  if (planned.samples === null)
    return <output className="rounded-lg border border-line bg-sunken px-4 py-3 text-sm text-muted">{planned.why}</output>;
  const { testCases, minutes } = scopeImpact({ samples: planned.samples, attributes: figures.test, minutesEach: plan.minutes });
  return (
    <output className="flex flex-col gap-1 rounded-lg border border-line bg-sunken px-4 py-3">
      <span className="flex flex-wrap items-baseline gap-x-3">
        <span className="tabular text-xl font-semibold">{formatCount(testCases)}</span>
        <span className="text-sm">
          test {testCases === 1 ? 'case' : 'cases'}, about {effortInWords(minutes)}
        </span>
      </span>
      <span className="tabular text-sm text-muted">
        {formatCount(planned.samples)} samples × {formatCount(figures.test)} attributes to test. {planned.why}
        {figures.undecided > 0
          ? ` ${formatCount(figures.undecided)} not decided yet: up to ${formatCount(planned.samples * (figures.test + figures.undecided))} test cases.`
          : ''}
      </span>
    </output>
  );
}

function Lines({ children }: { children: ReactNode }) {
  return (
    <dl className="flex flex-col text-sm [&>div]:flex [&>div]:items-baseline [&>div]:justify-between [&>div]:gap-4 [&>div]:border-b [&>div]:border-line [&>div]:py-1.5 [&>div:last-child]:border-b-0">
      {children}
    </dl>
  );
}

function Figures({ figures }: { figures: ScopeFigures }) {
  const share = (value: string | null) => (value === null ? 'Nothing decided' : `${value} %`);
  const lines: [string, string][] = [
    ['To test', formatCount(figures.test)],
    ['Keys, in scope by rule', formatCount(figures.keys)],
    ['Not tested', formatCount(figures.skip)],
    ['Not decided', formatCount(figures.undecided)],
    ['In scope, of all attributes', share(figures.inScopePercent)],
    ['Overrides, of those decided', share(figures.overridesPercent)],
    ['Agreement with the recommendation', share(figures.agreementPercent)],
  ];
  return (
    <Lines>
      {lines.map(([label, value]) => (
        <div key={label}>
          <dt className="text-muted">{label}</dt>
          <dd className="tabular text-right">{value}</dd>
        </div>
      ))}
    </Lines>
  );
}

function LeftOut({ attributes }: { attributes: readonly ScopedAttribute[] }) {
  const left = attributes
    .filter((attribute) => attribute.finalScoping === 'skip')
    .map((attribute) => ({ attribute, kinds: COVERAGE_KINDS.filter((kind) => isOfKind(attribute, kind)) }))
    .filter(({ kinds }) => kinds.length > 0)
    .sort((a, b) => b.attribute.score - a.attribute.score);
  if (left.length === 0) return <p className="text-sm text-muted">Nothing.</p>;
  return (
    <ul className="flex flex-col text-sm">
      {left.map(({ attribute, kinds }) => (
        <li key={attribute.code} className="border-b border-line py-1.5 last:border-b-0">
          <span className="flex items-baseline justify-between gap-4">
            <span className="min-w-0 break-words">{attribute.name}</span>
            <span className="tabular shrink-0 text-muted">{attribute.score} points</span>
          </span>
          <span className="block text-xs text-muted">{kinds.map((kind) => COVERAGE_LABELS[kind]).join(', ')}</span>
          <span className="block text-xs break-words">{whyLeftOut(attribute)}</span>
        </li>
      ))}
    </ul>
  );
}

function whyLeftOut({ decision, decisionReason }: ScopedAttribute): string {
  if (decisionReason.trim() !== '') return decisionReason;
  return decision === 'accept' ? 'Not recommended for testing.' : 'No reason stated yet.';
}

function Keys({ attributes }: { attributes: readonly ScopedAttribute[] }) {
  if (attributes.length === 0) return <p className="text-sm text-muted">None: records are keyed by their number.</p>;
  return (
    <ul className="flex flex-col text-sm">
      {attributes.map((attribute) => (
        <li key={attribute.code} className="flex items-baseline justify-between gap-4 border-b border-line py-1.5 last:border-b-0">
          <span className="min-w-0 break-words">{attribute.name}</span>
          <span className="shrink-0 font-mono text-xs text-muted">{attribute.code}</span>
        </li>
      ))}
    </ul>
  );
}
