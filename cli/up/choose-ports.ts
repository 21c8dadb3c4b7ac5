import { PlainError } from '../machine/plain-error';
import { isPortFree, nextFreePort, parsePort } from '../machine/ports';

export interface Ports {
  web: number;
  postgres: number;
  temporal: number;
  temporalUi: number;
  /** Of the catcher of the demo's mail. */
  mail: number;
}

export const DEFAULT_PORTS: Ports = { web: 3000, postgres: 5433, temporal: 7233, temporalUi: 8233, mail: 1025 };

export interface PortProbe {
  /** Free on all addresses, as the web pages need it. */
  everywhere(port: number): Promise<boolean>;
  loopback(port: number): Promise<boolean>;
}

const PROBE: PortProbe = { everywhere: (port) => isPortFree(port), loopback: (port) => isPortFree(port, '127.0.0.1') };

/**
 * The ports of this start: those of the last one where they are free (bookmarks stay valid), else the next free ones.
 * A port that was asked for is never changed silently.
 */
export async function choosePorts(asked: string | undefined, last: Partial<Ports> | undefined, probe: PortProbe = PROBE): Promise<Ports> {
  const chosen: number[] = [];
  const pick = async (kind: keyof Ports, isFree: (port: number) => Promise<boolean>): Promise<number> => {
    const preferred = last?.[kind];
    const kept = preferred !== undefined && !chosen.includes(preferred) && (await isFree(preferred)) ? preferred : undefined;
    const port = kept ?? (await nextFreePort(DEFAULT_PORTS[kind], chosen, isFree));
    if (port === undefined) throw new PlainError(`No port from ${DEFAULT_PORTS[kind]} on is free.`);
    chosen.push(port);
    return port;
  };
  const web = asked === undefined ? await pick('web', probe.everywhere) : await askedPort(asked, probe);
  chosen.push(web);
  return {
    web,
    postgres: await pick('postgres', probe.loopback),
    temporal: await pick('temporal', probe.loopback),
    temporalUi: await pick('temporalUi', probe.loopback),
    mail: await pick('mail', probe.loopback),
  };
}

async function askedPort(text: string, probe: PortProbe): Promise<number> {
  const port = parsePort(text);
  if (port === undefined) throw new PlainError(`"${text}" is not a port: it must be a number from 1 to 65535.`);
  if (!(await probe.everywhere(port))) {
    throw new PlainError(`Port ${port} is taken by another program: choose another with --port, or leave --port out.`);
  }
  return port;
}
