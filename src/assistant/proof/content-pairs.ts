import { normaliseForTerms } from '../../language/words.ts';

/** Characters of grammar: a pair with one of them says nothing about content. */
const GRAMMAR =
  /[的了和与及或等并在为是于由对将把被也都还其该此这那之以所而则且向从至到中各每有使让给就又再着过个项条我你他它们吗呢吧]/u;

/**
 * Words with which a statement reports what a clause says, and words of role, force and number, which have checks of their
 * own: neither for nor against.
 */
const REPORTING = new RegExp(
  [
    '根据|按照|依据|文件|条款|方案|计划|规定|要求|明确|提出|指出|写明|载明|强调|原文|包括|具体|主要|目标|任务|内容|措施|相关|有关|方面|以下|如下|其中|同时|此外|另外|也就|就是|分别|共同|承担|工作|需要|进行|开展|以及|并且|这项|该项|一是|二是|三是|完成',
    '牵头|配合|协助|责任|负责|参与|单位|部门|机构',
    '应当|必须|不得|可以|鼓励|禁止|严禁|不能|不可|允许|力争|争取|原则上|一律|所有|全部',
    '不低于|不少于|不高于|不超过|至少|至多|以上|以下|以内|超过|低于|高于|达到|左右|大约|底前|年底|之前|之后',
  ].join('|'),
  'gu',
);

/** The writing that proofs compare: simplified, ASCII width, lower case, without white space. */
export function normalForm(text: string): string {
  return normaliseForTerms(text).replace(/\s+/gu, '');
}

/** Normalised text with line breaks in place of what has checks of its own. */
export function withoutReporting(normal: string): string {
  return normal.replace(REPORTING, '\n');
}

/**
 * Pairs of neighbouring Chinese characters and Latin words that carry content. Numbers are left out: they are compared by
 * value elsewhere.
 */
export function contentPairs(text: string): Set<string> {
  const pairs = new Set<string>();
  const plain = withoutReporting(normalForm(text));
  for (const [run] of plain.matchAll(/[\u3400-\u9fff]+/gu)) {
    for (let i = 0; i + 1 < run.length; i++) {
      const pair = run.slice(i, i + 2);
      if (!GRAMMAR.test(pair)) pairs.add(pair);
    }
  }
  for (const [word] of plain.matchAll(/[a-z][a-z0-9+.-]*/gu)) pairs.add(word);
  return pairs;
}

/** Share of `pairs` that stand in one of `sets`, 0 … 1; 1 for none. */
export function coverPairs(pairs: ReadonlySet<string>, ...sets: readonly ReadonlySet<string>[]): number {
  if (pairs.size === 0) return 1;
  let found = 0;
  for (const pair of pairs) if (sets.some((set) => set.has(pair))) found++;
  return found / pairs.size;
}
