'use client';
import { useState } from 'react';
import { TwoStageRows } from '#components/phases/sample-selection/two-stage-rows';
import { Button } from '#components/ui/button';
import type { AdminTwoStageTable } from '#contract/views/admin-views';
import { EarlierVersions, PlannedVersions } from './other-versions';
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
        <PlannedVersions noun="Table" versions={view.planned} words={editionOf} />
      </div>
      <TwoStageRows table={table} />
      <EarlierVersions
        noun="Table"
        one="table"
        many="tables"
        versions={view.earlier}
        words={editionOf}
        below={(version) => <TwoStageRows table={version.table} />}
      />
      {editing ? <TwoStageDialog present={table} onClose={() => setEditing(false)} /> : null}
    </section>
  );
}

function editionOf({ table }: Pick<AdminTwoStageTable, 'table'>): string {
  return `${table.name}, edition ${table.dated}.`;
}
