'use client';
import { useState } from 'react';
import { useEvidencePassage } from '#client/evidence';
import { Button } from '#components/ui/button';
import { cx } from '#components/ui/cx';
import { Dialog } from '#components/ui/dialog';
import { ErrorState, SkeletonRows } from '#components/ui/states';
import type { EvidencePlace } from '#domain/evidence/extracted-text';
import type { Passage } from '#domain/evidence/passage';
import { placeInWords } from '#domain/evidence/place-in-words';

interface EvidencePassageProps {
  versionId: string;
  file: { sha256: string; fileName: string };
  at: EvidencePlace;
  /** What stands beside it: the value that is reported. */
  reported: string | null;
}

/** Opens what a file says at the place where a value was found, beside what is reported. */
export function EvidencePassage(props: EvidencePassageProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" variant="ghost" onClick={() => setOpen(true)}>
        Show {placeInWords(props.at)}
      </Button>
      {open ? <PassageDialog {...props} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function PassageDialog({ versionId, file, at, reported, onClose }: EvidencePassageProps & { onClose: () => void }) {
  const passage = useEvidencePassage(versionId, file.sha256, at);
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`${file.fileName}, ${placeInWords(at)}`}
      description={`Reported: ${reported ?? 'nothing'}. That you look at it is noted in the trail.`}
      width="lg"
      footer={<Button onClick={onClose}>Close</Button>}
    >
      {passage.isPending ? <SkeletonRows rows={6} label="Loading what the file says" /> : null}
      {passage.error ? <ErrorState message={passage.error.message} onRetry={() => void passage.refetch()} /> : null}
      {passage.data ? <PassageText passage={passage.data} label={placeInWords(at)} /> : null}
    </Dialog>
  );
}

function PassageText({ passage: { rows, column, of, cut }, label }: { passage: Passage; label: string }) {
  if (rows.length === 0) return <p className="text-sm text-muted">There is no text here: it is a picture. Open the file to look at it.</p>;
  return (
    <>
      <section aria-label={`What the file says at ${label}`} tabIndex={0} className="max-h-96 overflow-auto rounded-md border border-line">
        <table className="w-full text-left text-xs">
          <tbody>
            {rows.map(({ row, cells, meant }) => (
              <tr key={row} className={cx('border-b border-line last:border-0', meant && 'bg-selected')} aria-current={meant || undefined}>
                <th scope="row" className="px-2 py-1 font-normal text-muted tabular-nums">
                  {row}
                </th>
                {cells.map((cell, at) => (
                  <td
                    key={at}
                    className={cx('px-2 py-1 whitespace-pre-wrap', meant && at === column && 'font-semibold underline underline-offset-2')}
                  >
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {cut ? <p className="mt-2 text-xs text-muted">{of.toLocaleString('en')} rows in all; the file holds the rest.</p> : null}
    </>
  );
}
