import type { ImportParams } from '#contract/inquiries';

/** What is stored of the files that are read. */
type Files = Pick<ImportParams, 'dataSha256' | 'dataName'> & Partial<Pick<ImportParams, 'dictionarySha256' | 'dictionaryName'>>;

/** An import as the form sends it where a person states nothing but the files, and whatever else is stated. */
export function importParams(files: Files, stated: Partial<ImportParams> = {}): ImportParams {
  return {
    dictionarySha256: null,
    dictionaryName: null,
    delimiter: null,
    quoted: null,
    header: true,
    skipLines: 0,
    key: null,
    map: {},
    types: {},
    control: null,
    controlReason: '',
    sourceSystem: '',
    extractedBy: '',
    extractedAt: '',
    asOfDate: '',
    ...files,
    ...stated,
  };
}
