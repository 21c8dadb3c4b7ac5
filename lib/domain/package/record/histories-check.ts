import { canonicalJson } from '../../item/canonical-json';
import type { Faults } from '../fault';
import { hex, type Line, number, text } from '../lines';
import { bytesOfHex, hexOf, sha256Of, utf8, type VerifyTools } from '../tools';
import { rowsPath } from './record-tables';

interface Stretch {
  run: string;
  first: number;
  last: number;
  hash: string;
  before: string;
  /** Of the events, onto the hash before; empty where they are withheld. */
  computed: string;
}

/** Follows the archived histories: stretches of a run hash onto one another, and none is missing. Events are hashed as they come. */
export class HistoriesCheck {
  private readonly stretches: Stretch[] = [];

  constructor(
    private readonly tools: VerifyTools,
    private readonly faults: Faults,
  ) {}

  take(record: Line): void {
    const before = hex(record, 'prev_hash');
    const { events } = record;
    this.stretches.push({
      run: `${text(record, 'workflow_id')} (run ${text(record, 'run_id')})`,
      first: number(record, 'first_event_id'),
      last: number(record, 'last_event_id'),
      hash: hex(record, 'hash'),
      before,
      computed: events === undefined ? '' : hexOf(sha256Of(this.tools, bytesOfHex(before), utf8(canonicalJson(events)))),
    });
  }

  end(): void {
    const ends = new Map<string, Stretch>();
    for (const stretch of this.stretches.sort((one, other) => one.first - other.first)) {
      const last = ends.get(stretch.run);
      const at = { file: rowsPath('history_segment') };
      const words = `the history of ${stretch.run} from event ${stretch.first}`;
      const follows = stretch.first === (last?.last ?? 0) + 1 && stretch.before === (last?.hash ?? '');
      this.faults.expect(follows, at, `${words} does not follow what is before it.`);
      this.faults.expect(stretch.computed === '' || stretch.computed === stretch.hash, at, `${words} has another hash.`);
      ends.set(stretch.run, stretch);
    }
  }
}
