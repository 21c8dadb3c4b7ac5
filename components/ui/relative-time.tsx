'use client';

import { useSyncExternalStore } from 'react';
import { ageInWords, fromNowInWords } from './time-span';

const MINUTE_MS = 60_000;

/** One clock for all times on the page: ticks each minute, and says "server" until the browser has taken over. */
function subscribe(onTick: () => void): () => void {
  const timer = setInterval(onTick, MINUTE_MS);
  return () => clearInterval(timer);
}
const currentMinute = () => Math.floor(Date.now() / MINUTE_MS);
const onServer = () => 0;

/** The running minute, or null until the browser has taken over from the server. */
export function useMinute(): number | null {
  const minute = useSyncExternalStore(subscribe, currentMinute, onServer);
  return minute === 0 ? null : minute;
}

/** The date as a person in their own zone writes it. */
export function absoluteTime(at: string): string {
  return new Date(at).toLocaleString(undefined, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  });
}

/** "3 hours ago", with the absolute time in the reader's zone on hover. `at` is ISO 8601 in UTC. */
export function RelativeTime({ at, className }: { at: string; className?: string }) {
  const onBrowser = useMinute() !== null;
  return (
    <time dateTime={at} title={onBrowser ? absoluteTime(at) : undefined} className={className}>
      {onBrowser ? relative(at) : at.slice(0, 10)}
    </time>
  );
}

function relative(at: string): string {
  const [date, now] = [new Date(at), new Date()];
  return Math.abs(now.getTime() - date.getTime()) < MINUTE_MS ? 'just now' : fromNowInWords(date, now);
}

/** Date and time to the second in the reader's zone, where steps follow each other within moments: "Nov 30, 09:53:19". */
export function ExactTime({ at, className }: { at: string; className?: string }) {
  const onBrowser = useMinute() !== null;
  return (
    <time dateTime={at} title={onBrowser ? absoluteTime(at) : undefined} className={className}>
      {onBrowser ? exactTime(at) : at.slice(0, 19).replace('T', ' ')}
    </time>
  );
}

function exactTime(at: string): string {
  return new Date(at).toLocaleString(undefined, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit' });
}

/** "40 days ago", for what is counted in days, with the absolute time in the reader's zone on hover. `at` is ISO 8601 in UTC. */
export function AgeInDays({ at }: { at: string }) {
  const onBrowser = useMinute() !== null;
  return (
    <time dateTime={at} title={onBrowser ? absoluteTime(at) : undefined}>
      {onBrowser ? ageInWords(new Date(at), new Date()) : at.slice(0, 10)}
    </time>
  );
}

/** The absolute date and time in the reader's zone, where the moment itself matters (decisions, the trail). */
export function AbsoluteTime({ at, className }: { at: string; className?: string }) {
  const onBrowser = useMinute() !== null;
  return (
    <time dateTime={at} className={className}>
      {onBrowser ? absoluteTime(at) : at.slice(0, 16).replace('T', ' ')}
    </time>
  );
}
