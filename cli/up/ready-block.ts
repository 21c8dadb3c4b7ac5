import type { DemoSignIn } from '#cli/demo/people';

export interface ReadyFacts {
  webUrl: string;
  temporalUi: string | null;
  filesDir: string;
  logsDir: string;
  signIns: DemoSignIn[];
  adminLink: string | undefined;
}

/** The one block a person reads when everything runs: addresses, then how to sign in. */
export function readyBlock(facts: ReadyFacts): string {
  const lines = [
    '',
    'Countersign is ready.',
    '',
    `  Pages        ${facts.webUrl}`,
    ...(facts.temporalUi ? [`  Temporal UI  ${facts.temporalUi}`] : []),
    `  Files        ${facts.filesDir}`,
    `  Logs         ${facts.logsDir}`,
  ];
  if (facts.adminLink) lines.push('', '  Create the first admin (the link works once):', `  ${facts.adminLink}`);
  if (facts.signIns.length > 0) lines.push('', '  Demo sign-ins (fictional people, all data generated):', ...signInTable(facts.signIns));
  lines.push('', 'Ctrl-C stops everything; all data is kept.', '');
  return lines.join('\n');
}

function signInTable(signIns: DemoSignIn[]): string[] {
  const width = (read: (signIn: DemoSignIn) => string) => Math.max(...signIns.map((signIn) => read(signIn).length));
  const [role, email] = [width((signIn) => signIn.role), width((signIn) => signIn.email)];
  return signIns.map((signIn) => `  ${signIn.role.padEnd(role)}  ${signIn.email.padEnd(email)}  ${signIn.password}`);
}
