import type { RefusalCode } from '#domain/refusals';

/** An expected failure of a read: `message` is a sentence for people, `code` one of the closed list. */
export class RequestFailed extends Error {
  constructor(
    readonly code: RefusalCode,
    message: string,
    readonly status: number,
  ) {
    super(message);
    this.name = 'RequestFailed';
  }
}
