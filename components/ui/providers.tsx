'use client';

import { QueryClientProvider } from '@tanstack/react-query';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { type ReactNode, useEffect, useState } from 'react';
import { hearOtherWindows } from '#client/other-windows';
import { createQueryClient } from '#client/query-client';
import { ServerAway } from './server-away';
import { Toaster } from './toast';
import { TooltipProvider } from './tooltip';

/** What every page stands on: one query client a tab, the URL as state, tooltips, toasts. */
export function Providers({ children }: { children: ReactNode }) {
  const [queryClient] = useState(createQueryClient);
  useEffect(() => hearOtherWindows((versionId) => void (versionId === null && queryClient.invalidateQueries())), [queryClient]);
  return (
    <QueryClientProvider client={queryClient}>
      <NuqsAdapter>
        <TooltipProvider>{children}</TooltipProvider>
        <ServerAway />
        <Toaster />
      </NuqsAdapter>
    </QueryClientProvider>
  );
}
