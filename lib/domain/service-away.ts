/** Codes of sockets that mean: the service is away. */
const SOCKET_CODES = 'ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE';
/** Those, and those of PostgreSQL (class 08, 57P, 53) and Prisma, that mean: the service is away, not: the request is wrong. */
const AWAY_CODES = new RegExp(`^(${SOCKET_CODES}|08\\w{3}|57P0\\d|53\\w{3}|P1001|P1002|P1008|P1017|P2024)$`);
/** What is left of such an error where only its text was kept: a code of sockets, or the name of gRPC's. */
const CODE_IN_TEXT = new RegExp(`\\b(${SOCKET_CODES})\\b|\\bUNAVAILABLE\\b`);
const AWAY_WORDS =
  /connection terminated|connection dropped|connection ended|client was closed|timeout exceeded when trying to connect|connection timeout|server closed the connection|cannot use a pool after calling end|can't reach database/i;
/** Status codes of gRPC, in which Temporal answers. */
const GRPC_UNAVAILABLE = 14;
const GRPC_DEADLINE_EXCEEDED = 4;
/** An error that names itself as its cause must not be followed for ever. */
const DEEPEST = 4;

/** Whether an error, or what caused it, says that PostgreSQL or Temporal cannot be reached for the moment. */
export function isServiceAway(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > DEEPEST) return false;
  const { code, message, cause, errors } = error as { code?: unknown; message?: unknown; cause?: unknown; errors?: unknown };
  if (code === GRPC_UNAVAILABLE || code === GRPC_DEADLINE_EXCEEDED) return true;
  if (typeof code === 'string' && AWAY_CODES.test(code)) return true;
  if (typeof message === 'string' && AWAY_WORDS.test(message)) return true;
  if (Array.isArray(errors) && errors.some((one) => isServiceAway(one, depth + 1))) return true;
  return isServiceAway(cause, depth + 1);
}

/** Whether the text of an error, of which nothing else was kept, says that PostgreSQL or Temporal could not be reached. */
export function saysServiceAway(text: string): boolean {
  return AWAY_WORDS.test(text) || CODE_IN_TEXT.test(text);
}
