'use client';
import { useState } from 'react';
import { TwoStageRows } from '#components/phases/sample-selection/two-stage-rows';
import { Button } from '#components/ui/button';
import type { AdminTwoStageTable } from '#contract/views/admin-views';
import { Provenance } from './provenance';
import { SectionHead } from './section-head';
import { TwoStageDialog } from './two-stage-dialog';

/** The two-stage table of transaction testing as a dated version: by it two-stage draws are sized. */
export function SamplingSection({ table: view }: { table: AdminTwoStageTable }) {
  const [editing, setEditing] = useState(false);
  const { table } = view;
  return (
    <section className="flex flex-col gap-3">
      <SectionHead
        title="Two-stage table"
        help="Sizes of the two stages by the records of a population. A change is a new dated version; draws that were made keep the row they were sized by."
        action={<Button onClick={() => setEditing(true)}>Change…</Button>}
      />
      <div className="text-sm">
        <p>
          <span className="font-medium">{table.name}</span>, edition {table.dated}. {table.caveat}
        </p>
        <p>A field with {table.initialThreshold} errors in the first stage goes on to the second.</p>
        <p className="text-xs text-muted">
          <Provenance noun="Table" version={view} />
        </p>
        {view.planned.map((version) => (
          <p key={version.number} className="mt-1 text-xs">
            Planned: {version.table.name}, edition {version.table.dated}.{' '}
            <span className="text-muted">
              <Provenance noun="Table" version={version} />
            </span>
          </p>
        ))}
      </div>
      <TwoStageRows table={table} />
      {view.earlier.length === 0 ? null : (
        <details className="text-xs">
          <summary className="w-fit cursor-pointer text-accent">
            {view.earlier.length} earlier {view.earlier.length === 1 ? 'table' : 'tables'}
          </summary>
          <ol className="mt-2 flex flex-col gap-3 border-l border-line pl-3">
            {view.earlier.map((version) => (
              <li key={version.number} className="flex flex-col gap-1">
                <p>
                  {version.table.name}, edition {version.table.dated}.{' '}
                  <span className="text-muted">
                    <Provenance noun="Table" version={version} />
                  </span>
                </p>
                <TwoStageRows table={version.table} />
              </li>
            ))}
          </ol>
        </details>
      )}
      {editing ? <TwoStageDialog present={table} onClose={() => setEditing(false)} /> : null}
    </section>
  );
}
