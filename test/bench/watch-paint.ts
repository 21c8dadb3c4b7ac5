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

/** Runs in the page before its own scripts: observes paint, shifts and events. */
export function watchPaint(): void {
  const watched: WatchedPaint = { paintMs: 0, shift: 0, events: [] };
  window.watchedPaint = watched;
  const observe = (type: string, see: (entry: PerformanceEntry & { value?: number; hadRecentInput?: boolean }) => void) =>
    new PerformanceObserver((list) => list.getEntries().forEach(see)).observe({
      type,
      buffered: true,
      durationThreshold: 16,
    } as PerformanceObserverInit);
  observe('largest-contentful-paint', (entry) => {
    watched.paintMs = entry.startTime;
  });
  observe('layout-shift', (entry) => {
    if (!entry.hadRecentInput) watched.shift += entry.value ?? 0;
  });
  observe('event', (entry) => watched.events.push(entry.duration));
}
