import { commandParams } from '#contract/read-inputs';
import { readCommand } from '#data/chain/command.queries';
import { route } from '#server/route';

export const GET = route({ params: commandParams }, async ({ db, subject }, { params }) =>
  readCommand(db, subject, { commandId: params.id }),
);
