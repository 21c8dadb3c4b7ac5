import type { MailLine } from './views/mail-views';

/** What became of a message, as a sentence. */
export function mailStateInWords({ state, said }: Pick<MailLine, 'state' | 'said'>): string {
  const reason = said === null ? '' : ` The server said: ${said}`;
  switch (state) {
    case 'queued':
      return said === null ? 'It is about to be handed over.' : `It was refused for now and is tried again.${reason}`;
    case 'sending':
      return 'It is being handed over.';
    case 'sent':
      return 'The server took it.';
    case 'failed':
      return `It was not sent and is not tried again.${reason}`;
    case 'uncertain':
      return `It may have arrived or not, and is not sent again, so that nobody gets it twice. ${said ?? ''}`.trim();
    case 'void':
      return 'Nothing in it was so any more when it was due, so it was not sent.';
  }
}
