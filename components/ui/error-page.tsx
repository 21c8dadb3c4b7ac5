'use client';

import { useEffect } from 'react';
import { ErrorState } from './states';

/** What an `error.tsx` shows: the sentence for people; the cause goes to the console. */
export function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  useEffect(() => {
    console.error(error);
  }, [error]);
  return (
    <main className="flex min-h-[60dvh] items-center justify-center">
      <ErrorState
        title="This page could not be shown"
        message="Nothing was changed. Try again; if it stays so, tell an administrator what you were doing."
        onRetry={reset}
      />
    </main>
  );
}
