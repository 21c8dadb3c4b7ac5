import { fileURLToPath } from 'node:url';
import { type BucketCredentials, bucketSink } from './bucket-sink';
import { fileSink, outputSink, syslogSink } from './line-sinks';
import type { Sink } from './sink';

const SYSLOG_PORT = 601;
const FORMS = 'file:///path, stdout:, syslog://host:port or s3://bucket/folder?region=…';

/** The sinks of a setting: addresses separated by spaces. @throws Error naming an address that is none. */
export function sinksOf(setting: string, credentials: BucketCredentials | null): Sink[] {
  const addresses = setting.split(/\s+/).filter((address) => address !== '');
  return [...new Set(addresses)].map((address) => sinkOf(address, credentials));
}

function sinkOf(address: string, credentials: BucketCredentials | null): Sink {
  const url = new URL(URL.canParse(address) ? address : 'none:');
  switch (url.protocol) {
    case 'file:':
      return fileSink(address, fileURLToPath(url));
    case 'stdout:':
      return outputSink(address);
    case 'syslog:':
      return syslogSink(address, url.hostname, url.port === '' ? SYSLOG_PORT : Number(url.port));
    case 's3:':
      return bucketOf(address, url, credentials);
    default:
      throw new Error(`COUNTERSIGN_SINKS names "${address}"; a sink is ${FORMS}.`);
  }
}

function bucketOf(address: string, url: URL, credentials: BucketCredentials | null): Sink {
  if (credentials === null) throw new Error(`The sink ${address} needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.`);
  const region = url.searchParams.get('region');
  if (region === null || url.hostname === '') throw new Error(`The sink ${address} needs a bucket and "?region=…".`);
  const days = url.searchParams.get('keep-days');
  if (days !== null && !/^[1-9]\d{0,4}$/.test(days)) throw new Error(`The sink ${address}: keep-days is a whole number of days.`);
  return bucketSink(
    address,
    {
      bucket: url.hostname,
      folder: decodeURIComponent(url.pathname).replaceAll(/^\/+|\/+$/g, ''),
      region,
      endpoint: url.searchParams.get('endpoint'),
      keepDays: days === null ? null : Number(days),
    },
    credentials,
  );
}
