import { Badge } from '#components/ui/badge';
import { ScrollRegion } from '#components/ui/scroll-region';
import { type TwoStageRow, type TwoStageTable, twoStageRange } from '#domain/sampling/two-stage';

/** The rows of a two-stage table, what of each is not confirmed, and which of them holds here. */
export function TwoStageRows({ table, current = null }: { table: TwoStageTable; current?: TwoStageRow | null }) {
  return (
    <ScrollRegion label={table.name} className="rounded-lg border border-line">
      <table className="w-full text-sm">
        <thead className="bg-sunken text-left text-xs text-muted">
          <tr>
            {['Records', 'First stage', 'In all', 'Resubmission at', 'Source'].map((label) => (
              <th key={label} scope="col" className="px-3 py-2 font-medium">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((each) => (
            <tr
              key={each.from}
              aria-current={each.from === current?.from ? 'true' : undefined}
              className="border-t border-line aria-[current]:bg-selected"
            >
              <th scope="row" className="tabular px-3 py-1.5 text-left font-normal">
                {twoStageRange(each)}
              </th>
              <td className="tabular px-3 py-1.5">{each.firstStage ?? 'All'}</td>
              <td className="tabular px-3 py-1.5">{each.total ?? 'All'}</td>
              <td className="tabular px-3 py-1.5">{each.resubmission}</td>
              <td className="px-3 py-1.5">
                {each.unconfirmed.length === 0 ? (
                  <Badge hue="good">Confirmed</Badge>
                ) : (
                  <Badge hue="warn">Not confirmed: {each.unconfirmed.join(', ')}</Badge>
                )}
                {each.note ? <span className="block text-xs text-muted">{each.note}</span> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
