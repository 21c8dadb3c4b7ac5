import { Badge, type Hue } from '#components/ui/badge';
import { AbsoluteTime } from '#components/ui/relative-time';
import type { ItemHistoryEntry } from '#contract/views/version-views';
import { verdictWords } from './review-marks';

const KINDS: Record<ItemHistoryEntry['kind'], { word: string; hue: Hue }> = {
  added: { word: 'Added', hue: 'good' },
  changed: { word: 'Changed', hue: 'warn' },
  removed: { word: 'Removed', hue: 'bad' },
};

/** Which version changed this item, how, and who worked on that version; newest first. */
export function ItemHistory({ history }: { history: readonly ItemHistoryEntry[] }) {
  if (history.length === 0) return <p className="mt-4 text-sm text-muted">This item has not changed since it was first added.</p>;
  return (
    <ol className="mt-3 flex flex-col">
      {history.map((entry) => (
        <li key={entry.versionId} className="border-b border-line py-2.5 last:border-b-0">
          <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
            <span className="font-medium">Version {entry.number}</span>
            <Badge hue={KINDS[entry.kind].hue}>{KINDS[entry.kind].word}</Badge>
            <AbsoluteTime at={entry.at} className="ml-auto text-xs text-faint" />
          </div>
          {entry.listed ? <p className="mt-0.5 text-xs text-muted">Listed by the system</p> : null}
          {entry.authors.length > 0 ? (
            <p className="mt-0.5 text-xs text-muted">Worked on by {entry.authors.map((author) => author.name).join(', ')}</p>
          ) : null}
          {entry.kind === 'changed' ? (
            <ul className="mt-1.5 flex flex-col gap-1 text-xs">
              {entry.cells.map((cell) => (
                <li key={cell.field} className="break-words">
                  <span className="text-muted">{cell.label}: </span>
                  {cell.masked ? (
                    <span className="text-faint">changed, masked</span>
                  ) : (
                    <>
                      <del className="text-bad decoration-bad/60">{cell.before ?? 'blank'}</del>{' '}
                      <ins className="text-good decoration-good/60">{cell.after ?? 'blank'}</ins>
                    </>
                  )}
                </li>
              ))}
            </ul>
          ) : null}
          {entry.answers.map((answer) => (
            <p key={answer.at} className="mt-1.5 text-xs break-words">
              {verdictWords({ ...answer, inherited: false })} <AbsoluteTime at={answer.at} className="text-faint" />
            </p>
          ))}
        </li>
      ))}
    </ol>
  );
}
