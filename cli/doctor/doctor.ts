import { doctorExitCode, type Finding, findingLine } from './finding';
import { installedFindings } from './installed';
import { runningFindings } from './running';

/** Says what is installed, running and reachable. Answers 1 when something needs doing. */
export async function doctor(): Promise<number> {
  const installed = await installedFindings();
  const running = await runningFindings();
  print('Installed', installed);
  print('Running and reachable', running);
  const code = doctorExitCode([...installed, ...running]);
  process.stdout.write(code === 0 ? '\nNothing needs doing.\n' : '\nThe lines marked ✗ need doing.\n');
  return code;
}

function print(title: string, findings: Finding[]): void {
  process.stdout.write(`\n${title}\n${findings.map(findingLine).join('\n')}\n`);
}
