import type { ReactNode } from 'react';

/** Hashes, seeds and names of methods: what something can be checked by, shown when it is asked for. */
export function Proof({ children }: { children: ReactNode }) {
  return (
    <details>
      <summary className="w-fit cursor-pointer rounded-sm text-xs text-muted hover:text-ink">Proof</summary>
      <div className="mt-0.5 font-mono text-xs break-all text-muted">{children}</div>
    </details>
  );
}
