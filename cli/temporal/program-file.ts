import { open } from 'node:fs/promises';
import { ifThere } from '../machine/if-there';

const ELF = '7f454c46';
const MACH_O = ['cffaedfe', 'feedfacf', 'cafebabe', 'bebafeca'];

/** True for a native program of Linux or macOS; false for scripts, such as a version manager's shims. */
export async function isProgramFile(file: string): Promise<boolean> {
  const handle = await ifThere(open(file, 'r'));
  if (!handle) return false;
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    const magic = buffer.subarray(0, bytesRead).toString('hex');
    return magic === ELF || MACH_O.includes(magic);
  } finally {
    await handle.close();
  }
}
