/** The words that each signer agrees to; a signature holds their SHA-256 in UTF-8. A change of a word is another text with another hash. */
export const CONSENT_TEXT =
  'I have read this final report and each of its significant matters. To the best of my knowledge its figures follow from the approved work that they cite, and its statements are complete and not misleading. I sign it in my own name and in the role stated beside it.';
