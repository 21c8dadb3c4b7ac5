import { readdirSync, readFileSync } from 'node:fs';

/** Every way to a decision on a version or on items of one, with the files of the product that it goes through. */
export const WAYS_THROUGH = {
  'the decision screen': ['app/actions/send-decision.ts', 'lib/server/command.ts'],
  'a bulk decision': ['app/actions/send-bulk-decision.ts'],
  'verdicts on items': ['app/actions/decide-items.ts'],
  'the command line, and whatever else issues commands': [
    'cli/play/evidence-act.ts',
    'cli/play/observations-act.ts',
    'cli/play/owners-act.ts',
    'cli/play/planning-act.ts',
    'cli/play/review-act.ts',
    'cli/play/stage.ts',
    'cli/play/tests-act.ts',
    'lib/dispatch/issue-command.ts',
    // Acknowledges, as the data owner whose evidence it is, what they were assigned; it decides on no version.
    'lib/dispatch/acknowledge-by-evidence.ts',
  ],
  'a row written by hand, and a signal sent by hand': [
    'lib/data/chain/command.commands.ts',
    // Asks for the closing of what is signed, as the system; it decides nothing.
    'lib/data/chain/close-signed-report.commands.ts',
    'lib/dispatch/temporal-gateway.ts',
    // Hands on what others send, with the trace that it belongs to.
    'lib/dispatch/telemetry.ts',
    // What listens, and rings itself again.
    'worker/workflows/command-loop.ts',
    'worker/workflows/cycle-report/cycle-report-loop.ts',
    // Lanes ring their own, and are rung, by signals that carry nothing.
    'worker/workflows/lane/lanes.ts',
    'worker/workflows/lane/lane-loop.ts',
    'worker/workflows/doorbell.ts',
    'worker/workflows/phase/phase-loop.ts',
  ],
  'a row written by hand, and the relay': [
    'worker/activities/relay.ts',
    'worker/activities/reconcile.ts',
    'worker/activities/reconciling/look-at-process.ts',
  ],
} as const satisfies Record<string, readonly string[]>;

export type WayToDecide = keyof typeof WAYS_THROUGH;

/** Files of the product by which a decision can be sent or rung for: they name the kind, insert or issue commands, or ring. */
export function decidingFiles(): string[] {
  const door = /kind: 'decide_(version|items)'|\b(insertCommand|issueCommand|sendIssued)\(|\.ring\(|\.signal\(/;
  return ['app', 'cli', 'components', 'lib', 'worker']
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name.replaceAll('\\', '/')}`),
    )
    .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.') && door.test(readFileSync(file, 'utf8')))
    .sort();
}
