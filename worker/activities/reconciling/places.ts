import type { Client } from '@temporalio/client';
import type { Database } from '#data/sql/connection';

/** The two that are compared. */
export interface Places {
  db: Database;
  temporal: Client;
}
