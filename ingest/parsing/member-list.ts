import type { LogicalLine } from './logical-line.ts';
import { isExpected, type NumberingState, readNumber } from './numbering.ts';
import { appendTitle } from './title-lines.ts';

const LIST_TITLE = /(?:名单|组成人员|成员|名册)(?:[（(][^）)]{1,20}[）)])?$/;
/** 「召 集 人：王　明　　副市长」, 「副组长：李　红」 */
const MEMBER =
  /^(?<label>[\u4e00-\u9fff\s（）()]{1,16})[:：]\s*[\u4e00-\u9fff]\s*[\u4e00-\u9fff]{1,2}(?:\s|[、，,（(]|$)/;
const MEMBER_LABEL =
  /(?:组长|组员|成员|主任|主席|会长|理事长|秘书长|委员|召集人|负责人|联络员|联系人|顾问|指挥长?|总指挥)$/;

const MOST_TITLE_LINES = 3;
const LONGEST_TITLE = 80;

/** How far the next number of the document is looked for. */
const LONGEST_LIST = 300;

/**
 * A list of members behind the last item of a document, with its title on one line or more and no 附件 above it. A list within the
 * items, after which the numbering goes on, is text.
 */
export function readMemberList(
  lines: readonly LogicalLine[],
  at: number,
  state: NumberingState,
): { readonly title: string; readonly length: number } | null {
  let title = '';
  for (let length = 1; length <= MOST_TITLE_LINES; length++) {
    const text = lines[at + length - 1]?.text ?? '';
    if (text === '' || /[，。；：:\t|]/.test(text) || readNumber(text)) return null;
    title = appendTitle(title, text);
    if (title.length > LONGEST_TITLE) return null;
    if (!LIST_TITLE.test(title)) continue;
    if (!isMember(lines[at + length]?.text ?? '')) return null;
    const next = lines.slice(at + length, at + length + LONGEST_LIST).find((line) => isItemNumber(line.text));
    const goesOn = next !== undefined && isExpected(state, readNumber(next.text)!);
    return goesOn ? null : { title, length };
  }
  return null;
}

function isMember(text: string): boolean {
  const label = text.length > 200 ? undefined : MEMBER.exec(text)?.groups?.['label'];
  return label !== undefined && MEMBER_LABEL.test(label.replace(/\s+/g, ''));
}

function isItemNumber(text: string): boolean {
  const token = readNumber(text);
  return token !== null && token.kind !== 'dash' && token.kind !== 'ordinal';
}
