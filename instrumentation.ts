/** Runs once before the first request: a wrong environment or a database role with too many rights ends the process. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { checkBoot } = await import('#server/boot');
  await checkBoot();
}
