import 'server-only';
import { type DehydratedState, dehydrate, QueryClient, type QueryKey } from '@tanstack/react-query';
import { headers } from 'next/headers';
import type { ActionContext } from './action';
import { dependencies } from './dependencies';
import { failureOf } from './failure';
import { noteReading } from './values-route';

/**
 * What a page's first queries would ask, answered with its HTML: rows are in it, and the browser asks nothing again at once. Each key is
 * that of a query, which goes on from there.
 */
export function firstData(...answers: readonly (readonly [QueryKey, unknown])[]): DehydratedState {
  const client = new QueryClient();
  for (const [queryKey, data] of answers) client.setQueryData(queryKey, data);
  return dehydrate(client);
}

/** The first page of a query that reads page by page. */
export function firstPage<Page>(page: Page): { pages: Page[]; pageParams: (string | null)[] } {
  return { pages: [page], pageParams: [null] };
}

/** Answers to a page's first queries, as they are found. */
export class FirstAnswers {
  private readonly answers: [QueryKey, unknown][] = [];

  private constructor(readonly context: ActionContext) {}

  /**
   * Asks what a page of the person's will ask first. What is refused or fails is left out: the browser asks it then, and says in words what
   * came of it. Nothing is read for a page that is fetched before anybody has opened it.
   */
  static async gather(context: Pick<ActionContext, 'subject'>, ask: (first: FirstAnswers) => Promise<void>): Promise<DehydratedState> {
    const { subject: _load, ...services } = dependencies();
    const first = new FirstAnswers({ ...services, subject: context.subject });
    if (!(await headers()).has('next-router-prefetch')) {
      try {
        await ask(first);
      } catch (error) {
        failureOf(error, 'first data of a page');
      }
    }
    return firstData(...first.answers);
  }

  /** Answers a query, and keeps the answer for the page. */
  async answer<T>(queryKey: QueryKey, read: () => Promise<T>): Promise<T> {
    const data = await read();
    this.answers.push([queryKey, data]);
    return data;
  }

  /** Answers a query for a version's values, whose reading is noted in the trail before they are shown (`valuesRoute`). */
  async values<T>(versionIds: readonly string[], queryKey: QueryKey, read: () => Promise<T>): Promise<void> {
    const data = await read();
    for (const versionId of versionIds) await noteReading(this.context, versionId);
    this.answers.push([queryKey, data]);
  }
}
