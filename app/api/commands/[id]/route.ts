import { commandParams } from '#contract/read-inputs';
import { readCommand } from '#data/command.queries';
import { route } from '#server/route';

export const GET = route({ params: commandParams }, async ({ db, subject }, { params }) =>
  readCommand(db, subject, { commandId: params.id }),
);
