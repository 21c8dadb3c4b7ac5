import type { Subject } from '#domain/people/permissions';
import { type Endpoint, type Handler, requestOf } from '../endpoints';
import { as } from '../server-actions';
import type { ConfidentialReport } from './confidential-report';
import type { Call, Known } from './lines';

/** Calls of handlers by people, counted, with the keys of items as each of them is shown them. */
export class Asking {
  readonly counts = { calls: 0, answered: 0, refused: 0 };
  private readonly shownTo = new Map<Subject, Promise<Known['shown']>>();

  /** @param report the report that is asked about, once there is one */
  constructor(
    private readonly handlers: readonly Endpoint<Handler>[],
    private readonly report: () => ConfidentialReport,
  ) {}

  /** A handler by its file and the name under which it is exported. */
  handler(name: string): Endpoint<Handler> {
    const found = this.handlers.find((handler) => handler.name === name);
    if (found === undefined) throw new Error(`There is no handler ${name}.`);
    return found;
  }

  async ask({ call }: Endpoint<Handler>, who: Subject, { params, query, body }: Call): Promise<Response> {
    const answer = await as(who, () => call(requestOf(query ?? {}, body ?? null), { params: Promise.resolve(params ?? {}) }));
    this.counts.calls += 1;
    if (answer.ok) this.counts.answered += 1;
    else this.counts.refused += 1;
    return answer;
  }

  /** The keys of items as a person is shown them, by version. */
  keysShownTo(who: Subject): Promise<Known['shown']> {
    const known = this.shownTo.get(who) ?? this.readKeys(who);
    this.shownTo.set(who, known);
    return known;
  }

  private async readKeys(who: Subject): Promise<Known['shown']> {
    const items = this.handler('app/api/versions/[id]/items/route.ts GET');
    const shown = this.report().versions.map(async ({ id }) => {
      const page = (await (await this.ask(items, who, { params: { id } })).json()) as { rows?: { key: string }[] };
      // Whoever may not see a version is shown none of its keys.
      return [id, (page.rows ?? []).map(({ key }) => key)] as const;
    });
    return new Map(await Promise.all(shown));
  }
}
