import { metricsRoute } from '#server/metrics-route';

export const GET = metricsRoute();
