import type { TextSpan } from '../domain/text-span.ts';
import { type Annotated, annotateQuestion, type GrammarOptions, maskSpans } from './annotate-question.ts';
import type { WordClass } from './closed-words.ts';

/** What is wanted of the result before as it stands. */
export type ResultAsk =
  | { readonly wants: 'table' | 'file' | 'deadline' }
  /** One of its items, from 1; `LAST`: the last one. */
  | { readonly wants: 'item'; readonly place: number };

export const LAST = -1;
/** 「最后那个具体说了什么」 */
const LAST_ITEM = /^最后(?:[那这]?一?[个项条件])/u;

/** One row: words that want it. */
export interface ResultWord {
  readonly wants: ResultAsk['wants'];
  /** Alternatives of a regular expression. */
  readonly pattern: string;
  readonly example: string;
  readonly counterExample: string;
}

/** Rows in the order in which they are tried. */
export const RESULT_WORDS: readonly ResultWord[] = [
  {
    wants: 'file',
    pattern:
      '(?:导出|下载|另存|保存|存|输出|导)(?:一下|下来)?(?:为|成|到|出来)?(?:一[个份张])?(?:表格|电子表格|表|excel|csv|xlsx?|文件|文档)?',
    example: '导出成表格',
    counterExample: '列成表格',
  },
  {
    wants: 'table',
    pattern:
      '(?:整理|汇总|列|做|排|归纳|弄|画|改|变|写)(?:成|个|为|出)?(?:一)?[张个份]?(?:表格|表|清单)(?:的?形式)?|(?:用|以)?表格(?:的?形式)?',
    example: '整理成一张表',
    counterExample: '代表是谁',
  },
  {
    wants: 'deadline',
    pattern:
      '(?:什么时候|啥时候|何时|哪年|哪一年|几时|什么时间|多久)(?:之?前)?(?:要|能|得|须|应)?(?:完成|办完|办结|做完|建成|落实|到期)|(?:完成|办结)?(?:的)?(?:时限|期限|截止(?:时间|日期)?|时间节点)|(?:完成|办结)时间',
    example: '什么时候完成',
    counterExample: '什么时候印发',
  },
];

/** Closed words that may stand beside: 把上面几项…, 这些任务. */
const BESIDE: ReadonlySet<WordClass> = new Set([
  'filler',
  'measure',
  'task',
  'order',
  'pronoun',
  'content',
  'count',
  'which',
  'unit',
  'document',
  'deadline',
]);
const LONGEST = 30;

/** 「把上面几项整理成一张表」 「第3项具体说了什么」: null where anything is named that the result does not hold. */
export function readResultAsk(text: string, options: GrammarOptions): ResultAsk | null {
  if (text.length > LONGEST) return null;
  const plain = annotateQuestion(text, options);
  if (LAST_ITEM.test(text) && isOfResult(plain) && asksContent(plain)) return { wants: 'item', place: LAST };
  const item = itemOf(plain);
  if (item !== null) return { wants: 'item', place: item };
  for (const { wants, pattern } of RESULT_WORDS) {
    const spans: TextSpan[] = [...text.matchAll(new RegExp(pattern, 'giu'))].map(({ index, 0: word }) => ({
      start: index,
      end: index + word.length,
    }));
    if (spans.length === 0) continue;
    const question = annotateQuestion(maskSpans(text, spans), options);
    if (isOfResult(question) && question.sections.length === 0 && wants !== 'item') return { wants };
  }
  return null;
}

/** 第3项, 第二条 by themselves, with what it says. */
function itemOf(question: Annotated): number | null {
  const [section, ...others] = question.sections;
  const [step, ...deeper] = section?.steps ?? [];
  if (!step || others.length > 0 || deeper.length > 0 || !/^[项条个点]$/u.test(step.level)) return null;
  return asksContent(question) && isOfResult(question) ? step.number : null;
}

function asksContent({ words }: Annotated): boolean {
  return words.some(({ name }) => name === 'content' || name === 'which');
}

function isOfResult({ rest, units, documentIds, headings, days, years, facts, words }: Annotated): boolean {
  const named = [rest, units, documentIds, headings, days, years, facts];
  return named.every((own) => own.length === 0) && words.every(({ name }) => BESIDE.has(name));
}
