/** What a page under the bench writes down about itself. */
export interface WatchedPaint {
  /** Largest contentful paint so far, in ms from the beginning of the navigation. */
  paintMs: number;
  /** Sum of the layout shifts that no input caused. */
  shift: number;
  /** Durations (ms) of events that took 16 ms or longer, to the next frame. */
  events: number[];
}

declare global {
  interface Window {
    watchedPaint: WatchedPaint;
  }
}

interface ShiftEntry extends PerformanceEntry {
  value: number;
  hadRecentInput: boolean;
}

/**
 * Runs in the page before its own scripts: observes paint, shifts and events. It stands alone and names no function inside, because the
 * page gets its text without what a compiler would add around it.
 */
export function watchPaint(): void {
  window.watchedPaint = { paintMs: 0, shift: 0, events: [] };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.watchedPaint.paintMs = entry.startTime;
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as ShiftEntry[]) if (!entry.hadRecentInput) window.watchedPaint.shift += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.watchedPaint.events.push(entry.duration);
  }).observe({ type: 'event', buffered: true, durationThreshold: 16 } as PerformanceObserverInit);
}
