'use client';
import { FileText, X } from 'lucide-react';
import { useState } from 'react';
import { type UploadTarget, useUpload } from '#client/upload';
import { IconButton } from '#components/ui/icon-button';
import { ProgressBar } from '#components/ui/progress-bar';
import { DropArea } from './drop-area';
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
  const upload = useUpload(to);
  const [name, setName] = useState('');
  const send = ([chosen]: readonly File[]): void => {
    if (!chosen) return;
    setName(chosen.name);
    upload.mutate(chosen, { onSuccess: onChange });
  };
  return (
    <DropArea
      label={label}
      invitation="Drop a file here, or choose one."
      accept={accept}
      disabledReason={disabledReason}
      onFiles={send}
      instead={
        upload.progress !== null ? (
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
        ) : null
      }
    >
      {upload.error ? (
        <p role="alert" className="text-xs text-bad">
          {upload.error.message}
        </p>
      ) : (
        <p className="text-xs text-muted">{hint}</p>
      )}
    </DropArea>
  );
}
