'use client';

import { useOnBrowser } from '#components/ui/use-on-browser';

/**
 * A line at the top of a page whose text stands there before the code that answers to keys and clicks: it shows after 0.4 s, which most
 * machines do not need, and goes when the page can be used.
 */
export function GettingReady() {
  return useOnBrowser() ? null : (
    <div
      role="progressbar"
      aria-label="Getting this page ready for use"
      className="absolute inset-x-0 top-0 z-50 h-0.5 origin-left animate-getting-ready bg-accent print:hidden"
    />
  );
}
