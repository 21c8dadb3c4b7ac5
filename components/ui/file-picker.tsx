'use client';
import { FileText, Upload, X } from 'lucide-react';
import { type DragEvent, useId, useRef, useState } from 'react';
import { type UploadTarget, useUpload } from '#client/upload';
import { Button } from '#components/ui/button';
import { cx } from '#components/ui/cx';
import { IconButton } from '#components/ui/icon-button';
import { ProgressBar } from '#components/ui/progress-bar';
import { fileSize } from './file-words';

interface FilePickerProps<Sent> {
  to: UploadTarget<Sent>;
  label: string;
  hint: string;
  accept: string;
  file: Sent | null;
  onChange: (file: Sent | null) => void;
  disabledReason: string | null;
}

/** Chooses or drops one file and sends it at once, with progress; the file is kept by its content. */
export function FilePicker<Sent extends { fileName: string; size: number }>({
  to,
  label,
  hint,
  accept,
  file,
  onChange,
  disabledReason,
}: FilePickerProps<Sent>) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const upload = useUpload(to);
  const [over, setOver] = useState(false);
  const [name, setName] = useState('');
  const take = (chosen: File | undefined): void => {
    if (!chosen || disabledReason !== null) return;
    setName(chosen.name);
    upload.mutate(chosen, { onSuccess: onChange });
  };
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
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
        {upload.progress !== null ? (
          <div className="min-w-0 flex-1">
            <ProgressBar step={`Sending ${name}`} done={Math.round(upload.progress * 100)} total={100} unit="percent" />
          </div>
        ) : file ? (
          <>
            <FileText aria-hidden className="size-5 shrink-0 text-muted" strokeWidth={1.5} />
            <span className="min-w-0 flex-1">
              <span className="block truncate text-sm font-medium">{file.fileName}</span>
              <span className="text-xs text-muted">{fileSize(file.size)}</span>
            </span>
            <IconButton label={`Take ${file.fileName} out`} icon={<X />} size="sm" onClick={() => onChange(null)} />
          </>
        ) : (
          <>
            <Upload aria-hidden className="size-5 shrink-0 text-faint" strokeWidth={1.5} />
            <span className="min-w-0 flex-1 text-sm text-muted">Drop a file here, or choose one.</span>
            <Button size="sm" disabledReason={disabledReason} onClick={() => input.current?.click()}>
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
        className="sr-only"
        tabIndex={-1}
        disabled={disabledReason !== null}
        onChange={(event) => {
          take(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      {upload.error ? (
        <p role="alert" className="text-xs text-bad">
          {upload.error.message}
        </p>
      ) : (
        <p className="text-xs text-muted">{hint}</p>
      )}
    </div>
  );
}
