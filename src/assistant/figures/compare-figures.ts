import { escapeMarkdown } from '../../domain/escape-markdown.ts';
import { amountOf, compareDecimals, findQuantities } from '../../language/quantities/index.ts';
import type { FigureKind } from '../../questions/asked-figure.ts';
import { perOf } from './figure-per.ts';
import type { FoundFigure } from './find-figures.ts';

/** Figures of one side that are looked at. */
const MOST = 8;
/** What it is worth that both measure the same, that both stand in one clause, and that both hold per the same. */
const SAME = 0.3;

/** Of the figures found for two sides, best first, the two that measure the same and fit best; null where there are none. */
export function pairFigures(
  first: readonly FoundFigure[],
  second: readonly FoundFigure[],
): readonly [FoundFigure, FoundFigure] | null {
  let best: readonly [FoundFigure, FoundFigure] | null = null;
  let highest = Number.NEGATIVE_INFINITY;
  const others = nearBest(second).map((b) => ({ b, per: perOf(b.figure) }));
  for (const a of nearBest(first)) {
    const perOfFirst = perOf(a.figure);
    for (const { b, per } of others) {
      if (a.figure === b.figure || a.figure.kind !== b.figure.kind) continue;
      const isNear = a.evidence.clause === b.evidence.clause;
      const score =
        a.score +
        b.score +
        SAME * likeness(a.figure.of ?? '', b.figure.of ?? '') +
        (isNear ? SAME : 0) +
        (per === perOfFirst ? SAME : 0);
      if (score <= highest) continue;
      highest = score;
      best = [a, b];
    }
  }
  return best;
}

/** Those that fit nearly as well as the best. */
function nearBest(found: readonly FoundFigure[]): readonly FoundFigure[] {
  return found.slice(0, MOST).filter(({ score }) => score >= found[0]!.score - FAR);
}

/** A figure that fits so much less is of something else. */
const FAR = 0.35;

/** Share of the pairs of the shorter text that the other has. */
function likeness(a: string, b: string): number {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  const pairs = Math.max(0, short.length - 1);
  let shared = 0;
  for (let i = 0; i < pairs; i++) if (long.includes(short.slice(i, i + 2))) shared++;
  return pairs === 0 ? 0 : shared / pairs;
}

const MORE: Readonly<Partial<Record<FigureKind, string>>> = {
  count: '多',
  duration: '长',
  length: '长',
  area: '大',
};

/** 「其他人员更高：每人260元，在校学生每人210元。」; null where the figures cannot be held against each other, as 每月 and 每年. */
export function compareFigures(
  labels: readonly [string, string],
  [a, b]: readonly [FoundFigure, FoundFigure],
): string | null {
  const [first, second] = [a, b].map(({ figure }) => findQuantities(figure.text)[0]);
  if (perOf(a.figure) !== perOf(b.figure)) return null;
  if (!first || !second || first.bound !== second.bound || first.valueTo !== null) return null;
  const [left, right] = [amountOf(first.value, first.unit), amountOf(second.value, second.unit)];
  if (left.unit !== right.unit) return null;
  const order = compareDecimals(left.value, right.value);
  const said = [
    { label: escapeMarkdown(labels[0]), text: escapeMarkdown(a.figure.text) },
    { label: escapeMarkdown(labels[1]), text: escapeMarkdown(b.figure.text) },
  ];
  if (order === 0) return `两者相同：${said[0]!.label}、${said[1]!.label}都是${said[0]!.text}。`;
  const [more, less] = order > 0 ? said : said.reverse();
  const word = MORE[a.figure.kind] ?? '高';
  return `**${more!.label}**更${word}：${more!.label}${more!.text}，${less!.label}${less!.text}。`;
}
