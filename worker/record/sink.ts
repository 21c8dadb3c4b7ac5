import type { CheckpointEvidence } from '#domain/checkpoint/evidence';

/** A place outside the database that checkpoints are delivered to, each at least once and in order. */
export interface Sink {
  /** Its address, as it was configured. */
  name: string;
  /** @throws Error saying why nothing was taken */
  deliver(delivery: Delivery): Promise<void>;
}

export interface Delivery {
  number: number;
  installation: string;
  evidence: CheckpointEvidence;
}

/** How long a place may take before it counts as away. */
export const DELIVERY_TIMEOUT_MS = 10_000;

/** The line that sinks of lines are given, without its end. */
export function lineOf({ evidence }: Delivery): string {
  return JSON.stringify(evidence);
}
