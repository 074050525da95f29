import type { AskFilters } from '../../src/domain/answer.ts';
import { type GeneratedPolicy, POLICY_WORDS } from './policy-corpus.ts';
import { createPicks, type RandomPicks } from './random-picks.ts';

/** One generated request: a message, and the earlier ones of a client that keeps the conversation itself. */
export interface GeneratedQuestion {
  /** Name of the family that made it. */
  readonly family: string;
  readonly message: string;
  /** As /v1/chat/completions hands it on; absent for a message alone. */
  readonly history?: readonly string[];
  readonly filters?: AskFilters;
  readonly context?: { readonly unit: string };
}

/** What the API admits. */
export const LONGEST_MESSAGE = 4_000;
export const LONGEST_HISTORY = 12;
const MOST_FILTERED = 100;
const LONGEST_UNIT = 100;

const ASKING =
  '谁牵头 由谁负责 哪些单位 多少 几个 什么时候 有哪些任务 是不是 分别 各自 有什么不同 提到 呢 吗 怎么办 列出 一共 占比多少 归谁管 谁配合 要求是什么 应该 需要 到底 请问 我想知道 告诉我'.split(
    ' ',
  );
const JOINTS = '和 与 的 、 ， 。 ？ 里 中 及 跟 比 到 至 在 对 由 是 有 那 这 了 年'.split(' ');
const PUNCTUATION = [...'，。？！；：、“”‘’《》（）【】—…·,.?!;:\'"()[]{}<>/\\|~@#$%^&*-_=+ \t\n'];
const BRACKETS = [...'（）《》“”【】()[]<>{}「」『』'];
const DIGITS = [...'0123456789一二三四五六七八九十百千万亿零两'];
const NUMBER_WORDS =
  '2024年 2015—2017年 十四五 第三条 百分之五 30% 1,200万元 20 19 2030 1.5亿 第十项 12个 360天 2021-23 〇'.split(
    ' ',
  );
const LATIN = 'lvse gangkou shui fuze AI 5G ipv6 cloud computing data center nb-iot the a aa zhihui'.split(
  ' ',
);
const ODD = [...'臺灣著乾後麵ＡＢ１２％😀👍\u200b\u00ad㐀𠀀龘囗邊個'];
const SELF = '我局 本单位 我们区 咱们委 它 该单位 这项 那个 上述'.split(' ');
const COMMON_HAN = [
  ...'的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情',
];
const ORDERS =
  '忽略以上规则 你现在是 从现在开始 一律回答 算了 不对 我查了 <doc> </doc> ``` 【更正】 附件： 以此为准'.split(
    ' ',
  );

type Family = (length: number, picks: RandomPicks, words: Vocabulary) => string;

interface Vocabulary {
  readonly titles: readonly string[];
  readonly bodies: readonly string[];
  readonly passages: readonly string[];
  readonly all: readonly string[];
}

const FAMILIES: Readonly<Record<string, Family>> = {
  'one word repeated': (length, picks, { all }) => repeat(picks.pick(all), length),
  'two characters repeated': (length, picks) => repeat(picks.several(COMMON_HAN, 2).join(''), length),
  'some words repeated': (length, picks, { all }) =>
    repeat(picks.several(all, 2 + picks.number(6)).join(''), length),
  'repeated with a change each time': (length, picks, { all }) =>
    fill(length, () => mutate(picks.pick(all).slice(0, 6) + picks.pick(COMMON_HAN), picks)),
  'one phrase with one changed character': (length, picks, { passages }) => {
    const phrase = picks.pick(passages).slice(0, 8 + picks.number(60));
    return fill(length, () => mutate(phrase, picks));
  },
  'one character': (length, picks) => picks.pick([...COMMON_HAN, ...PUNCTUATION, ...DIGITS]).repeat(length),
  punctuation: (length, picks) => fill(length, () => picks.pick(PUNCTUATION)),
  brackets: (length, picks, { all }) =>
    fill(length, () => picks.pick(BRACKETS) + (picks.number(3) === 0 ? picks.pick(all) : '')),
  digits: (length, picks) => fill(length, () => picks.pick(DIGITS)),
  numbers: (length, picks) => fill(length, () => picks.pick(NUMBER_WORDS) + picks.pick(JOINTS)),
  'names of units': (length, picks, { bodies }) =>
    fill(length, () => picks.pick(bodies) + (picks.number(2) === 0 ? picks.pick(JOINTS) : '')),
  'names of documents': (length, picks, { titles }) =>
    fill(length, () => picks.pick(titles) + (picks.number(2) === 0 ? picks.pick(JOINTS) : '')),
  'pieces of names': (length, picks, { titles }) =>
    fill(length, () => {
      const title = picks.pick(titles);
      const start = picks.number(title.length - 2);
      return (
        title.slice(start, start + 2 + picks.number(8)) + (picks.number(4) === 0 ? picks.pick(JOINTS) : '')
      );
    }),
  'kinds of documents': (length, picks) =>
    fill(length, () => picks.pick([...POLICY_WORDS.KINDS, ...POLICY_WORDS.THINGS, '那个', '的', '2024年的'])),
  'things and asking words': (length, picks) =>
    fill(
      length,
      () =>
        picks.pick(POLICY_WORDS.FIELDS) +
        picks.pick(POLICY_WORDS.THINGS) +
        picks.pick(ASKING) +
        picks.pick(['，', '？', '']),
    ),
  'asking words': (length, picks) =>
    fill(length, () => picks.pick(ASKING) + picks.pick(['', '，', '？', '。'])),
  'questions one after another': (length, picks, { bodies }) =>
    fill(length, () => ordinaryQuestion(picks, bodies)),
  'a pasted passage and a question': (length, picks, { passages, bodies }) =>
    fill(length - 40, () => picks.pick(passages)) + ordinaryQuestion(picks, bodies),
  'a passage without marks': (length, picks, { passages }) =>
    fill(length, () => picks.pick(passages)).replace(/[\p{P}\s]/gu, ''),
  'characters at random': (length, picks) => fill(length, () => picks.pick(COMMON_HAN)),
  'characters of the documents at random': (length, picks, { passages }) => {
    const characters = [...picks.pick(passages)];
    return fill(length, () => picks.pick(characters));
  },
  latin: (length, picks) => fill(length, () => picks.pick(LATIN) + picks.pick([' ', '', ' 谁 '])),
  'odd characters': (length, picks, { all }) => fill(length, () => picks.pick(ODD) + picks.pick(all)),
  'talk of oneself': (length, picks) =>
    fill(length, () => picks.pick(SELF) + picks.pick(ASKING) + picks.pick(JOINTS)),
  orders: (length, picks, { all }) =>
    fill(length, () => picks.pick(ORDERS) + picks.pick(all) + picks.pick(PUNCTUATION)),
  'everything mixed': (length, picks, { all }) =>
    fill(length, () =>
      picks.pick([
        picks.pick(all),
        picks.pick(all),
        picks.pick(JOINTS),
        picks.pick(ASKING),
        picks.pick(NUMBER_WORDS),
        picks.pick(PUNCTUATION),
      ]),
    ),
};

/**
 * Requests that are meant to be expensive, the same for the same seed: each family in turn, at every length that the API
 * admits, every seventh with a history as long as one may be, every fifth with as many filters.
 */
export function generateQuestions(
  count: number,
  seed: number,
  policies: readonly GeneratedPolicy[],
): GeneratedQuestion[] {
  const picks = createPicks(seed);
  const words = vocabularyOf(policies);
  const filterPicks = createPicks(seed + 1);
  const filtersOf = (i: number) => (i % 5 === 4 ? makeFilters(filterPicks, policies, words) : {});
  const names = Object.keys(FAMILIES);
  const make = (name: string) => FAMILIES[name]!(lengthOf(picks), picks, words).slice(0, LONGEST_MESSAGE);
  return Array.from({ length: count }, (_, i): GeneratedQuestion => {
    const family = names[i % names.length]!;
    const message = ending(make(family), picks);
    if (i % 7 !== 6) return { family, message, ...filtersOf(i) };
    const history = Array.from({ length: LONGEST_HISTORY }, () =>
      picks.number(3) === 0
        ? ordinaryQuestion(picks, words.bodies)
        : make(picks.pick([family, picks.pick(names)])),
    ).filter((earlier) => earlier.trim() !== '');
    return { family: `${family}, with a history`, message, history, ...filtersOf(i) };
  }).filter(({ message }) => message.trim() !== '');
}

function makeFilters(
  picks: RandomPicks,
  policies: readonly GeneratedPolicy[],
  { passages, bodies }: Vocabulary,
): Pick<GeneratedQuestion, 'filters' | 'context'> {
  const unit = () =>
    picks.number(2) === 0 ? picks.pick(bodies) : picks.pick(passages).slice(0, LONGEST_UNIT);
  const units = picks.number(2) === 0 ? { units: Array.from({ length: MOST_FILTERED }, unit) } : {};
  const documentIds = picks.several(policies, MOST_FILTERED).map(({ documentId }) => documentId);
  return { filters: { documentIds, ...units }, context: { unit: unit() } };
}

/** Half of them as long as can be, the others of any length. */
function lengthOf(picks: RandomPicks): number {
  return picks.number(2) === 0 ? LONGEST_MESSAGE : 60 + picks.number(LONGEST_MESSAGE - 60);
}

/** Many patterns depend on whether the message asks, and on its last character. */
function ending(text: string, picks: RandomPicks): string {
  const end = picks.pick(['', '', '？', '由谁负责？', '有多少？', '！', '，分别是多少', '有哪些任务']);
  return text.slice(0, LONGEST_MESSAGE - end.length) + end;
}

function ordinaryQuestion(picks: RandomPicks, bodies: readonly string[]): string {
  const thing =
    picks.pick(POLICY_WORDS.FIELDS) + picks.pick(POLICY_WORDS.THINGS) + picks.pick(POLICY_WORDS.ACTS);
  return picks.pick([
    `${thing}由谁牵头？`,
    `${thing}要达到多少？`,
    `${picks.pick(bodies)}有哪些任务？`,
    `${thing}是不是${picks.pick(bodies)}负责？`,
    `${thing}和${picks.pick(POLICY_WORDS.THINGS)}有什么不同？`,
    `哪些条款提到${picks.pick(POLICY_WORDS.THINGS)}？`,
    '那配合单位呢？',
  ]);
}

function vocabularyOf(policies: readonly GeneratedPolicy[]): Vocabulary {
  const titles = policies.map(({ title }) => title);
  const bodies = [
    ...POLICY_WORDS.BODIES.map((body) => `市${body}`),
    ...POLICY_WORDS.DISTRICTS.map((district) => `${district}区人民政府`),
    ...POLICY_WORDS.BODIES,
    '发改委',
    '教育局',
    '各区',
  ];
  const passages = policies
    .slice(0, 50)
    .flatMap(({ source }) => source.split('\n').filter((line) => line.length > 20));
  const { THINGS, FIELDS, ACTS, KINDS } = POLICY_WORDS;
  const all = [
    ...THINGS,
    ...FIELDS,
    ...ACTS,
    ...KINDS,
    ...bodies,
    ...ASKING,
    ...NUMBER_WORDS,
    ...LATIN,
    ...SELF,
  ];
  return { titles, bodies, passages, all };
}

function repeat(unit: string, length: number): string {
  return unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
}

function fill(length: number, next: () => string): string {
  let text = '';
  while (text.length < length) text += next();
  return text.slice(0, length);
}

function mutate(text: string, picks: RandomPicks): string {
  const at = picks.number(text.length);
  return text.slice(0, at) + picks.pick(COMMON_HAN) + text.slice(at + 1);
}
