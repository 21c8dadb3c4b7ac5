import { canonicalJson } from '../../item/canonical-json';
import { lineOf, list, text } from '../lines';
import { STAMPS_FOLDER } from '../manifest';
import { bytesOfBase64, hexOf, sha256Of, utf8, type VerifyTools } from '../tools';
import { type Certificate, readCertificate } from './certificate';
import { NotDer } from './der';
import { StampRefused } from './judge-token';

/** The format of what a stamp is over, and of what stands beside it (docs/package-format.md, "Time stamps"). */
const STAMP_FORMAT = 'countersign-stamp/1';

/** A stamp as a package holds it: the service's answer, and the certificates from its signer's to the root. */
export interface PackedStamp {
  answer: Uint8Array;
  path: readonly Certificate[];
}

/** The paths of a stamp by its number, from 1: the answer, and what it takes to judge it. */
export function stampPaths(number: number): [answer: string, beside: string] {
  return [`${STAMPS_FOLDER}${number}.tsr`, `${STAMPS_FOLDER}${number}.json`];
}

/** What is stamped: the manifest, its signature, and every earlier stamp with what stands beside it, in this order, each by its SHA-256. */
export function stampedMessage(tools: Pick<VerifyTools, 'sha256'>, files: readonly Uint8Array[]): Uint8Array {
  const format = utf8(`${STAMP_FORMAT}\n`);
  const message = new Uint8Array(format.length + 32 * files.length);
  message.set(format);
  for (const [nth, file] of files.entries()) message.set(sha256Of(tools, file), format.length + 32 * nth);
  return message;
}

/** The files of a stamp, in the order of their paths. */
export function stampFiles(tools: Pick<VerifyTools, 'sha256'>, { answer, path }: PackedStamp): [answer: Uint8Array, beside: Uint8Array] {
  const certificates = path.map(({ whole }) => btoa(String.fromCharCode(...whole)));
  const beside = { certificates, format: STAMP_FORMAT, sha256: hexOf(sha256Of(tools, answer)) };
  return [answer, utf8(canonicalJson(beside))];
}

/** Reads what stands beside an answer: the certificates of its path. @throws StampRefused */
export function readBeside(tools: Pick<VerifyTools, 'sha256'>, beside: Uint8Array, answer: Uint8Array): Certificate[] {
  const line = lineOf(beside);
  const certificates = list(line ?? {}, 'certificates').filter((certificate) => typeof certificate === 'string');
  const again = { certificates, format: STAMP_FORMAT, sha256: text(line ?? {}, 'sha256') };
  if (line === null || canonicalJson(line) !== canonicalJson(again)) throw new StampRefused(`it is no file of ${STAMP_FORMAT}.`);
  if (again.sha256 !== hexOf(sha256Of(tools, answer))) throw new StampRefused('it belongs to another answer of the service.');
  try {
    return certificates.map((certificate) => {
      const whole = bytesOfBase64(certificate);
      if (btoa(String.fromCharCode(...whole)) !== certificate) throw new NotDer('a certificate is not written as base64 has it.');
      return readCertificate(whole);
    });
  } catch (error) {
    if (error instanceof NotDer) throw new StampRefused(`a certificate cannot be read: ${error.message}`);
    throw error;
  }
}
