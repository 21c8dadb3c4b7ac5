'use client';
import { Upload } from 'lucide-react';
import { type DragEvent, useId, useRef, useState } from 'react';
import { Button } from './button';
import { cx } from './cx';

interface FilesInputProps {
  label: string;
  hint: string;
  accept: string;
  /** More than one may be chosen. */
  several?: boolean;
  busy: boolean;
  onChoose: (files: readonly File[]) => void;
}

/** Chooses or drops files, which whoever asks for them reads or sends. */
export function FilesInput({ label, hint, accept, several = false, busy, onChoose }: FilesInputProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (files: FileList | null): void => {
    const chosen = [...(files ?? [])];
    if (chosen.length > 0 && !busy) onChoose(several ? chosen : chosen.slice(0, 1));
  };
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="text-xs font-medium">
        {label}
      </label>
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
        className={cx(
          'flex min-h-14 items-center gap-3 rounded-lg border border-dashed px-4 py-2',
          over ? 'border-accent bg-selected' : 'border-line-strong bg-surface',
        )}
      >
        <Upload aria-hidden className="size-5 shrink-0 text-faint" strokeWidth={1.5} />
        <span className="min-w-0 flex-1 text-sm break-words text-muted">{hint}</span>
        <Button size="sm" busy={busy} onClick={() => input.current?.click()}>
          Choose…
        </Button>
      </div>
      <input
        ref={input}
        id={id}
        type="file"
        accept={accept}
        multiple={several}
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          take(event.target.files);
          event.target.value = '';
        }}
      />
    </div>
  );
}
