import { commandParams } from '#contract/read-inputs';
import { readCommandReceipt } from '#data/chain/command.queries';
import { route } from '#server/route';

export const GET = route({ params: commandParams }, async ({ db, subject }, { params }) => {
  const receipt = await readCommandReceipt(db, subject, { commandId: params.id });
  return new Response(`${JSON.stringify(receipt, null, 2)}\n`, {
    headers: {
      'content-type': 'application/json',
      'content-disposition': `attachment; filename="receipt-${params.id}.json"`,
      'cache-control': 'no-store',
    },
  });
});
