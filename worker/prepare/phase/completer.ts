import type { CompleteRecording } from '#data/chain/chain.transitions';
import type { PrepareContext } from './preparer';

/** How what people record in a phase is completed by what stands in the database and in storage. */
export type RecordingCompleter = (where: Pick<PrepareContext, 'db' | 'storage'>) => CompleteRecording;
