import { chainParams } from '#contract/read-inputs';
import { readClockView } from '#data/report/chain-clock.queries';
import { route } from '#server/route';

export const GET = route({ params: chainParams }, async ({ db, subject }, { params }) => readClockView(db, subject, params.id));
