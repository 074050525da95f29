/** Why a chain does not hold at a line. */
export type BreakReason =
  /** The line is not as it was written. */
  | 'changed-line'
  /** It does not follow the line before: one was changed, taken out or put in. */
  | 'wrong-previous'
  /** The file does not begin as its name and the files before it say. */
  | 'wrong-start'
  /** A file between two others is gone. */
  | 'missing-file'
  /** The lines before it are signed with a key, this one is not. */
  | 'unsigned-line';

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
  /** Lines that a key proves. */
  readonly signed: number;
  /** Lines that are signed with a key which is not at hand. */
  readonly unchecked: number;
  /** Whether a key proves all of it: signed lines stand last, or a seal of another chain names its last line. */
  readonly isProven: boolean;
  /** Entries that a failing disk cost. */
  readonly lost: number;
  readonly broken: (ChainPlace & { readonly reason: BreakReason }) | null;
}

export interface MissingEnd {
  readonly writer: string;
  readonly file: string;
  readonly hash: string;
}

export interface AuditCheck {
  readonly chains: readonly ChainReport[];
  /** Ends of chains that a seal or the expected head names and that are there no more, though their days are not over. */
  readonly missing: readonly MissingEnd[];
  /** Whether all lines that were asked for are there, and the head that names them is signed rightly; null where none was. */
  readonly hasExpected: boolean | null;
}
