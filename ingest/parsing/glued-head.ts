import { createSpanIndex } from '../../src/domain/span-index.ts';
import type { TextSpan } from '../../src/domain/text-span.ts';
import { cutLine, type LogicalLine } from './logical-line.ts';
import { TITLE_NOUN } from './title-noun.ts';

/** Each title is looked for in the whole opening. */
const MOST_TITLES = 200;

/** Shorter openings are a title, a salutation or a paragraph with its line breaks intact. */
const GLUED_LENGTH = 80;

const TITLE_PREFIX = new RegExp(
  `^(?<title>[^。，；：!！]{4,90}?${TITLE_NOUN}(?:[（(][^）)]{2,24}[）)])?)(?=为|各|现|根据|按照|近|经|市|省|本|分享到|时间|发布|来源|\\s|[\\u4e00-\\u9fff]{1,10}[〔\\[（(](?:19|20)\\d{2}[〕\\]）)]\\d+号)`,
);

/** 各区、县人民政府，各委、局，各直属单位： — begins behind the title or a full stop. */
const SALUTATION = /各[^。；：:《》]{2,120}[:：]/g;

/** 临政发〔2023〕8号 right behind the title. */
const PRINTED_NUMBER = /^\s*[\u4e00-\u9fff]{1,10}[〔[（(](?:19|20)\d{2}[〕\]）)]\d+号/;

/** A body and the day, alone between two sentences: 天津市人民政府办公厅 2017年6月9日. */
const SIGNATURE =
  /(?<=[。：:])\s*[\u4e00-\u9fff]{4,30}?(?:政府|办公厅|办公室|委员会|局|厅|部|委)\s*(?:19|20)\d{2}年\d{1,2}月\d{1,2}日/g;

/** Who drew a plan up, printed below its title: 市工业和信息化委市发展改革委. */
const AUTHORS =
  /^(?:(?:市|省|国家|区|县)[\u4e00-\u9fff]{2,12}?(?:委(?!员)|局|厅|部|办公厅)){1,20}(?=[\u4e00-\u9fff]{4})/;

/** What a portal prints between title and text. */
const PORTAL_LINE = /(?:分享到|时间|发布时间|来源|点击)[:：][^。]{0,120}?(?=各[^。；：:]{2,120}[:：])/g;

/**
 * The parts of a document's opening whose line breaks were lost: title, salutation, signature, repeated title and authors each
 * become a line again, so that the same text is left whether the breaks are there or not. White space, where it is left,
 * parts them; else their wording does.
 */
export function cutGluedHead(line: LogicalLine): LogicalLine[] {
  if (line.text.length <= GLUED_LENGTH) return [line];
  const cuts = new Set<number>();
  for (const gap of line.text.matchAll(/(?<=[\u4e00-\u9fff：:。）)》”])\s+(?=[\u4e00-\u9fff（(《“\d])/g))
    cuts.add(gap.index);
  const greeting = /^.{2,24}欢迎您[!！]/.exec(line.text)?.[0].length ?? 0;
  const title = TITLE_PREFIX.exec(withoutInnerNotice(line.text.slice(greeting)))?.groups?.['title'];
  const furniture: TextSpan[] = greeting > 0 ? [{ start: 0, end: greeting }] : [];
  if (greeting > 0) cuts.add(greeting);
  if (title) {
    cuts.add(greeting + title.length);
    addMatches(cuts, line.text, PORTAL_LINE);
    for (const span of spansOf(line.text, PORTAL_LINE)) furniture.push(span);
    addMatches(cuts, line.text, SALUTATION);
    addMatches(cuts, line.text, SIGNATURE);
    const number = PRINTED_NUMBER.exec(line.text.slice(greeting + title.length));
    if (number) cuts.add(greeting + title.length + number[0].length);
    for (const name of [title, ...quotedTitles(line.text)]) addStandalone(cuts, line.text, name);
  }
  const starts = [0, ...[...cuts].sort((a, b) => a - b)];
  const dropped = createSpanIndex(furniture);
  return starts
    .flatMap((start, i) =>
      dropped.overlaps({ start, end: start + 1 }) ? [] : [cutLine(line, start, starts[i + 1])],
    )
    .filter(({ text }) => text !== '');
}

/**
 * Parts what stands behind the last sentence of a document whose line breaks were lost from it: signature, day, release note.
 * Tags of the page go.
 */
export function cutGluedTail(line: LogicalLine): LogicalLine[] {
  if (line.text.length <= GLUED_LENGTH) return [line];
  const tail =
    /(?<=[。）)\]】])\s*(?:Tag标[签籤簽][:：].{0,80}|(?<body>[\u4e00-\u9fff]{3,30}?)?\s*(?<date>(?:19|20)\d{2}年\d{1,2}月\d{1,2}日)\s*(?:[（(][^）)]{2,20}[）)])?|[（(](?:此件|本件)[^）)]{2,16}[）)])\s*$/.exec(
      line.text,
    );
  if (!tail) return [line];
  const { body = '', date = '' } = tail.groups ?? {};
  const parts = [cutLine(line, 0, tail.index)];
  for (const part of [body, date]) {
    const at = part === '' ? -1 : line.text.indexOf(part, tail.index);
    if (at >= 0) parts.push(cutLine(line, at, at + part.length));
  }
  return parts;
}

/** 「关于转发…实施方案的通知」: the notice's title goes on behind the plan's. */
function withoutInnerNotice(text: string): string {
  const match = /^[^。，；：]{4,90}?(?:关于|印发|转发)[^。，；：]{4,80}?的(?:通知|意见|决定|函|批复)/.exec(
    text,
  );
  return match
    ? match[0].replace(new RegExp(`${TITLE_NOUN}(?=.)`, 'g'), (noun) => '某'.repeat(noun.length)) +
        text.slice(match[0].length)
    : text;
}

function quotedTitles(text: string): string[] {
  const titles = new Set<string>();
  for (const match of text.matchAll(/《(?<title>[^《》]{6,60})》/g)) {
    titles.add(match.groups!['title']!);
    if (titles.size === MOST_TITLES) break;
  }
  return [...titles];
}

/** Both ends of a title that stands outside 《》, and the end of the authors printed behind it. */
function addStandalone(cuts: Set<number>, text: string, name: string): void {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const before = text[at - 1];
    if (at > 0 && before !== '。' && !cuts.has(at) && !/\s/.test(before!)) continue;
    const end = at + name.length;
    cuts.add(at);
    cuts.add(end);
    const authors = AUTHORS.exec(text.slice(end))?.[0].length ?? 0;
    if (authors > 0) cuts.add(end + authors);
  }
}

function addMatches(cuts: Set<number>, text: string, pattern: RegExp): void {
  for (const { start, end } of spansOf(text, pattern)) {
    cuts.add(start);
    cuts.add(end);
  }
}

function spansOf(text: string, pattern: RegExp): TextSpan[] {
  return [...text.matchAll(pattern)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}
