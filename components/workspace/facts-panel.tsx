'use client';
import { useVersionSummary } from '#client/version-summary';
import { HashChip } from '#components/ui/hash-chip';
import { Proof } from '#components/ui/proof';
import { EmptyState, ErrorState, SkeletonRows } from '#components/ui/states';
import type { FactRow, VersionView } from '#contract/views/version-views';
import { type FactLine, factLines } from './fact-words';

interface FactsPanelProps {
  version: VersionView;
  /** Facts shown elsewhere in a form of their own. */
  except: (key: string) => boolean;
}

/** The facts of the whole version in words: what it pins, and how it was made. */
export function FactsPanel({ version, except }: FactsPanelProps) {
  const summary = useVersionSummary(version.id);
  if (summary.error) return <ErrorState message={summary.error.message} onRetry={() => void summary.refetch()} />;
  if (!summary.data) return <SkeletonRows rows={10} label="Loading" />;
  const facts = summary.data.facts.filter((fact) => !except(fact.key));
  if (facts.length === 0) return <EmptyState title="Nothing is pinned yet">A data file is pinned by an import.</EmptyState>;
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="grid max-w-6xl gap-x-12 gap-y-8 px-4 py-6 md:px-6 lg:grid-cols-2">
        {facts.map((fact) => (
          <FactSection key={fact.key} fact={fact} />
        ))}
      </div>
    </div>
  );
}

function FactSection({ fact }: { fact: FactRow }) {
  const lines = factLines(fact.data);
  const proofs = lines.filter(({ code }) => code);
  return (
    <section className="min-w-0">
      <h2 className="mb-2 text-base font-semibold">{fact.label}</h2>
      <FactLines lines={lines.filter(({ code }) => !code)} />
      {proofs.length === 0 ? null : (
        <div className="mt-2">
          <Proof>
            <FactLines lines={proofs} />
          </Proof>
        </div>
      )}
    </section>
  );
}

function FactLines({ lines }: { lines: readonly FactLine[] }) {
  return (
    <dl className="flex flex-col font-sans">
      {lines.map((line, at) => (
        <div
          key={`${line.name} ${at}`}
          className="grid grid-cols-[minmax(0,180px)_minmax(0,1fr)] gap-x-4 border-b border-line py-1.5 text-sm last:border-b-0"
        >
          <dt className="text-muted">{line.label}</dt>
          <dd className="min-w-0 break-words">{line.code ? <HashChip hash={line.value} label={line.label} /> : line.value}</dd>
        </div>
      ))}
    </dl>
  );
}
