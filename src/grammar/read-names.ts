import type { FoundUnit } from '../questions/find-units.ts';
import { type Annotated, annotateQuestion, type GrammarOptions, maskSpans } from './annotate-question.ts';
import type { WordClass } from './closed-words.ts';

/** What is asked of names of bodies: what it is called now, what before, whether two are one. */
export type NameQuestion = 'later' | 'earlier' | 'same';

/** One row: words that ask for it, of one body or of two. */
export interface NameWord {
  readonly asks: NameQuestion;
  readonly bodies: 1 | 2;
  /** Alternatives of a regular expression. */
  readonly pattern: string;
  readonly example: string;
  readonly counterExample: string;
}

const KIND = '(?:单位|部门|机构|局|委员会|委|厅|名字|名称|名)';

export const NAME_WORDS: readonly NameWord[] = [
  {
    asks: 'same',
    bodies: 2,
    pattern: `(?:是不是|是否是?|是|算不算|算)?(?:同一|一)[个家]?(?:${KIND}|机关|回事|码事)?(?:吗|么|不)?|(?:就|也)是(?:现在|如今|以前|原来|过去|当年)?的?|(?:是)?(?:什么|啥)关系`,
    example: '甲局和乙局是一个单位吗',
    counterExample: '甲局牵头吗',
  },
  {
    asks: 'earlier',
    bodies: 1,
    pattern: `(?:原来|以前|之前|过去|早先|从前|原先|原)(?:是|叫|称)(?:做)?(?:什么|啥|哪[个家]?)?${KIND}?|前身(?:是)?(?:什么|啥|谁|哪[个家]?)?${KIND}?|曾用名|旧称|由(?:什么|哪[个家]?)${KIND}?(?:改|更名|改组|合并)(?:过)?(?:而)?来`,
    example: '市科技局前身是什么',
    counterExample: '前面是什么',
  },
  {
    asks: 'later',
    bodies: 1,
    pattern: `(?:后来|现在|如今|目前)?(?:改成|改叫|改称|改为|改名|更名|变成|变为|换成|并入|并到|并进|合并到|合并成|划入|划到|划归)(?:了|为|成|叫|给)?(?:什么|啥|哪[个家]?)${KIND}?|(?:现在|如今|目前|今天)(?:是|叫|称)(?:做)?(?:什么|啥|哪[个家]?)${KIND}?|现名|新名称?|新名字`,
    example: '市科委改成什么局了',
    counterExample: '改成2021年的',
  },
];

/** Closed words that may stand beside. */
const BESIDE: ReadonlySet<WordClass> = new Set(['filler', 'which', 'unit', 'whether', 'measure', 'joint']);

export interface NamesAsk {
  readonly asks: NameQuestion;
  readonly units: readonly FoundUnit[];
}

/** 「天津市科委改成什么局了」 「甲局和乙局是一个单位吗」: null where anything else is asked of the bodies. */
export function readNames(text: string, options: GrammarOptions): NamesAsk | null {
  for (const { asks, bodies, pattern } of NAME_WORDS) {
    const spans = [...text.matchAll(new RegExp(pattern, 'gu'))].map(({ index, 0: word }) => ({
      start: index,
      end: index + word.length,
    }));
    if (spans.length === 0) continue;
    const question = annotateQuestion(maskSpans(text, spans), options);
    if (question.units.length === bodies && isAboutNames(question)) return { asks, units: question.units };
  }
  return null;
}

function isAboutNames({
  rest,
  documentIds,
  headings,
  sections,
  days,
  facts,
  units,
  words,
}: Annotated): boolean {
  const named = [rest, documentIds, headings, sections, days, facts];
  return (
    named.every((own) => own.length === 0) &&
    units.every(({ kind }) => kind === 'unit') &&
    words.every(({ name }) => BESIDE.has(name))
  );
}
