import type { KeywordIndex } from '../clause-index/ports/keyword-index.ts';
import { isFunctionWord, normaliseForTerms, segmentWords } from '../language/words.ts';
import { otherForms } from './other-forms.ts';

/** One content word of a topic and what its presence is worth. */
export interface TopicWord {
  /** Lower case, simplified. */
  readonly text: string;
  /** Worth of the whole word; rare words are worth more. */
  readonly weight: number;
  /** Character pairs (or the token itself) with their share of the word, summing to 1. */
  readonly pieces: readonly { readonly text: string; readonly share: number }[];
  /** Written otherwise in official texts: 网贷 → 网络借贷. */
  readonly alternatives: readonly string[];
  /** No clause has the word, nor any of its pieces. */
  readonly isUnknown: boolean;
}

export interface WeighedTopic {
  readonly runs: readonly string[];
  readonly words: readonly TopicWord[];
  /** Sum of the words' weights. */
  readonly total: number;
}

/** General verbs of policy language: they tell topics apart only a little. */
const WEAK_WORDS = new Set(
  '建设 推进 推动 加快 加强 发展 提升 完善 实施 开展 促进 打造 支持 强化 健全 建立 构建 创建 鼓励 引导 优化 深化 落实 管理 服务 系统 平台 项目 体系 应用 领域 重点 工程 产业 企业 能力 水平 机制 工作 改革 创新 组织 方面 城市 全面 积极 进一步 发挥 作用 相关 有关 方式 进行 保障 政策 政府 国家 行业 地区 区域 技术 信息 数量 总数 累计 预计 计划 方案 贯彻 贯彻落实 规模 新增 新建 增加 成立 设立 建成 建 搞好 做好 用户'.split(
    ' ',
  ),
);
const WEAK_FACTOR = 0.4;

/**
 * Splits a topic into words and weighs them by how few clauses have them. A word that is unknown to all clauses keeps the
 * weight of a rare one: 「低空经济产业园」 must not be answered by what any 产业园 does.
 */
export async function weighTopic(runs: readonly string[], keywords: KeywordIndex): Promise<WeighedTopic> {
  const texts = [...new Set(runs.flatMap(splitRun))];
  const pieces = new Map(texts.map((text) => [text, piecesOf(text)]));
  const all = [...new Set([...pieces.values()].flat())];
  const [unknown = 1, ...values] = await keywords.inverseDocumentFrequency(['\u0000', ...all]);
  const idf = new Map(all.map((piece, i) => [piece, values[i] ?? unknown]));
  const words = texts.map((text): TopicWord => {
    const own = pieces.get(text)!;
    const sum = own.reduce((total, piece) => total + idf.get(piece)!, 0) || 1;
    const rarity = Math.max(...own.map((piece) => idf.get(piece)!));
    const weak = WEAK_WORDS.has(text) ? WEAK_FACTOR : 1;
    return {
      text,
      weight: weak * (rarity / unknown) * Math.min(2, 0.5 + text.length / 4),
      pieces: own.map((piece) => ({ text: piece, share: idf.get(piece)! / sum })),
      alternatives: otherForms(text),
      isUnknown: own.every((piece) => idf.get(piece)! >= unknown),
    };
  });
  return { runs, words, total: words.reduce((total, word) => total + word.weight, 0) };
}

function splitRun(run: string): string[] {
  const words: string[] = [];
  let single = '';
  for (const { text } of segmentWords(normaliseForTerms(run))) {
    if (/^[\p{P}\p{S}\s]*$/u.test(text)) continue;
    if (text.length === 1 && /\p{Script=Han}/u.test(text)) {
      if (!isFunctionWord(text)) single += text;
      continue;
    }
    if (single !== '') words.push(single);
    single = '';
    if (!isFunctionWord(text)) words.push(text);
  }
  if (single !== '') words.push(single);
  return words;
}

/** Pairs of a Chinese word; a Latin or number token stays whole. */
function piecesOf(word: string): string[] {
  const pieces: string[] = [];
  for (const [run] of word.matchAll(/\p{Script=Han}+|[a-z0-9.+-]+/gu)) {
    if (run.length <= 2 || /^[a-z0-9.+-]/.test(run)) pieces.push(run);
    else for (let i = 0; i + 1 < run.length; i++) pieces.push(run.slice(i, i + 2));
  }
  return pieces.length > 0 ? [...new Set(pieces)] : [word];
}
