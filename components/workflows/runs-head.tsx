import type { ReactNode } from 'react';
import { PageHeader } from '#components/ui/page-header';
import { PageTabs } from '#components/ui/page-tabs';

const PAGES = [
  { href: '/workflows', label: 'Runs' },
  { href: '/workflows/figures', label: 'Durations' },
  { href: '/workflows/alerts', label: 'What needs somebody' },
] as const;

/** The head of the pages of workflows. */
export function RunsHead({ title, meta, actions }: { title: string; meta: ReactNode; actions?: ReactNode }) {
  return (
    <>
      <PageHeader title={title} meta={meta} actions={actions} />
      <PageTabs label="Views of workflows" pages={PAGES} />
    </>
  );
}
