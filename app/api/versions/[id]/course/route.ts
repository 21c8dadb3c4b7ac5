import { versionParams } from '#contract/read-inputs';
import { readDecisionCourse } from '#data/tracking/decision-course.queries';
import { route } from '#server/route';

export const GET = route({ params: versionParams }, async ({ db, subject }, { params }) =>
  readDecisionCourse(db, subject, { versionId: params.id }),
);
