import { sourceSpanOf } from '../../src/domain/mapped-text.ts';
import type { Amendment, EndedDocument } from '../../src/domain/policy-facts.ts';
import { findDates } from '../../src/language/dates.ts';
import { isPromulgation } from '../parsing/promulgation.ts';
import { findNames, type PrintedName } from './named-documents.ts';
import { placeOf, type Sentence } from './sentences.ts';

/** 「《…》同时废止」, 「《…》不再执行」: what stands before the verb ends. */
const ENDS = /废止|停止(?:执行|施行|实施)|不再(?:执行|施行|实施|有效)|终止执行|失效|(?:被|予以)取代/u;
/** 「废止《…》」, 「代替《…》」: what stands behind it ends. */
const ENDS_NEXT = /(?:废止|宣布失效|停止执行|停止施行|取代|代替|替代)[^《。]{0,16}(?=《)/u;
const REPLACES = /代替|取代|替代/u;
/** 「以下文件予以废止：」 opens a list. */
const OPENS_LIST =
  /(?:废止|失效|停止执行)[^。]{0,12}[:：]$|(?:下列|以下)[^。《]{0,24}(?:废止|失效|停止执行)/u;
/** Nothing ends yet, or not here. */
const NOT_SAID =
  /(?:未被?|不予|尚未|拟|建议|可以|是否|及时|适时|有权|定期|应当|修改或者?|清理)(?:予以|提出|进行)?$/u;
/** 「《…》第五条同时废止」: a part. */
const PART =
  /^[^《，。；]{0,12}(?:第[一二三四五六七八九十百零\d]+[条款项章节]|中(?:的|关于|与|有关|涉及)|有关(?:规定|条款|内容)|部分(?:内容|条款))/u;
/** What the sentence rests on is not ended by it. */
const BASIS =
  /(?:根据|依据|依照|按照|参照)[^《》，]{0,8}$|(?:按|有关|执行|制定了?|印发了?)[^《》，的]{0,8}$/u;
const FROM = /自\s*(?<day>(?:19|20)\d{2}年\d{1,2}月\d{1,2}日)\s*起[^。]{0,6}$/u;

/** 「将《…》第五条修改为」, 「对《…》作如下修改」 */
const CHANGES = /(?:修改为|修订为|调整为|作(?:如下|出|以下)?(?:部分)?修[改订]|增加一[条款项]|删去第)/u;

const MENTIONS = /废止|停止|不再|终止|失效|代替|取代|替代|修改|修订|修正|调整为|增加|删去|作如下|作出/u;

/** What a document ends and changes, each thing once, with its sentence. */
export function readRepeals(
  sentences: readonly Sentence[],
  title: string,
): { readonly repeals: readonly EndedDocument[]; readonly amendments: readonly Amendment[] } {
  const repeals = new Map<string, EndedDocument>();
  const amendments = new Map<string, Amendment>();
  let listLine: number | null = null;
  for (const sentence of sentences) {
    const { text, at } = sentence;
    if (listLine === null && !MENTIONS.test(text)) continue;
    if (isPromulgation(sentence.line.text)) {
      for (const amendment of ownAmendments(sentence)) amendments.set(`${amendment.on}`, amendment);
      continue;
    }
    const isListed: boolean =
      listLine !== null && at > listLine && at <= listLine + 1 && LIST_ITEM.test(text);
    if (OPENS_LIST.test(text)) listLine = at;
    else if (isListed) listLine = at;
    if (!isListed && !ENDS.test(text) && !REPLACES.test(text) && !CHANGES.test(text)) continue;
    for (const name of endedIn(text, isListed))
      repeals.set(keyOf(name), {
        title: name.title,
        documentNumber: name.documentNumber,
        replaced: REPLACES.test(text) && !ENDS.test(text),
        on: dayOfEnd(text, name),
        ...placeOf(sentence),
      });
    if (CHANGES.test(text))
      for (const name of findNames(text).slice(0, 1))
        if (name.title !== null && name.title !== title && !repeals.has(keyOf(name)))
          amendments.set(keyOf(name), {
            title: name.title,
            documentNumber: name.documentNumber,
            changes: 'other',
            on: null,
            ...placeOf(sentence),
          });
  }
  return { repeals: [...repeals.values()], amendments: [...amendments.values()] };
}

const LIST_ITEM = /^(?:[（(]?[\d一二三四五六七八九十]{1,4}[）)、.．]?\s*)?[\u4e00-\u9fff]{0,30}《/u;

function keyOf({ title, documentNumber }: Pick<PrintedName, 'title' | 'documentNumber'>): string {
  return `${title ?? ''}\n${documentNumber ?? ''}`;
}

function endedIn(text: string, isListed: boolean): PrintedName[] {
  const names = findNames(text);
  if (isListed) return names.slice(0, 1);
  const verb = ENDS.exec(text);
  const next = ENDS_NEXT.exec(text);
  if (!verb && !next) return [];
  const at = verb?.index ?? text.length;
  if (verb && NOT_SAID.test(text.slice(Math.max(0, at - 8), at))) return [];
  const behind = next ? next.index + next[0].length : null;
  return names.filter((name, i) => {
    const until = names[i + 1]?.start ?? text.length;
    if (PART.test(text.slice(name.end).replace(/^[）)]/u, ''))) return false;
    if (BASIS.test(text.slice(Math.max(0, name.start - 12), name.start))) return false;
    if (behind !== null && name.start >= behind)
      return !/^[^，]{0,4}的决定/u.test(text.slice(name.end, until));
    if (!verb || name.start > at) return false;
    // 「为落实《A》，…，《B》同时废止」: the last stretch before the verb.
    const stretch = text.slice(Math.max(0, text.lastIndexOf('，', at) + 1));
    const isNear =
      !/[，,]/u.test(text.slice(name.end, at).replace(/[（(][^（()）]*[）)]/gu, '')) ||
      stretch.search(/《/u) < 0;
    return isNear;
  });
}

function dayOfEnd(text: string, name: PrintedName): string | null {
  const verb = ENDS.exec(text.slice(name.end));
  if (!verb) return null;
  const between = text.slice(name.end, name.end + verb.index);
  const day = FROM.exec(between)?.groups?.['day'];
  return day ? (findDates(day)[0]?.date ?? null) : null;
}

/** 「（…通过　根据2020年7月31日…《关于修改〈…〉的决定》修正）」 */
function ownAmendments(sentence: Sentence): Amendment[] {
  return [
    ...sentence.text.matchAll(
      /(?:19|20)\d{2}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日[^日年]{0,160}?(?:修正|修订|修改)(?=[，,；;）)\s　]|$)/gu,
    ),
  ].map((match) => {
    const name = findNames(match[0])[0];
    const start = sentence.start + match.index;
    return {
      title: name?.title ?? null,
      documentNumber: name?.documentNumber ?? null,
      changes: 'this',
      on: findDates(match[0])[0]?.date ?? null,
      printed: match[0],
      span: sourceSpanOf(sentence.line.mapped, { start, end: start + match[0].length }),
    };
  });
}
