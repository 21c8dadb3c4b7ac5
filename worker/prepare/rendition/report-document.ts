/** What a report in print shows, ready to be set: every text is final, and nothing is looked up while it is set. */
export interface ReportDocument {
  reportName: string;
  regulator: string;
  cycleName: string;
  /** Who may read it, as its signers state. */
  classification: string;
  version: {
    number: number;
    /** Version hash, 64 hexadecimal digits. */
    hash: string;
  };
  sections: readonly DocumentSection[];
  /** Of a report that is signed: its last page. Null before. */
  signatures: readonly DocumentSignature[] | null;
}

/** One section of a report. */
export interface DocumentSection {
  title: string;
  paragraphs: readonly string[];
  charts: readonly BarChart[];
  figures: readonly DocumentFigure[];
  /** Numbers that people typed, each with why it rests on no figure. */
  uncited: readonly { text: string; reason: string }[];
}

/** A figure with where it comes from. */
interface DocumentFigure {
  label: string;
  value: string;
  rule: string;
  /** The versions that it was derived from, in words. */
  from: string;
}

/** Bars from the left, each of a share or a count. */
export interface BarChart {
  title: string;
  bars: readonly {
    label: string;
    /** Length; not negative. */
    value: number;
    /** What stands beside the bar. */
    text: string;
  }[];
}

/** Who signed, as what and when. */
export interface DocumentSignature {
  name: string;
  role: string;
  at: Date;
  /** SHA-256 of the consent that they gave, and of the file that they signed; 64 hexadecimal digits each. */
  consentHash: string;
  pdfHash: string;
}
