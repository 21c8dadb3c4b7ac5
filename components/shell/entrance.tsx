import type { ReactNode } from 'react';
import { Wordmark } from './wordmark';

/** The quiet frame of the pages before the sign-in. */
export function Entrance({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-sm flex-col justify-center px-5 py-10">
      <Wordmark className="mb-8 text-accent [&>span]:text-ink" />
      <h1 className="mb-5 text-xl font-semibold tracking-tight">{title}</h1>
      {children}
    </main>
  );
}
