import { CARRIED_FACT } from '../../phase/carried';
import type { Faults } from '../fault';
import { type Line, list, number, object, text } from '../lines';
import { ITEMS_PATH } from './record-tables';
import { comesBefore } from './rows-check';
import type { KeptRows } from './version-rows';

/**
 * Holds what versions say that they carried from an earlier cycle to the report's row and to their own phase (docs/record-format.md, "What follows from the rows"). What is
 * withheld is not read.
 */
export function checkCarried(line: Line, rows: KeptRows, faults: Faults): void {
  if (text(line, 'key') !== CARRIED_FACT || line.op !== 'put' || line.data === undefined) return;
  const [chain, data] = [rows.chains.get(text(line, 'chain')), object(line, 'data')];
  const place = {
    file: ITEMS_PATH,
    ...(chain === undefined ? {} : { chain: chain.name }),
    version: number(line, 'number'),
    item: CARRIED_FACT,
  };
  faults.expect(rows.carriesFrom !== '', place, 'it names an earlier cycle, and the report begins from none.');
  faults.expect(chain?.phase === text(data, 'phase'), place, 'it names another phase than its own.');
  const keys = list(data, 'items').map((item) => text(item as Line, 'key'));
  const ordered = keys.every((key, at) => at === 0 || comesBefore(keys[at - 1] ?? '', key));
  faults.expect(ordered, place, 'it names an item twice, or out of order.');
}
