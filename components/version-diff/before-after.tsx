import { ArrowRight, EyeOff } from 'lucide-react';
import type { CellChange } from '#contract/views/row-views';
import type { PhaseDefinition } from '#domain/phase/definition';
import { changeWords } from './change-words';
import { type WordChange, wordChanges } from './word-changes';

/** Both sides of a changed cell in one line; long texts word by word. */
export function BeforeAfter({ definition, cell }: { definition: PhaseDefinition; cell: CellChange }) {
  if (cell.masked) return <Masked />;
  const [before, after] = [changeWords(definition, cell, cell.before), changeWords(definition, cell, cell.after)];
  const words = wordChanges(before, after);
  if (words) return <Words words={words} without={null} />;
  // What was blank, or is blank now, needs no words: the decoration says which of the two it is.
  return (
    <span className="min-w-0">
      {before === '' ? <span className="sr-only">Before: blank. </span> : <Before words={before} />}
      {before === '' || after === '' ? null : <ArrowRight aria-hidden className="mx-1 inline size-3 text-faint" />}
      {after === '' ? <span className="sr-only"> After: blank.</span> : <After words={after} />}
    </span>
  );
}

/** Both sides of a changed cell in two columns of a grid; long texts with the changed words marked in each. */
export function BesideEachOther({ definition, cell }: { definition: PhaseDefinition; cell: CellChange }) {
  const [before, after] = [changeWords(definition, cell, cell.before), changeWords(definition, cell, cell.after)];
  const words = wordChanges(before, after);
  return (
    <>
      <span className="min-w-0">{words ? <Words words={words} without="in" /> : <Before words={before} />}</span>
      <span className="min-w-0">{words ? <Words words={words} without="out" /> : <After words={after} />}</span>
    </>
  );
}

function Words({ words, without }: { words: readonly WordChange[]; without: WordChange['kind'] | null }) {
  return (
    <span className="min-w-0 break-words whitespace-pre-wrap">
      {words.map(({ kind, text }, index) =>
        kind === without ? null : kind === 'kept' ? (
          text
        ) : kind === 'out' ? (
          <Before key={index} words={text} />
        ) : (
          <After key={index} words={text} />
        ),
      )}
    </span>
  );
}

/** What was taken away; a sign for readers who do not see it. */
export function Before({ words }: { words: string }) {
  if (words === '') return <span className="text-faint">blank</span>;
  return (
    <del className="rounded-sm bg-bad-ground box-decoration-clone px-1 break-words text-bad">
      <span className="sr-only">Before: </span>
      {words}
    </del>
  );
}

/** What came in its place. */
export function After({ words }: { words: string }) {
  if (words === '') return <span className="text-faint">blank</span>;
  return (
    <ins className="rounded-sm bg-good-ground box-decoration-clone px-1 break-words text-good decoration-good/50 underline-offset-2">
      <span className="sr-only">After: </span>
      {words}
    </ins>
  );
}

/** A change whose values are not the reader's to see. */
export function Masked() {
  return (
    <span className="inline-flex items-center gap-1 text-faint" title="This value is confidential and is not shown to you.">
      <EyeOff aria-hidden className="size-3.5" />
      changed, masked
    </span>
  );
}
