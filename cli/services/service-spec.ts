/** How to start and stop one process that `up` keeps running. */
export interface ServiceSpec {
  name: string;
  program: string;
  args: string[];
  cwd?: string;
  env: NodeJS.ProcessEnv;
  ids?: { uid?: number; gid?: number };
  logFile: string;
  stopSignal: NodeJS.Signals;
  stopGraceMs: number;
}
