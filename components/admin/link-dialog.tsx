'use client';
import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { AbsoluteTime } from '#components/ui/relative-time';
import type { MadeLink } from '#contract/administration-inputs';

interface LinkDialogProps {
  name: string;
  link: MadeLink;
  onClose: () => void;
}

/** A one-time link, shown once: the server keeps only its hash. */
export function LinkDialog({ name, link, onClose }: LinkDialogProps) {
  const [copied, setCopied] = useState(false);
  const copy = (): void => void navigator.clipboard.writeText(link.url).then(() => setCopied(true));
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Link for ${name}`}
      description="It is shown only now and works once. Give it to this person by a way you trust."
      width="md"
      footer={
        <>
          <Button onClick={onClose}>Done</Button>
          <Button
            variant="primary"
            icon={copied ? <Check aria-hidden className="size-4" /> : <Copy aria-hidden className="size-4" />}
            onClick={copy}
          >
            {copied ? 'Copied' : 'Copy the link'}
          </Button>
        </>
      }
    >
      <p className="rounded-md border border-line bg-sunken px-3 py-2 font-mono text-xs break-all">{link.url}</p>
      <p className="mt-2 text-xs text-muted">
        Works until <AbsoluteTime at={link.expiresAt} />.
      </p>
    </Dialog>
  );
}
