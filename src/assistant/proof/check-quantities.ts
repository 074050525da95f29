import { UNIT_ROLES } from '../../domain/responsible-unit.ts';
import { contentPairs, coverPairs } from './content-pairs.ts';
import type { ProofSource, SourceSentence } from './proof-source.ts';
import { isSameQuantity, isYear, type Quantity, quantitiesOf, readQuantities } from './read-quantities.ts';
import type { StatementSentence } from './statement-sentences.ts';

/** A figure that stands in more places than that tells nothing. */
const MOST_PLACES = 20;
/** Share of the words beside a figure that must stand beside it in the clause too. */
const BESIDE = 0.5;
/** Fewer words beside a figure (2025年6月底前完成) tell nothing. */
const FEWEST = 3;
/** Characters before and after a figure that count as beside it. */
const WINDOW = 10;
/** Share of them from which on they belong to another figure of the sentence. */
const BESIDE_ANOTHER = 0.34;

/** 「…1.5万个，同比增长20%」: such a stretch speaks of the one before. */
const CARRIES_ON = /^(?:同比|环比|比上|较|年均|增长|增幅|占|其中)/u;

/**
 * Whether every figure, date and year of a sentence stands in the clause (years and ordinals also in headings, title and
 * period), beside the same words, under the same year and bounded the same way (不低于 is not 不超过). Null: nothing is wrong.
 */
export function checkQuantities(
  sentence: StatementSentence,
  source: ProofSource,
): 'figure' | 'figure-subject' | 'figure-year' | 'figure-bound' | null {
  if (hasUnreadNumber(sentence.normal)) return 'figure';
  let year: number | null = null;
  let subject = new Set<string>();
  for (const cell of sentence.cells) {
    // 「“631”递进式预警服务」: a name.
    const quantities = readQuantities(cell.normal.replace(/["“”']\d+["“”']/gu, ''));
    const years = quantities.filter(isYear);
    const figures = quantities.filter((quantity) => !isYear(quantity));
    year = years.at(-1)?.value ?? year;
    for (const printed of years) if (!hasYear(printed, sentence.normal, source)) return 'figure-year';
    for (const figure of figures) {
      if (countsUnits(figure, cell.normal, source) || countsItems(figure, cell.normal, source)) continue;
      const words = contentPairs(cell.normal.slice(Math.max(0, figure.start - WINDOW), figure.end + WINDOW));
      const problem = checkFigure(
        figure,
        {
          closest: closestTo(figure, cell.normal),
          sentence: sentence.normal,
          year,
          words,
          subject: new Set([...subject, ...cell.pairs]),
        },
        source,
      );
      if (problem) return problem;
    }
    if (figures.length > 1 && !keepsOrder(figures, source)) return 'figure-subject';
    if (figures.length === 0) subject = new Set([...subject, ...cell.pairs]);
  }
  return null;
}

/** ②万元, −5度: numbers in signs that are not compared, or with a sign before them. */
function hasUnreadNumber(normal: string): boolean {
  return (
    /[\p{No}\p{Nl}]|(?<![\d年月日a-z\p{Script=Han})])[-−]\d/u.test(normal) ||
    /[〇○零]{2}/u.test(normal.replace(/二[〇○零]{2}/gu, ''))
  );
}

/** 「由20M提升至100M」: several figures of one stretch come in the order of a stretch of the clause. */
function keepsOrder(figures: readonly Quantity[], source: ProofSource): boolean {
  const holding = source.sentences
    .flatMap(({ cells }) => cells.map((cell) => quantitiesOf(cell).filter((one) => !isYear(one))))
    .filter((own) => figures.every((figure) => own.some((one) => isSameQuantity(one, figure))));
  if (holding.length === 0) return true;
  return holding.some((own) => {
    let at = 0;
    return figures.every((figure) => {
      const next = own.findIndex((one, i) => i >= at && isSameQuantity(one, figure));
      at = next + 1;
      return next >= 0;
    });
  });
}

/** The noun before a figure and what follows its unit: [覆盖率]达到90%, 10个工作日内[办结]. */
function closestTo({ start, end }: Quantity, text: string): string[] {
  return [
    ...contentPairs(text.slice(Math.max(0, start - 5), start)),
    ...contentPairs(text.slice(end, end + 6)),
  ];
}

/** 「有两个牵头单位」: counted in the records. */
function countsUnits({ value, end }: Quantity, text: string, { clause }: ProofSource): boolean {
  if (!/^(?:家|个)?(?:牵头|配合|责任|参与)?(?:单位|部门)/u.test(text.slice(end))) return false;
  const counts = [null, ...UNIT_ROLES].map(
    (role) =>
      new Set(clause.units.filter((unit) => role === null || unit.role === role).map(({ name }) => name))
        .size,
  );
  return counts.includes(value);
}

/** 「有三种情形」: the items of the clause, counted. */
function countsItems({ value, end }: Quantity, text: string, { clause }: ProofSource): boolean {
  if (
    !/^(?:种|个|项|类|条|方面|点)?(?:情形|情况|方面|条件|要求|内容|措施|任务|重点|步骤|类型)/u.test(
      text.slice(end),
    )
  )
    return false;
  const items =
    clause.text.match(
      /[（(][一二三四五六七八九十]{1,3}[）)]|[①-⑳]|[一二三四五六七八九十]是|(?<![\d.])\d{1,2}[.．、)）](?!\d)/gu,
    ) ?? [];
  return items.length === value;
}

interface Beside {
  /** Normalised sentence of the statement. */
  readonly sentence: string;
  readonly year: number | null;
  /** Pairs of characters within reach of the figure; right before and behind it. */
  readonly words: ReadonlySet<string>;
  readonly closest: readonly string[];
  readonly subject: ReadonlySet<string>;
}

function checkFigure(figure: Quantity, beside: Beside, source: ProofSource) {
  const places = source.sentences.flatMap((sentence) =>
    sentence.cells.flatMap((cell, i) =>
      quantitiesOf(cell)
        .filter((printed) => isSameQuantity(printed, figure))
        .map((printed) => ({ sentence, i, printed })),
    ),
  );
  if (places.length === 0) {
    const inFrame = readQuantities(source.frame).some((printed) => isSameQuantity(printed, figure));
    return inFrame ? null : ('figure' as const);
  }
  const verdicts = places.slice(0, MOST_PLACES).map(({ sentence, i, printed }) => {
    if (!isOfSameThing(beside, sentence, i, source) || !isDealtTo(beside, sentence, printed, i))
      return 'figure-subject' as const;
    if (!isOfSameYear(beside.year, sentence, i)) return 'figure-year' as const;
    const isTurned = printed.change !== null && figure.change !== null && printed.change !== figure.change;
    return printed.bound === figure.bound && !isTurned ? null : ('figure-bound' as const);
  });
  return verdicts.includes(null) ? null : verdicts[0]!;
}

/** The words beside the figure stand beside it in the clause, and not beside another one of the sentence. */
function isOfSameThing(beside: Beside, sentence: SourceSentence, at: number, source: ProofSource): boolean {
  const own = sentence.cells[at]!.pairs;
  const near = new Set<string>(own);
  /** Words beside other figures. */
  const rivals = new Set<string>();
  const others = new Set<string>();
  const carriesOn = CARRIES_ON.test(sentence.cells[at]!.normal);
  // 「7时至9时、17时至19时」: a stretch that begins with its figure shares the words of the one before.
  let first = at;
  while (first > 0 && /^\P{Script=Han}{0,2}\d/u.test(sentence.cells[first]!.normal)) first--;
  sentence.cells.forEach((cell, i) => {
    if (i === at) return;
    const hasFigure = quantitiesOf(cell).some((quantity) => !isYear(quantity));
    if (hasFigure) for (const pair of cell.pairs) rivals.add(pair);
    if (!hasFigure || (i >= first && i < at) || (carriesOn && i === at - 1))
      for (const pair of cell.pairs) near.add(pair);
    else for (const pair of cell.pairs) others.add(pair);
  });
  if (beside.closest.some((pair) => rivals.has(pair) && !own.has(pair) && !source.framePairs.has(pair)))
    return false;
  const words = new Set([...beside.words, ...beside.subject]);
  const isTold = beside.words.size >= FEWEST;
  if (isTold && coverPairs(beside.words, near, source.framePairs) < BESIDE) return false;
  const elsewhere = [...words].filter(
    (pair) => others.has(pair) && !near.has(pair) && !source.framePairs.has(pair),
  );
  return elsewhere.length < Math.max(1, BESIDE_ANOTHER * words.size);
}

/**
 * 「果蔬、肉类、水产品的流通率分别达到35%、65%、70%」: the second figure belongs to the second thing; a statement that names one of
 * the things must name that one.
 */
function isDealtTo(beside: Beside, sentence: SourceSentence, printed: Quantity, at: number): boolean {
  const dealing = sentence.cells.findIndex(({ normal }) => normal.includes('分别'));
  if (dealing < 0 || at < dealing) return true;
  const things = sentence.cells
    .slice(0, dealing + 1)
    .map(({ normal }) => contentPairs(normal.split('分别')[0]!))
    .filter(({ size }) => size > 0);
  const figures = sentence.cells
    .slice(dealing)
    .flatMap(({ normal }) => readQuantities(normal).filter((one) => !isYear(one)));
  const place = figures.findIndex((one) => one.value === printed.value && one.unit === printed.unit);
  const own = things.slice(-figures.length);
  if (own.length !== figures.length || place < 0) return true;
  if (beside.sentence.includes('分别')) {
    // Dealt out again: the same things and figures in the same order.
    const order = [...own.map((thing) => [...thing][0] ?? ''), ...figures.map(({ value }) => String(value))];
    return standInOrder(order, beside.sentence);
  }
  const words = new Set([...beside.words, ...beside.subject]);
  // The last thing carries what all share (水产品的流通率): only words of one thing tell.
  const names = own.map((thing, i) =>
    [...thing].some(
      (pair) =>
        words.has(pair) &&
        !own.some((other, j) => i !== j && j !== own.length - 1 && other.has(pair)) &&
        (i < own.length - 1 || isFirstOf(pair, own.at(-1)!)),
    ),
  );
  return names.every((isNamed) => !isNamed) || names[place]!;
}

function standInOrder(pieces: readonly string[], text: string): boolean {
  let at = 0;
  for (const piece of pieces) {
    at = text.indexOf(piece, at);
    if (at < 0) return false;
    at += piece.length;
  }
  return true;
}

/** Whether a pair is the first of a thing's words: 水产 of 水产品的流通率. */
function isFirstOf(pair: string, thing: ReadonlySet<string>): boolean {
  return [...thing][0] === pair;
}

/** A year that the clause's sentence puts over the figure must be the one that the statement puts over it. */
function isOfSameYear(year: number | null, sentence: SourceSentence, at: number): boolean {
  if (year === null) return true;
  const before = sentence.cells
    .slice(0, at + 1)
    .flatMap((cell) => quantitiesOf(cell).filter(isYear))
    .at(-1);
  return before === undefined || before.value === year;
}

/**
 * A year stands in the clause or a heading. What only title, number or period have holds where they are named (《…（2022—2024年）》), and a
 * period of one year for all.
 */
function hasYear(printed: Quantity, sentence: string, source: ProofSource): boolean {
  const has = (text: string) => readQuantities(text).some((own) => own.value === printed.value);
  if (has(source.body) || has(source.path) || source.onlyYear === printed.value) return true;
  return /[《〔(]/u.test(sentence) && has(source.frame);
}
