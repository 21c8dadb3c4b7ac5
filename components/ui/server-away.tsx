'use client';
import { useIsFetching } from '@tanstack/react-query';

/** Says that the server does not answer while a page waits for its first rows and asks for them again; nothing while it does. */
export function ServerAway() {
  const waiting = useIsFetching({ predicate: ({ state }) => state.status === 'pending' && state.fetchFailureCount > 0 });
  return (
    <div role="status" className="pointer-events-none fixed inset-x-0 bottom-16 z-50 flex justify-center px-4 print:hidden">
      {waiting > 0 ? (
        <p className="rounded-md border border-warn-line bg-warn-ground px-3 py-2 text-sm text-warn shadow-float">
          The server does not answer. Trying again…
        </p>
      ) : null}
    </div>
  );
}
