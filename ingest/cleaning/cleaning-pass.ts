import type { TextEdit } from '../../src/domain/mapped-text.ts';
import type { DoubtCode } from '../../src/domain/reading-doubt.ts';
import type { LayoutMark } from '../../src/domain/source-layout.ts';
import type { TextSpan } from '../../src/domain/text-span.ts';
import type { ReadingWarning } from '../readers/source-format.ts';

/** A label with its value from an index table, a source line or a crawler header: 发文字号 → 国发〔2019〕3号. */
export interface HeaderField {
  /** Without white space: 索引号. */
  readonly label: string;
  /** Empty where none is printed. */
  readonly value: string;
  readonly span: TextSpan;
}

export interface CleaningWarning {
  readonly code: 'invisible-characters' | ReadingWarning['code'] | DoubtCode;
  /** For people, with the line: 第 12 行 …. */
  readonly message: string;
  readonly span: TextSpan;
}

/** What one pass finds in a text; every span points into the text that the pass was given. */
export interface PassResult {
  readonly edits: readonly TextEdit[];
  readonly marks?: readonly LayoutMark[];
  readonly headerFields?: readonly HeaderField[];
}
