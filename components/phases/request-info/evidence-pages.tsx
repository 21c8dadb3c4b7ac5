'use client';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { evidenceFile } from '#client/evidence';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import type { EvidencePlace } from '#domain/evidence/extracted-text';
import type { SoughtOfCase } from '#domain/phases/request-info/search-case';

// What draws pages is several times what the page around it is: it comes when somebody opens a file.
const PdfViewer = dynamic(() => import('./pdf-viewer').then((room) => room.PdfViewer));

interface EvidencePagesProps {
  versionId: string;
  file: { sha256: string; fileName: string };
  /** Where in it the value was found; null where it was not. */
  at: EvidencePlace | null;
  /** What is marked on its pages. */
  sought: SoughtOfCase;
  /** What stands beside it: the value that is reported. */
  reported: string | null;
}

/** Opens the pages of a PDF of evidence beside what is reported, at the page where the value was found, with the value marked. */
export function EvidencePages({ versionId, file, at, sought, reported }: EvidencePagesProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" className="self-start" onClick={() => setOpen(true)}>
        Show its pages
      </Button>
      {open ? (
        <Dialog
          open
          onOpenChange={setOpen}
          title={file.fileName}
          description={`Reported: ${reported ?? 'nothing'}. That you look at it is noted in the trail.`}
          width="lg"
        >
          <PdfViewer address={evidenceFile(versionId, file.sha256)} first={at !== null && 'page' in at ? at.page : 1} sought={sought} />
        </Dialog>
      ) : null}
    </>
  );
}
