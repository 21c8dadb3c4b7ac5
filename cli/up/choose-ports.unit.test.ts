import { describe, expect, it } from 'vitest';
import { PlainError } from '../machine/plain-error';
import { choosePorts, DEFAULT_PORTS, type PortProbe } from './choose-ports';

function probe(...taken: number[]): PortProbe {
  const isFree = (port: number) => Promise.resolve(!taken.includes(port));
  return { everywhere: isFree, loopback: isFree };
}

describe('the ports of a start', () => {
  it('are the usual ones where they are free', async () => {
    expect(await choosePorts(undefined, undefined, probe())).toEqual(DEFAULT_PORTS);
  });

  it('step aside for other programs', async () => {
    expect(await choosePorts(undefined, undefined, probe(3000, 5433))).toMatchObject({ web: 3001, postgres: 5434 });
  });

  it('stay those of the last start', async () => {
    expect(await choosePorts(undefined, { web: 3007, postgres: 5500 }, probe())).toMatchObject({ web: 3007, postgres: 5500 });
  });

  it('leave the last start where another program took them', async () => {
    expect(await choosePorts(undefined, { web: 3007 }, probe(3007))).toMatchObject({ web: 3000 });
  });

  it('never give one port to two services', async () => {
    const ports = await choosePorts('5433', undefined, probe());
    expect(ports.web).toBe(5433);
    expect(new Set(Object.values(ports)).size).toBe(5);
  });

  it('refuse a port that was asked for and is taken, in one sentence', async () => {
    await expect(choosePorts('3000', undefined, probe(3000))).rejects.toThrow(
      new PlainError('Port 3000 is taken by another program: choose another with --port, or leave --port out.'),
    );
    await expect(choosePorts('web', undefined, probe())).rejects.toThrow(PlainError);
  });
});
