import { ReaderError } from '../../src/domain/errors/reader-error.ts';

/** 机密★1年, 000123 秘密 特急, 密级：绝密, 【机密】, 机密级: the mark stands apart from other words (GB/T 9704, 7.2.2). */
const MARK =
  /(?:^|[\s【[（(〔\d急]|密级(?:和保密期限)?[：:])\s*(?:绝\s*密|机\s*密|秘\s*密)(?:级|件)?\s*(?=$|[\s】\]）)〕★☆*＊\d]|长期)/u;
/** Longer lines are sentences. */
const LONGEST = 40;

/** Throws ReaderError where one of the lines that head a document marks it 秘密 or above. */
export function refuseClassified(head: readonly string[]): void {
  if (head.some((line) => line.length <= LONGEST && MARK.test(line.trim())))
    throw new ReaderError('文件标有密级（秘密、机密或绝密），不收录');
}

/** Lines that head a document of one paragraph a line. */
const HEAD_LINES = 12;

/** Of a document's whole text; see `refuseClassified`. */
export function refuseClassifiedText(text: string): void {
  refuseClassified(text.split('\n', HEAD_LINES));
}
