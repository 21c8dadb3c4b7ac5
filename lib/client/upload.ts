import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { UploadedFile } from '#contract/work-inputs';
import { REFUSALS, type RefusalCode } from '#domain/refusals';
import { withParameters } from './fetch-json';
import { RequestFailed } from './request-failed';
import { readWhileSignedIn } from './session';

export interface UploadRequest {
  cycleReportId: string;
  file: File;
}

function answerOf(request: XMLHttpRequest): UploadedFile {
  let body: { code?: RefusalCode; message?: string } & Partial<UploadedFile> = {};
  try {
    body = JSON.parse(request.responseText) as typeof body;
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
  }
  if (request.status === 201 && body.sha256 !== undefined) return body as UploadedFile;
  const code = body.code ?? (request.status === 413 ? 'file_too_large' : 'unavailable');
  throw new RequestFailed(code, body.message ?? REFUSALS[code], request.status);
}

/** Streams a file to the server. `onProgress` gets 0..1. XMLHttpRequest because fetch reports no upload progress. */
function uploadFile({ cycleReportId, file }: UploadRequest, onProgress?: (share: number) => void): Promise<UploadedFile> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', withParameters('/api/uploads', { cycleReportId, fileName: file.name }));
    request.setRequestHeader('content-type', file.type === '' ? 'application/octet-stream' : file.type);
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress?.(event.loaded / event.total);
    };
    request.onload = () => {
      try {
        resolve(answerOf(request));
      } catch (failure) {
        reject(failure instanceof Error ? failure : new Error(String(failure)));
      }
    };
    request.onerror = () => reject(new RequestFailed('unavailable', REFUSALS.unavailable, 0));
    request.send(file);
  });
}

/** Uploads one file; `progress` is 0..1 while it runs, null otherwise. */
export function useUpload() {
  const [progress, setProgress] = useState<number | null>(null);
  const mutation = useMutation({
    mutationFn: (request: UploadRequest) => {
      setProgress(0);
      return readWhileSignedIn(() => uploadFile(request, setProgress));
    },
    onSettled: () => setProgress(null),
  });
  return { ...mutation, progress };
}
