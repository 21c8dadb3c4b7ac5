import { text } from 'node:stream/consumers';
import { REGISTER_OPTIONS, smallRegister } from '../stage-fixture';

/** How many loans of the stories' register hold a value in a field, counted from 1 in the file itself. */
export async function recordsWith(field: number, value: string): Promise<number> {
  const lines = (await text(smallRegister().data.open())).trim().split(/\r?\n/).slice(REGISTER_OPTIONS.skipLines);
  return lines.filter((line) => line.split('|')[field - 1] === value).length;
}
