/** One thing that happened: a step in words, with versions, receipts and hashes where there are any. */
export interface PlayEvent {
  step: string;
  by?: string;
  phase?: string;
  version?: number;
  status?: string;
  receipt?: string;
  items?: number;
  contentHash?: string;
  versionHash?: string;
  detail?: string;
}

export interface Printer {
  print(event: PlayEvent): void;
}

/** Lines for people: who did what, then version, receipt and content hash. */
export function textPrinter(write: (text: string) => void): Printer {
  return {
    print: (event) => {
      const place = [event.phase, event.version === undefined ? null : `version ${event.version}`, event.status].filter(Boolean).join(', ');
      const facts = [
        event.receipt ? `receipt ${event.receipt}` : null,
        event.items === undefined ? null : `${event.items} items`,
        event.contentHash ? `content ${event.contentHash}` : null,
        event.versionHash ? `version ${event.versionHash}` : null,
        event.detail ?? null,
      ].filter(Boolean);
      write(`${event.by ? `${event.by}: ` : ''}${event.step}${place ? ` — ${place}` : ''}\n`);
      if (facts.length > 0) write(`    ${facts.join(' · ')}\n`);
    },
  };
}

/** One JSON object a line, for programs. */
export function jsonPrinter(write: (text: string) => void): Printer {
  return { print: (event) => write(`${JSON.stringify(event)}\n`) };
}
