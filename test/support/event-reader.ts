/** One event of a stream (its name and JSON), how long a reader waits before it comes back, or the end: `event` is null. */
export interface ReadEvent {
  event?: string | null;
  data?: unknown;
  retry?: number;
}

/** Reads the server-sent events of an answer, one after the other. */
export function readEvents(answer: Response): { next: () => Promise<ReadEvent> } {
  if (answer.body === null) throw new Error('an answer without a stream');
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    next: async () => {
      for (;;) {
        const end = text.indexOf('\n\n');
        if (end >= 0) {
          const block = text.slice(0, end);
          text = text.slice(end + 2);
          return eventOf(block);
        }
        const { done, value } = await reader.read();
        if (done) return { event: null };
        text += value;
      }
    },
  };
}

function eventOf(block: string): ReadEvent {
  const fields = new Map(block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]));
  const [event, data, retry] = [fields.get('event'), fields.get('data'), fields.get('retry')];
  return {
    ...(event === undefined ? {} : { event }),
    ...(data === undefined ? {} : { data: JSON.parse(data) as unknown }),
    ...(retry === undefined ? {} : { retry: Number(retry) }),
  };
}
