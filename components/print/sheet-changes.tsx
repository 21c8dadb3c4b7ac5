import { changeWords, factGlimpse, factProof, glimpse, labelWords } from '#components/version-diff/change-words';
import { DIFF_LOOK } from '#components/version-diff/diff-kind';
import type { DiffRow } from '#contract/views/diff-views';
import { DIFF_KINDS } from '#contract/views/row-views';
import type { PhaseDefinition } from '#domain/phase/definition';
import { isSaidInReview } from '#domain/phase/review-fields';
import { feedbackOf } from '../item-grid/feedback';

interface SheetChangesProps {
  definition: PhaseDefinition;
  rows: readonly DiffRow[];
  /** Stands at the head of the table on every page. */
  head: string;
}

/** Every change in a table whose head repeats on each page. */
export function SheetChanges({ definition, rows, head }: SheetChangesProps) {
  return (
    <table className="w-full table-fixed border-collapse text-xs">
      <thead>
        <tr>
          <th colSpan={3} scope="colgroup" className="border-b border-line py-1 text-left font-normal break-all text-muted">
            {head}
          </th>
        </tr>
        <tr className="border-b border-line-strong text-left">
          <th scope="col" className="w-20 py-1 pr-3 font-semibold">
            Difference
          </th>
          <th scope="col" className="w-28 py-1 pr-3 font-semibold sm:w-48 print:w-48">
            {definition.keyLabel}
          </th>
          <th scope="col" className="py-1 font-semibold">
            What changed
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const kind = DIFF_KINDS.find((each) => each === row.kind);
          const name = (row.after ?? row.before)?.data.name;
          return (
            <tr key={row.key} className="break-inside-avoid border-b border-line align-top">
              <td className="py-1 pr-3 whitespace-nowrap">{kind ? `${DIFF_LOOK[kind].sign} ${DIFF_LOOK[kind].word}` : row.kind}</td>
              <td className="py-1 pr-3">
                <span className={row.isFact ? 'font-medium' : 'font-mono break-all'}>
                  {row.isFact ? (row.label ?? definition.factLabel(row.key)) : row.key}
                </span>
                {typeof name === 'string' && name !== '' ? <span className="block text-muted">{name}</span> : null}
              </td>
              <td className="py-1 break-words">
                {wordsOf(definition, row).map(({ label, text }) => (
                  <p key={label}>
                    <span className="text-muted">{label}</span> {text}
                  </p>
                ))}
                <Said row={row} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** What a row says on paper: before and after of each changed cell, or what an item or fact is. */
function wordsOf(definition: PhaseDefinition, row: DiffRow): { label: string; text: string }[] {
  if (row.kind === 'changed')
    return row.cells
      .filter((cell) => row.isFact || !isSaidInReview(cell.field))
      .map((cell) => {
        const [before, after] = [cell.before, cell.after].map((side) => changeWords(definition, cell, side) || 'blank');
        return { label: labelWords(cell.label), text: cell.masked ? 'changed, masked' : `${before} → ${after}` };
      });
  const item = row.after ?? row.before;
  if (!item) return [];
  if (!row.isFact) return glimpse(definition, item);
  const words = definition.factWords?.(item.key, item.data) ?? null;
  return [...(words === null ? factGlimpse(item) : [{ label: '', text: words }]), ...factProof(item)];
}

/** What the reviewer said of an item, and what was answered. */
function Said({ row }: { row: DiffRow }) {
  const feedback = row.after && !row.isFact ? feedbackOf(row.after) : null;
  if (!feedback) return null;
  const answer = row.after?.data.answer;
  const verb = feedback.kind === 'turned-down' ? 'rejected it' : 'asked for it';
  return (
    <p className="text-muted">
      {feedback.by} {verb}
      {feedback.versionNumber === null ? '' : ` in version ${feedback.versionNumber}`}
      {feedback.reason === '' ? '' : `: “${feedback.reason}”`}
      {typeof answer === 'string' && answer !== '' ? ` Answer: “${answer}”` : ''}
    </p>
  );
}
