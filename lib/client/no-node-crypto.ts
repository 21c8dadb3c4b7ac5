/**
 * Stands in for `node:crypto` in the browser (next.config.js): rules that hash are computed on the server alone, and what replaces Node's
 * module in browsers is larger than a page. Whoever calls it there is told at once.
 */
function notHere(): never {
  throw new Error('Hashes are computed on the server.');
}

export { notHere as createHash, notHere as createHmac, notHere as createPublicKey, notHere as hash, notHere as sign, notHere as verify };
