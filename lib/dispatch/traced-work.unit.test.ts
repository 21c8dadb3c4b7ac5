import { afterEach, expect, it } from 'vitest';
import { heardLog } from '../../test/support/heard-log';
import { beginTrace, noteIds } from './traced-work';
import { traceBy } from './tracing';

afterEach(() => traceBy(null));

it('gives each line the ids of the work that writes it, those that the work found on its way included', async () => {
  const { log, lines } = heardLog();
  await Promise.all(
    ['one', 'two'].map((commandId) =>
      beginTrace('Command:decide_version', { commandId }, async () => {
        log.info('recorded');
        await new Promise(setImmediate);
        noteIds({ workflowId: `of ${commandId}` });
        log.info('rung');
      }),
    ),
  );
  log.info('beside');
  expect(lines).toEqual([
    { commandId: 'one', msg: 'recorded' },
    { commandId: 'two', msg: 'recorded' },
    { commandId: 'one', workflowId: 'of one', msg: 'rung' },
    { commandId: 'two', workflowId: 'of two', msg: 'rung' },
    { msg: 'beside' },
  ]);
});

it('names the trace where the process traces', async () => {
  const noted: unknown[] = [];
  const traceId = 'a'.repeat(32);
  traceBy({ begin: (_name, _ids, work) => work(), note: (ids) => noted.push(ids), traceId: () => traceId, clientInterceptors: [] });
  const { log, lines } = heardLog();
  await beginTrace('Relay:decide_version', { commandId: 'one' }, async () => {
    noteIds({ versionId: 'its' });
    log.info('rung');
  });
  expect(lines).toEqual([{ commandId: 'one', versionId: 'its', trace_id: traceId, msg: 'rung' }]);
  expect(noted).toEqual([{ versionId: 'its' }]);
});
