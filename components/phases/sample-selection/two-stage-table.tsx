import { Badge } from '#components/ui/badge';
import { formatCount } from '#components/ui/count-chips';
import { HMDA_TABLE, type TwoStageRow, twoStageRow, twoStageSizes } from '#domain/sampling/two-stage';
import { FormSection } from '../../ui/form-section';

/** The two-stage table with the row that holds here, and what of it is not confirmed. */
export function TwoStageTable({ population }: { population: number | null }) {
  const row = population === null ? null : twoStageRow(HMDA_TABLE, population);
  const sizes = row === null || population === null ? null : twoStageSizes(row, population);
  return (
    <FormSection title="Size" help={`${HMDA_TABLE.name}, edition ${HMDA_TABLE.dated}. ${HMDA_TABLE.caveat}`}>
      {sizes && population !== null ? (
        <p className="rounded-lg border border-line bg-sunken px-4 py-3 text-sm">
          <span className="tabular text-xl font-semibold">{formatCount(sizes.firstStage)}</span> records in the first stage of{' '}
          {formatCount(sizes.total)} in all, for {formatCount(population)} records. A field with {HMDA_TABLE.initialThreshold} errors in the
          first stage goes on to the second; resubmission is indicated at {sizes.resubmission}.
        </p>
      ) : null}
      <div className="overflow-x-auto rounded-lg border border-line">
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
            {HMDA_TABLE.rows.map((each) => (
              <tr
                key={each.from}
                aria-current={each === row ? 'true' : undefined}
                className="border-t border-line aria-[current]:bg-selected"
              >
                <th scope="row" className="tabular px-3 py-1.5 text-left font-normal">
                  {range(each)}
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
      </div>
    </FormSection>
  );
}

function range({ from, to }: TwoStageRow): string {
  return to === null ? `${formatCount(from)} and more` : `${formatCount(from)} to ${formatCount(to)}`;
}
