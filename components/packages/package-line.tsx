import { CircleCheck, CircleDashed, CircleX, Download, Stamp, TriangleAlert } from 'lucide-react';
import { packageFileHref } from '#client/packages';
import { Badge } from '#components/ui/badge';
import { buttonClass } from '#components/ui/button-class';
import { fileSize } from '#components/ui/file-words';
import { HashChip } from '#components/ui/hash-chip';
import { ProgressBar } from '#components/ui/progress-bar';
import { RelativeTime } from '#components/ui/relative-time';
import type { PackageRow } from '#contract/views/package-views';

const STATES = {
  making: { word: 'Being made', hue: 'active', icon: CircleDashed },
  complete: { word: 'Complete', hue: 'good', icon: CircleCheck },
  partial: { word: 'Partial', hue: 'warn', icon: TriangleAlert },
  failed: { word: 'Failed', hue: 'bad', icon: CircleX },
} as const;

/** One package: which, what it declares itself to be and why, and where to take it. */
export function PackageLine({ row }: { row: PackageRow }) {
  const { word, hue, icon } = STATES[row.state];
  return (
    <li className="flex flex-wrap items-start gap-x-6 gap-y-2 px-4 py-3 text-sm">
      <div className="flex min-w-0 flex-1 basis-72 flex-col gap-1.5">
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <span className="font-medium">Package {row.number}</span>
          <Badge hue={hue} icon={icon}>
            {word}
          </Badge>
          {row.redacted ? <Badge hue="idle">Redacted</Badge> : null}
        </p>
        <p className="text-xs text-muted">
          Asked for by {row.madeBy} <RelativeTime at={row.madeAt} />
          {row.entries === null ? '' : `; it ends with entry ${row.entries.toLocaleString('en')} of the trail`}
          {row.withheld > 0 ? `; ${row.withheld.toLocaleString('en')} withheld` : ''}.
        </p>
        {row.state === 'making' ? (
          <div className="max-w-sm">
            <ProgressBar
              step={`Packing ${row.progress === null ? '' : fileSize(row.progress.bytes)}`.trim()}
              done={row.progress?.files ?? 0}
              total={0}
              unit="files"
            />
          </div>
        ) : null}
        {row.failure === null ? null : <p className="text-bad">{row.failure}</p>}
        <Omissions row={row} />
        {row.stamped === null ? null : (
          <p className="flex flex-wrap items-center gap-x-1.5 text-xs text-muted">
            <Stamp aria-hidden className="size-3.5" />
            Time stamp by {row.stamped.by}, <RelativeTime at={row.stamped.at} />
          </p>
        )}
        {row.fingerprint === null || row.sha256 === null ? null : (
          <p className="flex flex-wrap items-center gap-x-3 gap-y-0.5 text-xs text-muted">
            <span className="font-mono break-all">{row.fingerprint}</span>
            <HashChip hash={row.sha256} label="SHA-256 of the ZIP" />
          </p>
        )}
      </div>
      {row.sha256 === null ? null : (
        <a href={packageFileHref(row.id)} download className={buttonClass()} aria-label={`Download package ${row.number}`}>
          <Download aria-hidden className="size-4" />
          Download{row.size === null ? '' : `, ${fileSize(row.size)}`}
        </a>
      )}
    </li>
  );
}

/** What is left out, each with its reason: the first few, and the rest on demand. */
function Omissions({ row: { omissions } }: { row: PackageRow }) {
  if (omissions.length === 0) return null;
  const [first, ...rest] = omissions;
  const line = ({ what, reason }: PackageRow['omissions'][number]) => (
    <>
      <span className="font-mono text-xs break-all">{what}</span>: {reason}
    </>
  );
  return (
    <div className="text-sm">
      {first === undefined ? null : <p>Left out: {line(first)}</p>}
      {rest.length === 0 ? null : (
        <details className="mt-1">
          <summary className="cursor-pointer text-muted hover:text-ink">{rest.length === 1 ? '1 more' : `${rest.length} more`}</summary>
          <ul className="mt-1 flex flex-col gap-1">
            {rest.map((omission) => (
              <li key={omission.what}>{line(omission)}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
