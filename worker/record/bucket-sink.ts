import { createHash } from 'node:crypto';
import { AwsClient } from 'aws4fetch';
import { DELIVERY_TIMEOUT_MS, lineOf, type Sink } from './sink';

export interface BucketAddress {
  bucket: string;
  /** Folder inside the bucket, without slashes at its ends; empty for none. */
  folder: string;
  region: string;
  /** Address of an S3-compatible server; null for Amazon's own. */
  endpoint: string | null;
  /** How long nobody may delete an object, in days; null where the bucket says so itself, or not at all. */
  keepDays: number | null;
}

export interface BucketCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string | undefined;
}

const DAY_MS = 24 * 60 * 60 * 1_000;
/** The server holds an object of this name already: this checkpoint arrived before. */
const ALREADY_THERE = 412;
/** Greatest part of an answer that is told to people. */
const TOLD_CHARACTERS = 300;

/** Puts one object a checkpoint, never over one that is there; under object lock in compliance mode where days are named. */
export function bucketSink(name: string, address: BucketAddress, credentials: BucketCredentials): Sink {
  const client = new AwsClient({
    accessKeyId: credentials.accessKeyId,
    secretAccessKey: credentials.secretAccessKey,
    ...(credentials.sessionToken ? { sessionToken: credentials.sessionToken } : {}),
    service: 's3',
    region: address.region,
    retries: 0,
  });
  return {
    name,
    deliver: async (delivery) => {
      const body = `${lineOf(delivery)}\n`;
      const file = `${String(delivery.number).padStart(10, '0')}.json`;
      const key = [address.folder, delivery.installation, file].filter((part) => part !== '').join('/');
      const answer = await client.fetch(objectUrl(address, key), {
        method: 'PUT',
        body,
        headers: {
          'content-type': 'application/json',
          'content-md5': createHash('md5').update(body).digest('base64'),
          'if-none-match': '*',
          ...lockHeaders(address.keepDays),
        },
        signal: AbortSignal.timeout(DELIVERY_TIMEOUT_MS),
      });
      const text = await answer.text();
      if (!answer.ok && answer.status !== ALREADY_THERE)
        throw new Error(`the server answered ${answer.status}: ${text.slice(0, TOLD_CHARACTERS)}`);
    },
  };
}

function objectUrl({ bucket, region, endpoint }: BucketAddress, key: string): string {
  const path = key.split('/').map(encodeURIComponent).join('/');
  return endpoint === null ? `https://${bucket}.s3.${region}.amazonaws.com/${path}` : `${endpoint.replace(/\/$/, '')}/${bucket}/${path}`;
}

function lockHeaders(keepDays: number | null): Record<string, string> {
  if (keepDays === null) return {};
  return {
    'x-amz-object-lock-mode': 'COMPLIANCE',
    'x-amz-object-lock-retain-until-date': new Date(Date.now() + keepDays * DAY_MS).toISOString(),
  };
}
