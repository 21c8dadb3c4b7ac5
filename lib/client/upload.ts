import { useState } from 'react';
import type { SuppliedFile, UploadedFile } from '#contract/work-inputs';
import { REFUSALS, type RefusalCode } from '#domain/refusals';
import { withParameters } from './fetch-json';
import { useHeardMutation } from './mutation';
import { RequestFailed } from './request-failed';
import { readWhileSignedIn } from './session';

/** Where files are sent, and what the server answers of one. */
export interface UploadTarget<Answer> {
  path: string;
  parameters: Readonly<Record<string, string>>;
  /** Holds only while types are checked. */
  answers?: Answer;
}

/** For the work of a report: imports and rules. */
export function toReport(cycleReportId: string): UploadTarget<UploadedFile> {
  return { path: '/api/uploads', parameters: { cycleReportId } };
}

/** As evidence for what a version asks. */
export function asEvidence(versionId: string): UploadTarget<SuppliedFile> {
  return { path: '/api/uploads/evidence', parameters: { versionId } };
}

function answerOf<Answer>(request: XMLHttpRequest): Answer {
  let body: { code?: RefusalCode; message?: string } = {};
  try {
    body = JSON.parse(request.responseText) as typeof body;
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
  }
  if (request.status === 201) return body as Answer;
  const code = body.code ?? (request.status === 413 ? 'file_too_large' : 'unavailable');
  throw new RequestFailed(code, body.message ?? REFUSALS[code], request.status);
}

/** Streams a file to the server. `onProgress` gets 0..1. XMLHttpRequest because fetch reports no upload progress. */
function uploadFile<Answer>({ path, parameters }: UploadTarget<Answer>, file: File, onProgress: (share: number) => void): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', withParameters(path, { ...parameters, fileName: file.name }));
    request.setRequestHeader('content-type', file.type === '' ? 'application/octet-stream' : file.type);
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    request.onload = () => {
      try {
        resolve(answerOf<Answer>(request));
      } catch (failure) {
        reject(failure instanceof Error ? failure : new Error(String(failure)));
      }
    };
    request.onerror = () => reject(new RequestFailed('unavailable', REFUSALS.unavailable, 0));
    request.send(file);
  });
}

/** Sends one file, and again once the person has signed in, where the session had ended. `onProgress` gets 0..1. */
export function sendFile<Answer>(target: UploadTarget<Answer>, file: File, onProgress: (share: number) => void): Promise<Answer> {
  return readWhileSignedIn(() => uploadFile(target, file, onProgress));
}

/** Uploads one file; `progress` is 0..1 while it runs, null otherwise. */
export function useUpload<Answer>(target: UploadTarget<Answer>) {
  const [progress, setProgress] = useState<number | null>(null);
  const mutation = useHeardMutation({
    mutationFn: (file: File) => {
      setProgress(0);
      return sendFile(target, file, setProgress);
    },
    onSettled: () => setProgress(null),
  });
  return { ...mutation, progress };
}
