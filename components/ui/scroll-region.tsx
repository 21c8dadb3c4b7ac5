import type { ReactNode } from 'react';
import { cx } from './cx';

/** A place that scrolls sideways by itself where its content, mostly a table, is wider: reached by key, and named. */
export function ScrollRegion({ label, className, children }: { label: string; className?: string; children: ReactNode }) {
  return (
    <div role="region" aria-label={label} tabIndex={0} data-ring="inside" className={cx('overflow-auto', className)}>
      {children}
    </div>
  );
}
