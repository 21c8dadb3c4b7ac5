/** Runs once before the first request. Forwarding headers are believed of configured proxies alone; a wrong environment or a database role with too many rights ends the process. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const [{ checkBoot }, { believeProxies }, { environment }, { endStreamsWithProcess }, { traceIfAsked }] = await Promise.all([
    import('#server/boot'),
    import('#server/client-address'),
    import('#server/environment'),
    import('#server/live'),
    import('#server/telemetry'),
  ]);
  believeProxies(environment().proxies);
  endStreamsWithProcess();
  await traceIfAsked();
  await checkBoot();
}
