import { setImmediate as breathe } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import { pinyin } from 'pinyin-pro';
import { type SegmentedWord, segmentWords } from '../language/words.ts';
import { countWork } from '../turns/work-budget.ts';
import type { SlipCorrection } from './question-reading.ts';

/** Mends typing slips in a text; pure. */
export type SlipCorrector = (text: string) => {
  readonly text: string;
  readonly corrections: readonly SlipCorrection[];
};

/** One that learns its vocabulary at the first text, in one go, unless it was prepared. */
export interface PreparableCorrector extends SlipCorrector {
  /** Learns in short steps that let other work run: thousands of headings take seconds. */
  prepare(): Promise<void>;
}

/** Texts learnt in one step, some 10 ms. */
const TEXTS_A_STEP = 64;

/** Words of asking that are typed wrong as well: 签头 for 牵头, 配和 for 配合. */
const ASKING_WORDS =
  '谁牵头 谁配合 谁负责 牵头 配合 负责 责任单位 牵头单位 配合单位 哪些 单位 部门 任务 目标 多少 分工 计划 方案 意见 办法 规划 行动计划 实施方案 参与 协助'.split(
    ' ',
  );
/** Function words that are hardly ever typed for another character. */
const FIRM_WORDS = new Set(
  '是 的 和 由 在 有 谁 与 及 吗 呢 了 对 为 把 被 从 到 让 给 也 都 还 归 要 里 中 上 下 内 大 小 第 年 各 全 新 进 出 入 处 个 家 项 条 几 多 少 哪 什 么 怎 一 二 两 三 四 五 六 七 八 九 十'.split(
    ' ',
  ),
);
const SHORTEST_RUN = 3;
const LONGEST_RUN = 6;
/** What is longer than this was pasted, not typed. */
const LONGEST_MENDED = 300;
/** Reading one piece aloud takes as long as so many other steps. */
const STEPS_A_READING = 150;

/**
 * Same-sounding slips, mended only where what was typed is unknown to the documents and the mended form stands in their
 * titles, headings and names: 「绿瑟港口」 → 绿色港口, 「岸店方案」 → 岸电方案. Nasal and retroflex sounds that many people do
 * not tell apart count as the same.
 */
export function createSlipCorrector(options: {
  /** Titles, aliases, headings, unit names. */
  readonly vocabulary: readonly string[];
  /** Texts in which a typed word counts as known. */
  readonly texts: readonly string[];
}): PreparableCorrector {
  const runs = new Map<string, Set<string>>();
  const known = new Set<string>();
  const spelled = new Map<string, string>();
  const learn = (text: string, from: number, to: number) => {
    for (const [piece] of text.matchAll(/\p{Script=Han}+/gu)) {
      const sounds = soundsOf(piece);
      for (let length = from; length <= to; length++) {
        for (let at = 0; at + length <= piece.length; at++) {
          const key = sounds.slice(at, at + length).join(' ');
          const forms = runs.get(key) ?? new Set();
          forms.add(piece.slice(at, at + length));
          runs.set(key, forms);
        }
      }
    }
  };
  function* learnAll(): Generator<void> {
    for (const text of new Set(options.vocabulary)) {
      learn(text, SHORTEST_RUN, LONGEST_RUN);
      addPairs(known, text);
      for (const word of segmentWords(text)) if (word.text.length === 2) learn(word.text, 2, 2);
      yield;
    }
    for (const word of ASKING_WORDS) {
      learn(word, 2, LONGEST_RUN);
      addPairs(known, word);
    }
    for (const text of options.texts) {
      addPairs(known, text);
      yield;
    }
    for (const text of new Set([...options.vocabulary, ...SPELLED_WORDS])) {
      for (const [piece] of text.matchAll(/\p{Script=Han}+/gu)) {
        if (piece.length <= 8) spelled.set(spell(piece), piece);
        for (const word of segmentWords(piece))
          if (word.text.length >= 2) spelled.set(spell(word.text), word.text);
      }
      yield;
    }
  }
  const lessons = learnAll();
  /** True once all is learnt. */
  const learnSome = (texts: number): boolean => {
    for (let i = 0; i < texts; i++) if (lessons.next().done) return true;
    return false;
  };
  const correct: SlipCorrector = (text) => {
    learnSome(Number.POSITIVE_INFINITY);
    const written = readPinyin(text, spelled);
    const mended = mend(written.text, runs, known);
    return { text: mended.text, corrections: [...written.corrections, ...mended.corrections] };
  };
  return Object.assign(correct, {
    async prepare() {
      while (!learnSome(TEXTS_A_STEP)) await breathe();
    },
  });
}

/** Mends the first characters of a text, `LONGEST_MENDED` at most. A mended form is as long as what was typed. */
function mend(
  typed: string,
  runs: ReadonlyMap<string, ReadonlySet<string>>,
  known: ReadonlySet<string>,
): { text: string; corrections: SlipCorrection[] } {
  const corrections: SlipCorrection[] = [];
  let text = typed.slice(0, LONGEST_MENDED);
  let words: readonly SegmentedWord[] | null = null;
  for (let length = LONGEST_RUN; length >= 2; length--) {
    for (let at = 0; at + length <= text.length; at++) {
      const piece = text.slice(at, at + length);
      if (!/^\p{Script=Han}+$/u.test(piece)) continue;
      const asking = /^[谁由]/.test(piece);
      if (!asking && !hasUnknownPair(piece, known)) continue;
      countWork(STEPS_A_READING);
      const forms = runs.get(heard.memo(piece));
      if (!forms || forms.has(piece)) continue;
      const best = [...forms]
        .map((form) => ({ form, same: sameCharacters(form, piece) }))
        .sort((a, b) => b.same - a.same)[0]!;
      if (best.same < (length === 2 ? 1 : Math.ceil(length / 2))) continue;
      words ??= segmentWords(text);
      if (length === 2 && isDictionaryWord(piece, words, at)) continue;
      if (
        !(ASKING_WORDS.includes(best.form) && best.form !== '由谁') &&
        changesGoodWord(piece, best.form, words, at, known)
      )
        continue;
      if (!corrections.some((correction) => correction.typed === piece))
        corrections.push({ typed: piece, read: best.form });
      text = text.slice(0, at) + best.form + text.slice(at + length);
      words = null;
    }
  }
  return { text: text + typed.slice(LONGEST_MENDED), corrections };
}

const SPELLED_WORDS = [
  '牵头',
  '配合',
  '负责',
  '责任单位',
  '牵头单位',
  '配合单位',
  '哪些部门',
  '谁',
  '目标',
  '多少',
  '任务',
  '计划',
  '方案',
];

/** 「lvse gangkou 谁牵头」: words typed as syllables, where they spell a word of the documents. */
function readPinyin(
  text: string,
  spelled: ReadonlyMap<string, string>,
): { text: string; corrections: SlipCorrection[] } {
  const corrections: SlipCorrection[] = [];
  const read = text.replace(/[a-z]{2,}(?: [a-z]{2,})*/g, (typed) => {
    const parts = typed.split(' ');
    let result = '';
    for (let at = 0; at < parts.length; ) {
      let length = Math.min(8, parts.length - at);
      while (length > 0 && !spelled.has(parts.slice(at, at + length).join(''))) length--;
      const piece = parts.slice(at, at + Math.max(1, length)).join(' ');
      const word = length > 0 ? spelled.get(piece.replaceAll(' ', '')) : undefined;
      if (word !== undefined) corrections.push({ typed: piece, read: word });
      result += word ?? ` ${piece} `;
      at += Math.max(1, length);
    }
    return result;
  });
  return { text: corrections.length > 0 ? read : text, corrections };
}

function spell(text: string): string {
  return pinyin(text, { toneType: 'none', type: 'array', v: true }).join('');
}

function hasUnknownPair(piece: string, known: ReadonlySet<string>): boolean {
  for (let i = 0; i + 2 <= piece.length; i++) if (!known.has(piece.slice(i, i + 2))) return true;
  return false;
}

function sameCharacters(a: string, b: string): number {
  let same = 0;
  for (let i = 0; i < a.length; i++) if (a[i] === b[i]) same++;
  return same;
}

/** A two-character slip must not be a word of its own, nor lie across two words of the message. */
function isDictionaryWord(piece: string, words: readonly SegmentedWord[], at: number): boolean {
  return words.some(
    (word) =>
      word.text === piece ||
      (word.text.length >= 2 && word.start < at + 2 && at < word.end && !piece.includes(word.text)),
  );
}

/**
 * A character that stands as a function word (「是市港航局」 is no slip for 市市港航局) or in a word that the documents know
 * (「养老院人手」 is no slip for 养老院任) is left alone.
 */
function changesGoodWord(
  piece: string,
  form: string,
  words: readonly SegmentedWord[],
  at: number,
  known: ReadonlySet<string>,
): boolean {
  if ([...piece].some((character, at) => form[at] !== character && FIRM_WORDS.has(character))) return true;
  return words.some((word) => {
    const changes = [...piece].some(
      (character, i) => form[i] !== character && word.start <= at + i && at + i < word.end,
    );
    if (!changes) return false;
    return word.text.length === 1
      ? FIRM_WORDS.has(word.text)
      : (piece.length <= 3 && word.tag !== 'x') || !hasUnknownPair(word.text, known);
  });
}

function addPairs(pairs: Set<string>, text: string): void {
  for (let i = 0; i + 2 <= text.length; i++) pairs.add(text.slice(i, i + 2));
}

/** Sounds of short pieces of messages, which are alike: 由谁牵, 谁负责. */
const heard = new LRUCache<string, string>({ max: 5000, memoMethod: (piece) => soundsOf(piece).join(' ') });

/** One syllable a character, tones dropped, sounds that are often mixed up folded. */
function soundsOf(text: string): string[] {
  return pinyin(text, { toneType: 'none', type: 'array' }).map((syllable) =>
    syllable
      .replace(/^([zcs])h/, '$1')
      .replace(/^n(?=[aeiouv])/, 'l')
      .replace(/(?<=[aei])ng$/, 'n'),
  );
}
