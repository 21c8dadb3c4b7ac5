import { createHash, randomUUID } from 'node:crypto';
import type { CommandView, VersionView } from '#contract/views/version-views';
import { readCommand } from '#data/chain/command.queries';
import { type Database, openDatabase } from '#data/sql/connection';
import { findVersionId, readVersion } from '#data/version/version.queries';
import { issueCommand, type UnsentCommand } from '#dispatch/issue-command';
import { openTemporal, type TemporalGateway } from '#dispatch/temporal-gateway';
import type { Subject } from '#domain/people/permissions';
import { type ChainAddress, chainInWords, wholeReportChain } from '#domain/phase/chain-address';
import type { PhaseName } from '#domain/phase/phase-names';
import { Refusal } from '#domain/refusals';
import { openStorage, type Storage } from '#storage/storage';
import type { Installation } from '../machine/installation';
import { ifThere, persist, waitFor } from './persist';
import type { PlayEvent, Printer } from './printer';

/**
 * What a play is played on: the same database, doorbells and files as the pages use. Every step survives that a service
 * goes away in the middle: commands are repeated with the same id, which makes them the same command.
 */
export class Stage {
  private constructor(
    readonly db: Database,
    readonly temporal: TemporalGateway,
    readonly storage: Storage,
    private readonly printer: Printer,
    private readonly runKey: string,
  ) {}

  /** `runKey` makes command ids: the same key plays the same commands again. By default every play is a new one. */
  static open(installation: Installation, printer: Printer, runKey: string = randomUUID()): Stage {
    return new Stage(
      openDatabase(installation.databaseUrl, { maxConnections: 4, applicationName: 'countersign-play' }),
      openTemporal({ ...process.env, TEMPORAL_ADDRESS: installation.temporalAddress, TEMPORAL_NAMESPACE: installation.namespace }),
      openStorage(installation.filesDir),
      printer,
      runKey,
    );
  }

  async close(): Promise<void> {
    await this.temporal.close();
    await this.db.close();
  }

  print(event: PlayEvent): void {
    this.printer.print(event);
  }

  /** The id of a step's command: the same step of the same play is the same command, however often it is sent. */
  commandId(step: string): string {
    const digest = createHash('sha256').update(`${this.runKey}\n${step}`).digest('hex');
    return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-5${digest.slice(13, 16)}-8${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
  }

  /**
   * Sends a command and awaits its receipt. One that an earlier play of the same steps has sent is not sent again: what it rests on, such as
   * the revision of a draft, has moved since. Throws the refusal's sentence where it was refused.
   */
  async send(who: Subject, step: string, input: UnsentCommand): Promise<CommandView> {
    const commandId = this.commandId(step);
    const read = () => readCommand(this.db, who, { commandId });
    try {
      if ((await persist(() => ifThere(read))) === null) await persist(() => issueCommand(this, who, { ...input, commandId }));
    } catch (error) {
      if (error instanceof Refusal) throw new Error(`${who.name}, ${step}: ${error.message}`);
      throw error;
    }
    const view = await waitFor(`the receipt of "${step}"`, async () => {
      const command = await read();
      return command.receipt ? command : null;
    });
    if (view.receipt?.outcome === 'refused') throw new Error(`${who.name}, ${step}: ${view.receipt.message}`);
    return view;
  }

  /** A version of a phase by its number, once it exists. */
  async versionNumbered(who: Subject, cycleReportId: string, phase: PhaseName, number: number): Promise<VersionView> {
    return await this.versionAt(who, wholeReportChain(cycleReportId, phase), number);
  }

  /** A version of a chain by its number, once it exists. */
  async versionAt(who: Subject, chain: ChainAddress, number: number): Promise<VersionView> {
    return waitFor(`${chainInWords(chain)}, version ${number}`, () =>
      ifThere(async () => await readVersion(this.db, who, { versionId: await findVersionId(this.db, who, { ...chain, number }) })),
    );
  }

  version(who: Subject, versionId: string): Promise<VersionView> {
    return persist(() => readVersion(this.db, who, { versionId }));
  }

  /**
   * Repeats a draft edit until it lands: the revision is read again, because an edit of an away service may have landed.
   * A version that has left `draft` was edited by an earlier play of the same steps and is left alone.
   */
  async edit(who: Subject, versionId: string, apply: (editRevision: number) => Promise<unknown>): Promise<void> {
    await waitFor('the edit', async () => {
      const { editRevision, status } = await readVersion(this.db, who, { versionId });
      if (status !== 'draft') return true;
      try {
        await apply(editRevision);
        return true;
      } catch (error) {
        if (error instanceof Refusal && error.code === 'stale_revision') return null;
        throw error;
      }
    });
  }
}
