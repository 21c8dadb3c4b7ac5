import Link from 'next/link';
import type { VersionView } from '#contract/views/version-views';

/** From a rule to where its expression is tried and its failing records are listed. */
export function RuleLink({
  version,
  itemKey,
}: {
  version: Pick<VersionView, 'cycleReportId' | 'phase' | 'number' | 'status'>;
  itemKey: string;
}) {
  const place = new URLSearchParams({ version: String(version.number), panel: 'rules', rule: itemKey });
  return (
    <Link
      href={`/reports/${version.cycleReportId}/${version.phase}?${place.toString()}`}
      className="text-sm text-accent underline decoration-line-strong underline-offset-2 hover:decoration-current"
    >
      {version.status === 'draft' ? 'Edit and try the expression, or see the failing records' : 'See the failing records'}
    </Link>
  );
}
