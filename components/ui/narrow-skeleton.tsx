'use client';

import { SkeletonRows } from './states';
import { useOnBrowser } from './use-on-browser';

/** Stands for a list's cards on a narrow screen until the browser has taken over: the server sends the table, for it does not know the width. */
export function NarrowSkeleton() {
  const onBrowser = useOnBrowser();
  return onBrowser ? null : (
    <div className="md:hidden">
      <SkeletonRows rows={6} label="Loading" />
    </div>
  );
}
