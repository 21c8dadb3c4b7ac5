import 'server-only';
import type { TemporalPages } from '#data/tracking/temporal-links';
import { environment } from './environment';
import { services } from './services';

/** Where Temporal's own pages are; null where this installation names no address for them. */
export function temporalPages(): TemporalPages | null {
  const baseUrl = environment().temporalUiUrl;
  return baseUrl ? { baseUrl, namespace: services().temporal.client.options.namespace } : null;
}
