import { isCollectiveName, looksLikeBody } from '../../src/units/body-name.ts';
import type { LogicalLine } from '../parsing/logical-line.ts';
import { addresseeLength } from '../parsing/title-block.ts';
import { type Sentence, sentencesOf } from './sentences.ts';

const MOST_OPENING_LINES = 20;

/** 「转发市民政局等部门关于…的意见」, 「批转市教委《…》」 */
const FORWARDED =
  /(?:转发|批转)(?<bodies>[^关《》〈〉]{3,120}?)(?:等[\d一二三四五六七八九十]*(?:个)?部门)?(?=关于|《|〈|制[定订]|拟[定订])/u;
/** 「市民政局、市财政局拟定的《…》」 */
const DRAWN_UP =
  /(?<bodies>[\u4e00-\u9fff、，,\s]{3,120}?)(?:等[\d一二三四五六七八九十]*(?:个)?部门)?(?:联合)?(?:拟[定订]|制[定订]|起草|研究(?:制[定订]|提出)|提出|报送)的(?=《|〈|关于)/u;

/** Who drew up what the document forwards or issues, with the sentence; the title is looked at first. */
export function readDrafters(
  title: string,
  sentences: readonly Sentence[],
): { readonly names: readonly string[]; readonly sentence: Sentence | null } {
  const named = bodiesIn(FORWARDED.exec(title)?.groups?.['bodies']);
  const opening = sentences.filter(({ at }) => at < MOST_OPENING_LINES);
  for (const sentence of opening) {
    const match = DRAWN_UP.exec(sentence.text) ?? FORWARDED.exec(sentence.text);
    const names = bodiesIn(match?.groups?.['bodies']);
    if (names.length > 0 && (named.length === 0 || named.join('') === names.join('')))
      return { names, sentence };
  }
  return { names: named, sentence: null };
}

function bodiesIn(printed: string | undefined): string[] {
  if (printed === undefined) return [];
  const names = printed
    .replace(/^.*(?:[，,]|现将|转发|批转|将|由|经)(?=[^，,]*$)/u, '')
    .split(/[、\s]+|和(?=[省市区县国])|及(?=[省市区县国])/u)
    .filter((name) => name !== '');
  return names.length > 0 && names.every(looksLikeBody) ? names : [];
}

/** To whom the document goes: 「各区人民政府，市政府各部门：」. A line below the title, or 主送. */
export function readAddressees(lines: readonly LogicalLine[]): {
  readonly names: readonly string[];
  readonly sentence: Sentence | null;
} {
  for (let at = 0; at < Math.min(lines.length, MOST_OPENING_LINES); at++) {
    const length = addresseeLength(lines, at);
    if (length === 0) continue;
    const own = lines.slice(at, at + length);
    const text = own
      .map((line) => line.text)
      .join('')
      .replace(/[:：]$/u, '');
    const separator = /[，,；;]/u.test(text) ? /[，,；;]/u : /、/u;
    const names = text
      .split(separator)
      .map((name) => name.replace(/\s+/gu, ''))
      .filter((name) => name !== '');
    const [sentence = null] = sentencesOf(own.slice(0, 1));
    if (
      names.some(
        (name) => looksLikeBody(name) || isCollectiveName(name) || /各|人民政府|委员会|代表|同志/u.test(name),
      )
    )
      return { names, sentence };
  }
  return { names: [], sentence: null };
}
