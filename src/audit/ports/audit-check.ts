/** Why a chain does not hold at a line. */
export type BreakReason =
  /** The line is not as it was written. */
  | 'changed-line'
  /** It does not follow the line before: one was changed, taken out or put in. */
  | 'wrong-previous'
  /** The file does not begin as its name and the files before it say. */
  | 'wrong-start'
  /** A file between two others is gone. */
  | 'missing-file';

/** Lines are counted from 1. */
export interface ChainPlace {
  readonly file: string;
  readonly line: number;
}

/** The chain of one writer, up to its first break. */
export interface ChainReport {
  readonly writer: string;
  readonly days: number;
  /** Whole lines. */
  readonly lines: number;
  /** Of the first and last whole line: to be noted elsewhere, since a cut tail leaves no trace here. */
  readonly firstHash: string | null;
  readonly lastHash: string | null;
  /** The file that the first one follows and that is there no more, as after its time; null where the beginning is there. */
  readonly removedBefore: string | null;
  /** What power losses left of lines; nothing was changed there afterwards. */
  readonly torn: readonly ChainPlace[];
  /** Entries that a failing disk cost. */
  readonly lost: number;
  readonly broken: (ChainPlace & { readonly reason: BreakReason }) | null;
}

export interface AuditCheck {
  readonly chains: readonly ChainReport[];
  /** Whether a line has the hash that was asked for; null where none was. */
  readonly hasExpected: boolean | null;
}
