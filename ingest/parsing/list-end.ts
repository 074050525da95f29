import { extractUnitPhrases } from '../../src/units/unit-phrases.ts';
import type { LogicalLine } from './logical-line.ts';
import type { NumberToken } from './numbering.ts';
import type { DraftNode } from './outline-builder.ts';
import { TITLE_NOUN } from './title-noun.ts';

/** The list that a paragraph ends and the item that the paragraph belongs to. */
export interface EndedList {
  readonly owner: DraftNode;
  /** The outermost member that is closed. */
  readonly member: NumberToken;
}

/**
 * 「变更下列事项的，应当报批：（一）…；（二）…。 ⏎ 变更名称的，报备。」: the paragraph belongs to what the colon stands in, unless the list goes
 * on behind it. `nextAt` is the next number that is not deeper than a rank. Null where no list ends.
 */
export function findEndedList(
  open: readonly DraftNode[],
  line: LogicalLine,
  nextAt: (rank: number) => NumberToken | null,
): EndedList | null {
  let ended: EndedList | null = null;
  for (let i = open.length - 1; i >= 2; i--) {
    const member = open[i]!;
    const parent = open[i - 1]!;
    if (member.kind === 'paragraph') continue;
    if (!member.token || !isMember(member, parent)) break;
    const next = nextAt(member.token.rank);
    if (next && next.rank === member.token.rank && next.value === member.token.value + 1) break;
    const owner = parent.kind === 'paragraph' ? open[i - 2]! : parent;
    ended = { owner, member: member.token };
  }
  return ended && !isTail(line.text) ? ended : null;
}

/** A whole sentence on one line, in a list that a colon opened. */
function isMember(member: DraftNode, parent: DraftNode): boolean {
  if (parent.kind === 'root' || parent.kind === 'annex' || parent.cells || member.cells) return false;
  if (member.lines.length !== 1 || !/[：:]$/.test(parent.lines.at(-1)?.text ?? '')) return false;
  return member.children.length > 0 || endsSentence(member.lines[0]!.text);
}

function endsSentence(text: string): boolean {
  return /[。；;！!？?][”」』）)]?$/.test(text);
}

/** Units, deadlines and other labelled remarks belong to the item right above. */
function isTail(text: string): boolean {
  if (/^[（(【〔[]|^[\u4e00-\u9fff]{2,8}[:：]\s*\S/.test(text)) return true;
  return extractUnitPhrases(text, { running: false })[0]?.span.start === 0;
}

/** The words of a short line that only heads what stands below it: 「小微企业申请条件：」; empty where it says more. */
export function readGroupTitle(text: string): string {
  return /^(?<title>[^，。；：！？,;:!?]{2,40})[:：]$/.exec(text)?.groups?.['title'] ?? '';
}

const SELF = `本(?:文件|文|${TITLE_NOUN})`;
/** 「本措施自2027年1月1日起施行，有效期5年」, 「特此通知」 */
const CLOSES = new RegExp(
  `^特此|^(?:衷心|再次|诚挚)?感谢|^会议(?:强调|要求)|^本(?:问答|解答|答复|手册|指南|材料)[^。]{2,60}(?:为准|执行|解释)|^(?:以上|上述)(?:${TITLE_NOUN}|政策|内容|事项)|${SELF}[^。；]{0,30}?(?:[自从][^。；]{0,24}|印发之日起?)(?:施行|执行|实施|生效)|^${SELF}(?:的?有效期|施行|执行期)`,
);
/** 「各区、各部门要结合实际抓好落实」 */
const ADDRESSES_ALL =
  /^(?:请|希望?|望)?各[^。；：]{1,40}?(?:要|应当?|须|可|请|结合|按照|根据|于\d)|^请各|^(?:此前|以往|原)[^。]{2,60}(?:废止|不一致)/;
const SPEAKS_OF_ITSELF = new RegExp(
  `附则|其他|期限|施行|执行时间|生效|解释|${SELF}[^。；]{0,40}(?:施行|执行|实施|生效|有效|解释)`,
);

/**
 * Whether a paragraph behind the last number speaks for the whole: by its words, where the last item is a whole text of its own; a
 * call on all units also has to stand behind items of one paragraph each.
 */
export function closesDocument(open: readonly DraftNode[], line: LogicalLine): boolean {
  const current = open.at(-1)!;
  const { token } = current;
  if (!token || token.rank <= 3 || current.cells || isTail(line.text)) return false;
  const own = current.lines;
  if (own.length === 1 && !endsSentence(own[0]!.text) && !/[）)\]】]$/.test(own[0]!.text)) return false;
  const isAboutIt = open.some(({ lines }) => SPEAKS_OF_ITSELF.test(lines[0]?.text.slice(0, 60) ?? ''));
  if (isAboutIt || SPEAKS_OF_ITSELF.test(own.at(-1)!.text)) return false;
  if (CLOSES.test(line.text)) return true;
  if (!ADDRESSES_ALL.test(line.text)) return false;
  const siblings = open.at(-2)!.children;
  return siblings.length > 1 && hasOneParagraph(current) && siblings.every(hasOneParagraph);
}

const MOST_TAILS = 6;

function hasOneParagraph({ lines }: DraftNode): boolean {
  if (lines.length > MOST_TAILS) return false;
  return endsSentence(lines[0]?.text ?? '') && lines.slice(1).every(({ text }) => isTail(text));
}

/** Whether a paragraph behind the last answer speaks of all of them: 「本问答由…负责解释」, 「咨询电话：…」. */
export function closesAnswers({ text }: LogicalLine): boolean {
  return /^本(?:问答|解答|手册|指南|材料)|^注\s*[:：]\s*本|^(?:咨询|联系|监督|举报|服务)(?:电话|方式|人)\s*[:：]/.test(
    text,
  );
}

/** 「审核人：…　填表人：…」, 「院办联系人：…（短号6612）」, 「联系电话：…」: whom to ask, at the end of a document. */
export function namesContact({ text }: LogicalLine): boolean {
  return (
    text.length <= 80 &&
    /^[\u4e00-\u9fff]{0,6}(?:(?:审核|填表|制表|填报|联系|经办)人|(?:联系|咨询)(?:电话|方式))\s*[:：]\s*\S/.test(
      text,
    )
  );
}
