import type { Deadline } from '../../src/domain/clause.ts';
import { findDeadline } from '../../src/language/dates.ts';

const LABEL =
  '(?:(?:计划)?(?:完成|实施|办结)(?:时限|时间|期限|年限|节点)|时间(?:节点|安排|要求)|时限(?:要求)?|进度(?:安排|要求|时限))';

const PERIOD = '\\d{1,2}月(?:份)?(?:\\d{1,2}日)?|(?:第)?[一二三四1-4]季度|[上下]半年';
const TIME = `(?<printed>(?:到|于)?(?<time>(?:(?<year>(?:19|20)\\d{2})年(?:${PERIOD})?|${PERIOD})(?:上旬|中旬|下旬|初|中)?(?:年?底|年?末)?)(?:之?前)?)`;

/** A line that only says when, or a table cell: 「2023年三季度」, 「5月31日」. */
const TIME_LINE = new RegExp(`^${TIME}(?:完成|启动|实施)?[。；;]?$`);
/** 「完成时限：2025年12月」 on its own line or among other remarks in a bracket. */
const LABELLED_TIME = new RegExp(`${LABEL}[:：]\\s*${TIME}`);

const LAST_MONTH: Readonly<Record<string, string>> = {
  一: '3月',
  二: '6月',
  三: '9月',
  四: '12月',
  '1': '3月',
  '2': '6月',
  '3': '9月',
  '4': '12月',
};

/**
 * The time by which a clause wants something done: a deadline line or cell first, else what its sentences say. `year` is the
 * document's, for 「6月底前」.
 */
export function readDeadline(text: string, year: number | null): Deadline | null {
  for (const line of text.split('\n')) {
    const stated = statedTime(line, year);
    if (stated) return stated;
  }
  return findDeadline(text, year === null ? {} : { year });
}

/** A line or cell that only says when, or a labelled time; one without a year is of `year`. */
export function statedTime(line: string, year: number | null): Deadline | null {
  const groups = (TIME_LINE.exec(line.trim()) ?? LABELLED_TIME.exec(line))?.groups ?? {};
  const { time, printed } = groups;
  if (!time || !printed || (groups['year'] === undefined && year === null)) return null;
  const read = findDeadline(spellOut(groups['year'] === undefined ? `${year}年${time}` : time));
  return read ? { text: printed, date: read.date } : null;
}

/** Periods as the last day they allow: 2023年三季度 → 2023年9月底前, 2025年12月 → 2025年12月底前. */
function spellOut(time: string): string {
  const month = time
    .replace(/(?:第)?(?<quarter>[一二三四1-4])季度/, (_, quarter: string) => LAST_MONTH[quarter]!)
    .replace('月份', '月')
    .replace('上半年', '6月')
    .replace('下半年', '12月')
    .replace(/(?<=年)年(?=[底末])/, '')
    .replace(/[底末]$/, '');
  return /[日旬]$/.test(month) ? `${month}前` : `${month}底前`;
}

const REMARK = new RegExp(
  `^(?:${LABEL}|工作目标|预期目标|备注|责任领导|牵头领导|分管领导|责任人|联系人|完成标志|验收标准)[:：]`,
);

/** A line that belongs to the item above it and says nothing of its own: 完成时限：…, 工作目标：…, 备注：… */
export function isRemarkLine(text: string): boolean {
  return REMARK.test(text);
}
