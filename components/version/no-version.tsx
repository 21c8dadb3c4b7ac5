'use client';

import type { ReactNode } from 'react';
import { EmptyState, ErrorState, ForbiddenState } from '#components/ui/states';
import type { VersionAt } from './use-version-at';

/** What a page shows in place of the version that its address names, while there is none to show. */
export function NoVersion({ at, loading }: { at: Exclude<VersionAt, { state: 'found' }>; loading: ReactNode }) {
  switch (at.state) {
    case 'loading':
      return loading;
    case 'hidden':
      return <ForbiddenState />;
    case 'none':
      return <EmptyState title={at.title}>{at.why}</EmptyState>;
    case 'failed':
      return <ErrorState message={at.message} onRetry={at.retry} />;
  }
}
