import Link from 'next/link';
import { versionHref } from '#contract/addresses';
import type { VersionView } from '#contract/views/version-views';

/** From a rule to where its expression is tried and its failing records are listed. */
export function RuleLink({
  version,
  itemKey,
}: {
  version: Pick<VersionView, 'cycleReportId' | 'phase' | 'instance' | 'number' | 'status'>;
  itemKey: string;
}) {
  return (
    <Link
      href={versionHref({ ...version, panel: 'rules', rule: itemKey })}
      className="text-sm text-accent underline decoration-line-strong underline-offset-2 hover:decoration-current"
    >
      {version.status === 'draft' ? 'Edit and try the expression, or see the failing records' : 'See the failing records'}
    </Link>
  );
}
