import { coverPairs } from './content-pairs.ts';
import type { SourceSentence } from './proof-source.ts';
import type { StatementSentence } from './statement-sentences.ts';

/** 「签订1年以上劳动合同的，发放补贴」: what opens with a condition holds under it alone. */
const OPENS_CONDITION = /(?:的|时|后|前提下|情况下|情形下)$|^(?:如|若|凡|对(?:于)?符合|未经|经)/u;
/** Fewer words than that are no condition that could be told from others. */
const FEWEST_WORDS = 3;
/** Share of a stretch from which on it is said, and under which it is left out. */
const SAID = 0.5;
const LEFT_OUT = 0.25;

const FREQUENCY =
  /每(?:两|半|[\d一二三四五六七八九十]+个?)?(?:年度?|季度?|个?月|周|星期|天|日|次)|[年季月周日](?=调度|通报|报告|巡查|检查|考核|评价)/gu;

/** Whether a sentence leaves out the condition of what it says, or says it happens more or less often. Null: neither. */
export function checkConditions(
  sentence: StatementSentence,
  aligned: readonly SourceSentence[],
): 'condition' | 'frequency' | null {
  const pairs = new Set(sentence.cells.flatMap((cell) => [...cell.pairs]));
  const isLeftOut = aligned.some(({ cells }) =>
    cells.some((cell, i) => {
      const next = cells[i + 1];
      if (!next || !OPENS_CONDITION.test(cell.normal) || cell.pairs.size < FEWEST_WORDS) return false;
      const isNextSaid = next.pairs.size > 0 && coverPairs(next.pairs, pairs) >= SAID;
      return isNextSaid && coverPairs(cell.pairs, pairs) < LEFT_OUT;
    }),
  );
  if (isLeftOut) return 'condition';
  const whole = aligned.flatMap(({ normal }) => frequenciesOf(normal));
  return frequenciesOf(sentence.normal).every((frequency) => whole.includes(frequency)) ? null : 'frequency';
}

/** 每年, 每季度, and what they are said of where it is one word: 月调度 is not 季调度. */
function frequenciesOf(normal: string): string[] {
  return [...normal.replaceAll('每日', '每天').matchAll(FREQUENCY)].map(({ 0: words, index }) =>
    words.length === 1 ? normal.slice(index, index + 3) : words,
  );
}
