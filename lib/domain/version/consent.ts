/**
 * The words that each signer agrees to; a signature holds their SHA-256 (UTF-8, lower-case hex). Another word makes another text with another
 * hash, and counts for what is signed from then on.
 */
export const CONSENT_TEXT =
  'I have read what I sign and each of its significant matters. To the best of my knowledge its figures follow from the approved work that they cite, and its statements are complete and not misleading. I sign in my own name, in the role stated beside it.';
