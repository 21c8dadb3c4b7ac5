'use client';
import { Upload } from 'lucide-react';
import { type DragEvent, type ReactNode, useId, useRef, useState } from 'react';
import { Button } from './button';
import { cx } from './cx';

interface DropAreaProps {
  label: string;
  /** What is said beside the button. */
  invitation: string;
  accept: string;
  /** More than one may be chosen. */
  several?: boolean;
  /** Files are being read: nothing is taken meanwhile. */
  busy?: boolean;
  /** Why nothing can be chosen; null where it can. */
  disabledReason?: string | null;
  onFiles: (files: readonly File[]) => void;
  /** Stands in the area in place of the invitation. */
  instead?: ReactNode;
  /** What is said below the area. */
  children?: ReactNode;
}

/** Where files are dropped, or chosen by a button; whoever shows it reads or sends them. */
export function DropArea({
  label,
  invitation,
  accept,
  several = false,
  busy = false,
  disabledReason = null,
  onFiles,
  instead = null,
  children,
}: DropAreaProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (files: FileList | null): void => {
    const chosen = [...(files ?? [])];
    if (chosen.length > 0 && !busy && disabledReason === null) onFiles(several ? chosen : chosen.slice(0, 1));
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
          'flex min-h-16 items-center gap-3 rounded-lg border border-dashed px-4 py-3',
          over ? 'border-accent bg-selected' : 'border-line-strong bg-surface',
        )}
      >
        {instead ?? (
          <>
            <Upload aria-hidden className="size-5 shrink-0 text-faint" strokeWidth={1.5} />
            <span className="min-w-0 flex-1 text-sm break-words text-muted">{invitation}</span>
            <Button size="sm" busy={busy} disabledReason={disabledReason} onClick={() => input.current?.click()}>
              Choose…
            </Button>
          </>
        )}
      </div>
      <input
        ref={input}
        id={id}
        type="file"
        accept={accept}
        multiple={several}
        className="sr-only"
        tabIndex={-1}
        disabled={disabledReason !== null}
        onChange={(event) => {
          take(event.target.files);
          event.target.value = '';
        }}
      />
      {children}
    </div>
  );
}
