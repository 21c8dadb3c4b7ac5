'use client';
import { useMemo } from 'react';
import { useVersionSummary } from '#client/version-summary';
import { formatCount } from '#components/ui/count-chips';
import { ScrollRegion } from '#components/ui/scroll-region';
import { EmptyState, ErrorState, SkeletonRows } from '#components/ui/states';
import { TermLink } from '#components/ui/term-link';
import type { VersionView } from '#contract/views/version-views';
import { type EvaluationLine, evaluationLines, MOST_DEVIATIONS } from '#domain/phases/sample-selection/evaluation';
import { readDrawFacts } from './read-draw-facts';

/** What a number of deviations found in a random sample would say of the population, before testing begins. */
export function DrawEvaluation({ version }: { version: VersionView }) {
  const summary = useVersionSummary(version.id);
  const facts = useMemo(() => (summary.data ? readDrawFacts(summary.data.facts) : null), [summary.data]);
  const lines = useMemo(() => (facts ? evaluationLines(facts.draws) : []), [facts]);
  if (summary.error) return <ErrorState message={summary.error.message} onRetry={() => void summary.refetch()} />;
  if (!facts) return <SkeletonRows rows={6} label="Loading" />;
  if (lines.length === 0)
    return (
      <EmptyState title="No random sample yet">
        Bounds are stated for records drawn at random; judgmental, anomaly, boundary and requested records are counted, never extrapolated.
      </EmptyState>
    );
  const labels = new Map(facts.draws.map(({ key, label }) => [key, label]));
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-4 py-6 md:px-6">
      <h2 className="text-base font-semibold">Upper bound by deviations found</h2>
      <p className="mt-0.5 mb-3 max-w-3xl text-sm text-muted">
        For each attribute tested on the sample: with so many <TermLink term="deviation">deviations</TermLink>, the true rate is at most{' '}
        <TermLink term="upper-bound">this</TermLink>, at the stated confidence. A record that cannot be tested counts as a deviation.
        Judgmental, anomaly, boundary and requested records are counted, never extrapolated.
      </p>
      <ScrollRegion label="Bounds by deviations" className="rounded-lg border border-line">
        <table className="w-full text-sm">
          <thead className="bg-sunken text-xs text-muted">
            <tr>
              <th scope="col" className="px-3 py-2 text-left font-medium">
                Draw
              </th>
              <th scope="col" className="px-3 py-2 text-left font-medium">
                Speaks of
              </th>
              <th scope="col" className="px-3 py-2 text-right font-medium">
                Sample
              </th>
              {Array.from({ length: MOST_DEVIATIONS + 1 }, (_, deviations) => (
                <th key={deviations} scope="col" className="px-3 py-2 text-right font-medium">
                  {deviations} {deviations === 1 ? 'deviation' : 'deviations'}
                </th>
              ))}
              <th scope="col" className="px-3 py-2 text-left font-medium">
                How
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <EvaluationRow key={`${line.draw} ${line.of}`} line={line} label={labels.get(line.draw) ?? line.draw} />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </div>
  );
}

function EvaluationRow({ line, label }: { line: EvaluationLine; label: string }) {
  return (
    <tr className="border-t border-line">
      <th scope="row" className="px-3 py-1.5 text-left font-normal">
        {label}
      </th>
      <td className="px-3 py-1.5">{line.of}</td>
      <td className="tabular px-3 py-1.5 text-right">{formatCount(line.sample)}</td>
      {Array.from({ length: MOST_DEVIATIONS + 1 }, (_, deviations) => (
        <td key={deviations} className="tabular px-3 py-1.5 text-right">
          {line.bounds[deviations] === undefined ? '' : `${line.bounds[deviations]} %`}
        </td>
      ))}
      <td className="px-3 py-1.5 text-xs text-muted">
        {line.method}, {line.confidencePercent} % confidence{line.base === 'value' ? ', of the value' : ''}
      </td>
    </tr>
  );
}
