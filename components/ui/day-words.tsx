'use client';
import { useOnBrowser } from './use-on-browser';

const FORM = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const;

/** A calendar day in words before a reader is known, as on the server; days have no time zone. */
function dayWords(day: string): string {
  return dateOf(day).toLocaleDateString('en', FORM);
}

/** A calendar day as the reader writes it; for what only a browser draws, since the server does not know who reads. */
export function readersDay(day: string): string {
  return dateOf(day).toLocaleDateString(undefined, FORM);
}

/** How days are written on this page: as the reader writes them, once the browser has taken over. */
export function useDayWords(): (day: string) => string {
  return useOnBrowser() ? readersDay : dayWords;
}

function dateOf(day: string): Date {
  return new Date(`${day.slice(0, 10)}T00:00:00Z`);
}
