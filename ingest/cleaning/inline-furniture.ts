import type { PassResult } from './cleaning-pass.ts';

const DATE = '\\d{4}[-/.年]\\d{1,2}[-/.月]\\d{1,2}日?(?:\\s*\\d{1,2}:\\d{2}(?::\\d{2})?)?';

/** Only a page prints these. */
const STRONG = `(?:点击|浏览|阅读|访问)(?:数|量|次数|率)?[:：]\\s*\\d*\\s*次?|(?:字体|字号)(?:大小)?[:：]?\\s*[【[(（]?\\s*(?:大\\s*中\\s*小|小\\s*中\\s*大)\\s*[】\\])）]?|[【[](?:打印|关闭|打印本页|关闭窗口|收藏)[】\\]]|分享到[:：]|扫一扫在手机(?:上)?(?:打开|查看)当前页面?|责任编辑[:：]\\s*[\\p{Script=Han}]{2,4}(?=\\s)`;
const WEAK = `(?:发布|更新|录入)?(?:时间|日期)[:：]\\s*${DATE}|(?:信息|文章)?来源[:：]\\s*[^\\s，。；:：]{2,20}(?=\\s|$)|作者[:：]\\s*[^\\s，。；:：]{0,8}(?=\\s|$)`;

/** A run of page labels, one of them unmistakable. */
const RUN = new RegExp(
  `(?<=^|\\s)(?:(?:${WEAK})\\s+){0,8}(?:${STRONG})(?:\\s+(?:${STRONG}|${WEAK}))*(?=\\s|$)`,
  'gmu',
);

/** So short a line is read as a whole by `furniture.ts`. */
const LONG_LINE = 300;

/**
 * Page labels inside a text whose line breaks were lost: 「…的通知 发布时间：2020-02-07 来源：某市政府 浏览次数：12次 字体：[大 中 小] 各区…」.
 */
export function findInlineFurniture(text: string): PassResult {
  return {
    edits: [...text.matchAll(RUN)]
      .filter((match) => isInLongLine(text, match.index) && match[0].trim() !== '')
      .map((match) => ({ start: match.index, end: match.index + match[0].length, replacement: '' })),
  };
}

/** Looks no further to either side than it must. */
function isInLongLine(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - LONG_LINE - 1), at);
  const after = text.slice(at, at + LONG_LINE + 1);
  const end = after.indexOf('\n');
  const length = before.length - (before.lastIndexOf('\n') + 1) + (end < 0 ? after.length : end);
  return length > LONG_LINE;
}
