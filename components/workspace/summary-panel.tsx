'use client';
import Link from 'next/link';
import { useVersionSummary } from '#client/version-summary';
import { formatCount } from '#components/ui/count-chips';
import { HashChip } from '#components/ui/hash-chip';
import { Proof } from '#components/ui/proof';
import { ErrorState, Skeleton } from '#components/ui/states';
import { versionHref } from '#contract/addresses';
import type { VersionView } from '#contract/views/version-views';
import type { SummaryPart, SummarySection } from '#domain/phase/definition';

const COUNT = /^\d+$/;

/** What the version holds in sections: counts as labelled bars, the rest as lines; each count opens a filtered grid. */
export function SummaryPanel({ version }: { version: VersionView }) {
  const summary = useVersionSummary(version.id);
  if (summary.error) return <ErrorState message={summary.error.message} onRetry={() => void summary.refetch()} />;
  if (!summary.data) {
    return (
      <div role="status" aria-label="Loading" className="grid gap-8 px-6 py-6 lg:grid-cols-2">
        {Array.from({ length: 4 }, (_, index) => (
          <Skeleton key={index} className="h-32" />
        ))}
      </div>
    );
  }
  const sections = summary.data.sections.filter((section) => section.parts.length > 0);
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="grid max-w-6xl gap-x-12 gap-y-8 px-4 py-6 md:px-6 lg:grid-cols-2">
        {sections.map((section) => (
          <Section key={section.title} section={section} version={version} />
        ))}
      </div>
    </div>
  );
}

function Section({ section, version }: { section: SummarySection; version: VersionView }) {
  // Bars compare items with items: a part that lists none counts something else, such as test cases.
  const counts = section.parts.every((part) => COUNT.test(part.value) && part.filter) && section.parts.length > 1;
  const most = Math.max(1, ...section.parts.map((part) => (COUNT.test(part.value) ? Number(part.value) : 0)));
  return (
    <section className="min-w-0">
      <h2 className="mb-2 text-base font-semibold">{section.title}</h2>
      <dl className="flex flex-col">
        {section.parts.map((part) => (
          <div
            key={`${part.label} ${part.value}`}
            className="grid grid-cols-[minmax(0,180px)_minmax(0,1fr)] items-baseline gap-x-4 border-b border-line py-1.5 text-sm last:border-b-0"
          >
            <dt className="truncate text-muted" title={part.label}>
              {part.label}
            </dt>
            <dd className="min-w-0">
              {counts ? <Bar part={part} most={most} version={version} /> : <PartLink part={part} version={version} />}
              {part.help ? <PartHelp text={part.help} /> : null}
              {part.proof ? <Proof>{part.proof}</Proof> : null}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

const HASH = /\b([0-9a-f]{64})\b/;

/** A part's explanation; a whole hash in it becomes a short one that can be copied. */
function PartHelp({ text }: { text: string }) {
  const [before, hash, after] = text.split(HASH);
  return (
    <span className="block text-xs break-words text-muted">
      {before}
      {hash ? <HashChip hash={hash} label={before?.trim() || 'Hash'} /> : null}
      {after}
    </span>
  );
}

function Bar({ part, most, version }: { part: SummaryPart; most: number; version: VersionView }) {
  const share = (Number(part.value) / most) * 100;
  return (
    <span className="flex items-center gap-3">
      <span aria-hidden className="h-2 min-w-0 flex-1 rounded-full bg-sunken">
        <span className="block h-full rounded-full bg-active" style={{ width: `${share}%` }} />
      </span>
      <span className="w-14 shrink-0 text-right">
        <PartLink part={part} version={version} />
      </span>
    </span>
  );
}

function PartLink({ part, version }: { part: SummaryPart; version: VersionView }) {
  const value = COUNT.test(part.value) ? formatCount(Number(part.value)) : part.value;
  if (!part.filter || part.value === '0') return <span className="tabular break-words">{value}</span>;
  return (
    <Link
      href={versionHref({ ...version, filter: part.filter })}
      aria-label={`${part.label}: ${value}`}
      className="tabular text-accent underline decoration-line-strong underline-offset-2 hover:decoration-current"
    >
      {value}
    </Link>
  );
}
