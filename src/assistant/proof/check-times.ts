import type { ProofSource, SourceCell, SourceSentence } from './proof-source.ts';
import { isSameQuantity, isYear, type Quantity, quantitiesOf, readQuantities } from './read-quantities.ts';
import type { StatementSentence } from './statement-sentences.ts';

/** 「6月底前」, 「年底前」, 「三年内」, 「“十四五”期间」: by when, without the number of a year. */
const TERM =
  /(?:[\d一二三四五六七八九十]{1,3}月|年|季度|月)(?:底|末)前?|[\d一二三四五六七八九十]{1,3}月(?:[\d一二三四五六七八九十]{1,3}日)?前|(?:[\d一二两三四五六七八九十]{1,3}|未来[\d一二两三四五六七八九十]{1,3})(?:年|个月)(?:之|以)?内|["“]?十[一二三四五六]五["”]?(?:规划)?(?:时期|期间|期末|末)|[上下]半年|近期|远期/gu;
/** 「每年培训500人」, 「年均增长5%」: over which time the figure is counted. */
const PERIOD = /每(?:个)?(?:年|季度|月|周|天|日)|(?:年|月|日)均|全年/gu;
/** A stretch that only says when: 到2020年, 力争2025年底前. */
const ONLY_WHEN = 3;

/** What a figure of the clause is said under; each entry holds ways to say it, one of which must stand in the statement. */
type Times = readonly (readonly string[])[];

/**
 * Whether every figure of a sentence keeps the time that the clause puts it under: the year by which (到2020年，…达到50%), another term, the
 * period that it is counted over (每年). A target without its year reads as if it held at once, and always. `told` is the statement up to
 * the end of the sentence. Null: nothing is left out.
 */
export function checkTimes(
  sentence: StatementSentence,
  aligned: readonly SourceSentence[],
  source: ProofSource,
  told: string,
): 'figure-time' | null {
  const own = readQuantities(sentence.normal).filter((quantity) => !isYear(quantity));
  const years = new Set(
    readQuantities(told)
      .filter(isYear)
      .map(({ value }) => value),
  );
  const isSaid = (way: string) => (/^\d{4}$/.test(way) ? years.has(Number(way)) : told.includes(way));
  const keepsTimes = (times: Times) => times.every((ways) => ways.some(isSaid));
  for (const figure of own) {
    const places = aligned.flatMap((from) =>
      from.cells.flatMap((cell, at) =>
        quantitiesOf(cell)
          .filter((printed) => !isYear(printed) && isSameQuantity(printed, figure))
          .map((printed) => timesOf(printed, at, from, source)),
      ),
    );
    if (places.length > 0 && !places.some(keepsTimes)) return 'figure-time';
  }
  return null;
}

function timesOf(figure: Quantity, at: number, sentence: SourceSentence, source: ProofSource): Times {
  const cell = sentence.cells[at]!;
  const term = termOf(figure, at, sentence) ?? headTerm(sentence, source);
  const periods = matchesOf(PERIOD, cell.normal).map((period) => [period]);
  const year = term?.length === 1 && /^\d{4}$/.test(term[0]!) ? Number(term[0]) : null;
  // In a document of one year that year goes without saying.
  return [...(term && (year === null || year !== source.onlyYear) ? [term] : []), ...periods];
}

/** The year or term that stands nearest before a figure, else right behind it: 「建成10个，2023年底前完成」. */
function termOf(figure: Quantity, at: number, { cells }: SourceSentence): readonly string[] | null {
  const own = cells[at]!;
  const before = lastTerm(own.normal.slice(0, figure.start));
  if (before) return before;
  for (let i = at - 1; i >= 0; i--) {
    const term = lastTerm(cells[i]!.normal);
    if (term) return term;
  }
  const behind = own.normal.slice(figure.end);
  if (/前|底|末|内/u.test(behind) && lastTerm(behind)) return lastTerm(behind);
  const next = cells[at + 1];
  return next && isTerm(next) ? lastTerm(next.normal) : null;
}

/** 「到2025年，…达到50%；…达到60%」: what stands at the head holds behind a semicolon too. */
function headTerm(sentence: SourceSentence, { sentences, clause }: ProofSource): readonly string[] | null {
  for (let i = sentences.indexOf(sentence) - 1; i >= 0; i--) {
    const before = sentences[i]!;
    if (!/[；;]$/u.test(clause.text.slice(before.start, before.end))) return null;
    const head = before.cells[0];
    if (head && isTerm(head)) return lastTerm(head.normal);
  }
  return null;
}

function isTerm({ normal, pairs }: SourceCell): boolean {
  return pairs.size < ONLY_WHEN && lastTerm(normal) !== null;
}

/** Ways to say the last time of a text: its year, or the words of a term. */
function lastTerm(text: string): readonly string[] | null {
  const year = readQuantities(text).findLast((quantity) => isYear(quantity) && quantity.unit === '年');
  if (year) return [String(year.value)];
  const term = matchesOf(TERM, text).at(-1);
  return term === undefined ? null : [term];
}

function matchesOf(pattern: RegExp, text: string): string[] {
  return [...text.matchAll(pattern)].map(([words]) => words);
}
