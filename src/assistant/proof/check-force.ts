import { contentPairs, coverPairs } from './content-pairs.ts';
import type { ProofSource, SourceCell, SourceSentence } from './proof-source.ts';
import type { StatementSentence } from './statement-sentences.ts';

/**
 * Words that decide how strongly, how widely or whether at all something holds. A statement that has a word of a class which
 * the clause lacks at that place says more than the clause (`mayAdd` false); one that loses such a word makes a trial general
 * or a wish a duty (`mayDrop` false).
 */
interface ForceClass {
  readonly name: string;
  readonly words: RegExp;
  readonly mayAdd: boolean;
  readonly mayDrop: boolean;
}

const NEGATION = new RegExp(
  [
    '不得|不准|不许|不允许|不应|不能|不可(?!或缺)|不再|不予|不需|不必|不宜|不含|不包括|不属于|不承担|不收取?|不给予|不适用|不实行|不纳入|不列入|不影响|不用',
    '严禁|禁止|无需|无须|未(?!来)|没有|并非|不是|除外|取消|停止|暂停|杜绝',
    '(?<![毫从绝并且而])不(?![低少高大小超多足断仅同动限良但久便平衡景凡可论只管含再予得准许应能需必宜属承收给适实纳列影用])(?=\\p{Script=Han})',
  ].join('|'),
  'u',
);

const CLASSES: readonly ForceClass[] = [
  { name: 'negation', words: NEGATION, mayAdd: false, mayDrop: false },
  {
    name: 'must',
    words:
      /必须|应当|应该|务必|须(?!知)|(?<![响适对反供相效回答呼])应(?![用急对答聘届变力激收付])|一定要|强制/u,
    mayAdd: false,
    mayDrop: true,
  },
  {
    name: 'may',
    words:
      /可以|准许|(?<!不)允许|(?<![认许不])可(?![以持再视信靠研行及追溯复制控见用操能])(?=\p{Script=Han})|可由|可向|可按/u,
    mayAdd: false,
    mayDrop: false,
  },
  { name: 'encourage', words: /鼓励|倡导|提倡|引导|支持|探索|推荐/u, mayAdd: false, mayDrop: false },
  {
    name: 'effort',
    words:
      /力争|争取|努力|尽量|尽可能|原则上|逐步|适时|稳妥|有条件|视情|一般|基本(?!公共|养老|医疗|农田|原则|单元|生活|药物|建设|制度)/u,
    mayAdd: false,
    mayDrop: false,
  },
  {
    name: 'pilot',
    words:
      /试点|试行|先行先试|试运行|部分(?!门)|重点(?=区域|领域|行业|企业|单位|地区|部位|路段|人群|场所|园区|街)/u,
    mayAdd: false,
    mayDrop: false,
  },
  { name: 'priority', words: /优先/u, mayAdd: false, mayDrop: false },
  {
    name: 'all',
    words:
      /全面|全部|所有|一律|全覆盖|普遍|任何|全体|全市(?:范围|所有|各)|各类(?=\p{Script=Han})|无一例外|每(?:个|家|户|所|天|日)|全年|随时|永久|长期|必定/u,
    mayAdd: false,
    mayDrop: true,
  },
  { name: 'only', words: /仅(?!仅)|只(?=有|能|限|由|在|需|要|对|适)|唯一/u, mayAdd: false, mayDrop: false },
  {
    name: 'unless',
    words: /除.{1,20}外|除外|以外|之外|但(?:书|是)?(?=.{0,12}(?:除外|另有))|另有规定|特殊情况|确需|紧急情况/u,
    mayAdd: false,
    mayDrop: false,
  },
  { name: 'share', words: /[一大过]半|多数|大部分|少数|分之/u, mayAdd: false, mayDrop: true },
  { name: 'rise', words: /增长|提高|提升|上升|增加|扩大|增强|上浮/u, mayAdd: false, mayDrop: true },
  { name: 'fall', words: /下降|降低|减少|压减|缩短|削减|下浮|减免/u, mayAdd: false, mayDrop: true },
];

/** Classes of which one stands for the other: 严禁 is no 不得 by letter, 允许 is 可以. 不得超过 is a bound, looked at with the figure. */
const BOUND_NEGATION = /不(?:得)?(?:低于|少于|小于|高于|超过|大于|多于)/gu;

/** Share of a stretch of the clause that a sentence must say before the stretch's words of force hold for it. */
const SAID = 0.5;
/** The same where the sentence says the very words behind the word of force: 优先[组织加固]. */
const PARTLY_SAID = 0.25;

/**
 * Whether a sentence is as strong, as wide and of the same sign as what the clause says at that place. Null: it is; else the
 * class that differs.
 */
export function checkForce(
  sentence: StatementSentence,
  aligned: readonly SourceSentence[],
  source: ProofSource,
): string | null {
  const pairs = new Set(sentence.cells.flatMap((cell) => [...cell.pairs]));
  const cells = aligned.flatMap((one) => one.cells);
  const whole = plain(aligned.map(({ normal }) => normal).join('。'));
  const own = plain(sentence.normal);
  for (const force of CLASSES) {
    const has = force.words.test(own);
    if (has && !force.mayAdd && !force.words.test(whole) && !force.words.test(source.frame))
      return force.name;
    if (!has && !force.mayDrop && cells.some((cell) => holdsFor(force, cell, pairs))) return force.name;
  }
  return checkSigns(sentence, aligned);
}

/** Signs that a stretch shares with the stretch of the clause it follows: not, up, down. */
const SIGNS = ['negation', 'rise', 'fall'] as const;

/** A sign must stand where the clause has it: 「不得占用通道，可以临时停车」 does not say 「不得临时停车」. */
function checkSigns({ cells, normal }: StatementSentence, aligned: readonly SourceSentence[]): string | null {
  const sources = aligned.flatMap((sentence) => sentence.cells.map((cell) => ({ cell, sentence })));
  for (const cell of cells) {
    if (cell.pairs.size < 2) continue;
    const best = sources
      .map((candidate) => ({ ...candidate, cover: coverPairs(cell.pairs, candidate.cell.pairs) }))
      .sort((a, b) => b.cover - a.cover)[0];
    if (!best || best.cover < FOLLOWS) continue;
    for (const sign of SIGNS) {
      const { words } = CLASSES.find(({ name }) => name === sign)!;
      const own = words.test(plain(cell.normal));
      const theirs = words.test(plain(best.cell.normal));
      if (own && !theirs && (sign !== 'negation' || !words.test(plain(best.sentence.normal)))) return sign;
      if (!own && theirs && sign === 'negation' && !words.test(plain(normal))) return sign;
    }
  }
  return null;
}

/** Share of a stretch's words in a stretch of the clause from which on it follows that one. */
const FOLLOWS = 0.6;

/** Whether a stretch of the clause has a word of the class, and the sentence says that stretch or what the word stands before. */
function holdsFor(force: ForceClass, cell: SourceCell, pairs: ReadonlySet<string>): boolean {
  const text = plain(cell.normal);
  const match = force.words.exec(text);
  if (!match || cell.pairs.size === 0) return false;
  const cover = coverPairs(cell.pairs, pairs);
  if (cover >= SAID) return true;
  const behind = contentPairs(text.slice(match.index + match[0].length).slice(0, 4));
  return cover >= PARTLY_SAID && behind.size >= 2 && coverPairs(behind, pairs) === 1;
}

function plain(text: string): string {
  return text.replace(BOUND_NEGATION, '');
}
