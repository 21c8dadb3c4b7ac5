'use client';
import { formatCount } from '#components/ui/count-chips';
import { ScrollRegion } from '#components/ui/scroll-region';
import { counted } from '#domain/phase/filters';
import type { ListReading } from '#domain/phases/request-info/read-list';
import { NOUN } from '#domain/phases/request-info/request-item';

/** Changes and refusals shown; a list with more has them counted. */
const MOST_SHOWN = 200;
const ROW = { one: 'row', many: 'rows' };

/** What a list would change, case by case, and what of it is not taken, place by place. */
export function ListPreview({ reading }: { reading: ListReading }) {
  const { changes, refusals } = reading;
  return (
    <>
      <p role="status" className="text-sm">
        {inWords(reading)}
      </p>
      {refusals.length > 0 ? (
        <section aria-label="Not taken" className="rounded-md border border-bad-line bg-bad-ground p-3">
          <h3 className="text-xs font-medium">Not taken: put it right in the workbook, and choose it again</h3>
          <ul className="mt-1 flex max-h-60 flex-col gap-1 overflow-y-auto text-sm" tabIndex={0} aria-label="What is not taken">
            {refusals.map(({ place, words }, index) => (
              <li key={index}>
                <span className="font-medium">{place}:</span> {words}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {changes.length > 0 ? (
        <ScrollRegion label="What it would change" className="max-h-80 rounded-md border border-line">
          <table className="w-full text-left text-sm">
            <thead className="sticky top-0 bg-raised">
              <tr className="border-b border-line-strong text-xs text-muted [&>th]:h-8 [&>th]:px-3 [&>th]:font-medium">
                <th scope="col">Row</th>
                <th scope="col">Case</th>
                <th scope="col">Stands at</th>
                <th scope="col">Would say</th>
              </tr>
            </thead>
            <tbody>
              {changes.slice(0, MOST_SHOWN).map(({ row, case: { data, state, isAccepted }, words, itemKey }) => (
                <tr key={itemKey} className="border-b border-line align-top last:border-0 [&>*]:px-3 [&>*]:py-1.5">
                  <td className="tabular text-muted">{row}</td>
                  <th scope="row" className="font-normal">
                    {String(data.attributeName)} of {String(data.record)}
                  </th>
                  <td>{isAccepted ? `${state}: would be judged anew` : state}</td>
                  <td className="break-words whitespace-pre-wrap">{words}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      ) : null}
      {changes.length > MOST_SHOWN ? <p className="text-xs text-muted">and {formatCount(changes.length - MOST_SHOWN)} more.</p> : null}
    </>
  );
}

function inWords({ changes, same, refusals, waiting }: ListReading): string {
  const waits = [...waiting.values()].reduce((sum, rows) => sum + rows, 0);
  const parts = [
    `It would change ${counted(changes.length, NOUN)}`,
    ...(waits > 0 ? [`${counted(waits, ROW)} ${waits === 1 ? 'waits' : 'wait'} for a file`] : []),
    ...(same > 0 ? [`${counted(same, ROW)} ${same === 1 ? 'says' : 'say'} nothing new`] : []),
    ...(refusals.length > 0 ? [`${formatCount(refusals.length)} ${refusals.length === 1 ? 'place is' : 'places are'} not taken`] : []),
  ];
  return `${parts.join('; ')}.`;
}
