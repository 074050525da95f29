import { COLOPHON, DATE_LINE, RELEASE_NOTE } from './head-lines.ts';
import { bodiesOfLine } from './issuers.ts';
import type { LogicalLine } from './logical-line.ts';
import { readNumber } from './numbering.ts';

/** 「出席：」, 「列席人员：」, 「记  录：」; 参加单位 and 主持单位 are roles. */
const ATTENDANCE =
  /^(?<label>出席|列席|缺席|请假|记录|会议记录|与会|参会|参加|主持)(?:会议)?(?:人员|人|领导|同志|者)?[:：]/;
const SURE_LABELS = new Set(['出席', '列席', '缺席', '请假', '记录', '会议记录', '参会', '与会']);

/** 「抄送：市委各部门，」 goes on in the next lines until it ends. */
const COPIES = /^(?:抄\s*[送报]|分\s*送|主\s*送)\s*[:：]/;

const MOST_LINES = 60;

/** The lines without who attended a meeting and to whom copies go, where they close the document. */
export function withoutClosingMatter(lines: readonly LogicalLine[]): LogicalLine[] {
  const dropped = new Set<LogicalLine>([...attendanceLines(lines), ...copyLines(lines)]);
  return dropped.size === 0 ? [...lines] : lines.filter((line) => !dropped.has(line));
}

function attendanceLines(lines: readonly LogicalLine[]): LogicalLine[] {
  let first = lines.length;
  let isSure = false;
  for (let i = lines.length - 1; i >= 0 && lines.length - i <= MOST_LINES; i--) {
    const label = attendanceLabel(lines[i]!.text);
    if (label !== null) {
      first = i;
      if (SURE_LABELS.has(label)) isSure = true;
    } else if (!mayFollow(lines[i]!)) break;
  }
  return isSure ? lines.slice(first).filter(({ text }) => !isEnding(text)) : [];
}

function attendanceLabel(text: string): string | null {
  return ATTENDANCE.exec(text.slice(0, 30).replace(/\s+/g, ''))?.groups?.['label'] ?? null;
}

/** More names, or what stands below the list. */
function mayFollow(line: LogicalLine): boolean {
  return (
    isEnding(line.text) || (!readNumber(line.text) && !/[。；：:]/.test(line.text) && line.text.length <= 120)
  );
}

/** What signs and closes a document, which is read elsewhere. */
function isEnding(text: string): boolean {
  return (
    RELEASE_NOTE.test(text) ||
    COLOPHON.test(text) ||
    DATE_LINE.test(text.replace(/\s+/g, '')) ||
    bodiesOfLine(text) !== null
  );
}

function copyLines(lines: readonly LogicalLine[]): LogicalLine[] {
  return lines.flatMap((line, i) => {
    if (!COPIES.test(line.text)) return [];
    const found = [line];
    for (const next of lines.slice(i + 1, i + 9)) {
      const isClosed = /[。.]$/.test(found.at(-1)!.text);
      if (isClosed || next.text.length > 80 || readNumber(next.text) || COLOPHON.test(next.text)) break;
      if (!/[、，,。]/.test(next.text)) break;
      found.push(next);
    }
    return found;
  });
}
