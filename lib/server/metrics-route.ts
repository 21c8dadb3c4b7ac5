import 'server-only';
import { carriesToken } from '#dispatch/bearer-token';
import { refused } from '#domain/refusals';
import { dependencies } from './dependencies';
import { environment } from './environment';
import { failureOf, failureResponse } from './failure';
import { endpoint } from './input';
import { metricsText } from './metrics';
import type { Handler } from './route';

/** A GET handler that answers whoever carries the installation's token for metrics; without a token set, and to all others, there is nothing. */
export function metricsRoute(): Handler {
  return endpoint({}, async (request: Request) => {
    try {
      const { metricsToken } = environment();
      if (metricsToken === null || !carriesToken(request.headers.get('authorization'), metricsToken))
        return failureResponse(refused('not_found'));
      const { text, type } = await metricsText(dependencies());
      return new Response(text, { headers: { 'content-type': type, 'cache-control': 'no-store' } });
    } catch (error) {
      return failureResponse(failureOf(error, 'GET /api/metrics'));
    }
  });
}
