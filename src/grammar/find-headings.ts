import { stripNumber } from '../domain/heading-number.ts';
import type { TextSpan } from '../domain/text-span.ts';
import { foldForComparison } from '../language/width.ts';
import { countWork } from '../turns/work-budget.ts';
import { isClosedWord } from './closed-words.ts';

/** A heading of a document with clauses below it. */
export interface Heading {
  readonly documentId: string;
  /** Headings from the top, itself last. */
  readonly path: readonly string[];
  /** Its number as clause ids have it: 4 for 四、保障措施; empty where it has none. */
  readonly number: string;
  /** The own heading of one clause. */
  readonly isLeaf: boolean;
}

/** Words of a question that name a heading; of several equally well named ones all. */
export interface HeadingMention extends TextSpan {
  readonly headings: readonly Heading[];
}

/** A piece of a heading this long names it. */
const LEAST_PIECE = 4;
/** 惠民行动 for 惠民服务便利化应用行动: first and last characters, so many of each. */
const LEAST_END = 2;
/** 原则 for 基本原则: the last characters of a heading that is hardly longer. */
const SHORT_HEADING = 6;
const LONGEST_HEADING = 40;
/** 重点任务 is a word of asking; 重点任务这部分 and “重点任务” name a part. */
const LEAST_DULL = 4;
const AS_PART = /^[”"』」]?(?:[这那](?:一|个)?|下面的?|里的?)?(?:部分|章|节|块|板块)/u;
/** 重点任务和保障措施: named beside another part. */
const BESIDE = /^(?:和|与|跟|以及|、)/u;
/** What may stand behind a noun that stands alone. */
const ENDS_NOUN = /^(?:[的有是里中下都共由，。？、]|包括|包含|主要|分别|一共|总共|部分|$)/u;
const STEPS_A_HEADING = 20;

/** A heading as it is held against texts, made once. */
interface HeadingName {
  readonly whole: string;
  /** Without its number, the first characters. */
  readonly name: string;
  /** Too short, or a closed word: it names nothing. */
  readonly isDull: boolean;
  /** Its last characters are a closed word. */
  readonly endsDull: boolean;
}

const names = new WeakMap<Heading, HeadingName>();

function nameOf(heading: Heading): HeadingName {
  const known = names.get(heading);
  if (known) return known;
  const last = heading.path.at(-1) ?? '';
  const name = foldForComparison(stripNumber(last)).slice(0, LONGEST_HEADING);
  const made = {
    whole: foldForComparison(last),
    name,
    isDull: name.length < LEAST_END || isClosedWord(name),
    endsDull: isClosedWord(name.slice(-LEAST_END)),
  };
  names.set(heading, made);
  return made;
}

/** The headings that a text names, whole, by a long piece or by their two ends; the longest mention at a place counts. */
export function findHeadings(text: string, headings: readonly Heading[]): HeadingMention[] {
  const found = new Map<string, { start: number; end: number; isWhole: boolean; headings: Heading[] }>();
  const folded = foldForComparison(text);
  if (folded.length !== text.length) return [];
  const dull: Heading[] = [];
  for (const heading of headings) {
    countWork(STEPS_A_HEADING);
    const name = nameOf(heading);
    const span = name.isDull ? null : mentionOf(name, folded);
    if (name.isDull && name.name.length >= LEAST_DULL && !heading.isLeaf) dull.push(heading);
    if (span === null || (heading.isLeaf && !span.isWhole)) continue;
    const key = `${span.start}:${span.end}`;
    const known = found.get(key);
    if (!known) found.set(key, { ...span, headings: [heading] });
    else if (known.isWhole === span.isWhole) known.headings.push(heading);
    else if (span.isWhole) found.set(key, { ...span, headings: [heading] });
  }
  for (const heading of dull) {
    const { name } = nameOf(heading);
    const start = folded.indexOf(name);
    const end = start + name.length;
    const behind = folded.slice(end);
    const next = BESIDE.exec(behind)?.[0].length;
    const isBeside = next !== undefined && [...found.values()].some((own) => own.start === end + next);
    if (start < 0 || !(AS_PART.test(behind) || isBeside)) continue;
    const known = found.get(`${start}:${end}`);
    if (known) known.headings.push(heading);
    else found.set(`${start}:${end}`, { start, end, isWhole: true, headings: [heading] });
  }
  const longest = [...found.values()].sort(
    (a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start,
  );
  const kept: HeadingMention[] = [];
  for (const { start, end, headings: own } of longest)
    if (!kept.some((other) => other.start < end && start < other.end))
      kept.push({ start, end, headings: own });
  return kept.sort((a, b) => a.start - b.start);
}

/** Headings that hold a left-over stretch of the text, where all that hold it read alike: 融合基础设施 of 全面发展融合基础设施. */
export function findHeadingPieces(
  text: string,
  runs: readonly (TextSpan & { readonly text: string })[],
  headings: readonly Heading[],
): HeadingMention[] {
  return runs.flatMap(({ start, end }) => {
    const piece = foldForComparison(text.slice(start, end));
    if (piece.length < LEAST_PIECE) return [];
    countWork(headings.length);
    const holding = headings.filter((heading) => !heading.isLeaf && nameOf(heading).whole.includes(piece));
    const isOne = new Set(holding.map(({ path }) => path.at(-1))).size === 1;
    return isOne ? [{ start, end, headings: holding }] : [];
  });
}

function mentionOf(
  { name, endsDull }: HeadingName,
  text: string,
): (TextSpan & { readonly isWhole: boolean }) | null {
  const whole = text.indexOf(name);
  if (whole >= 0 && name.length >= LEAST_END)
    return { start: whole, end: whole + name.length, isWhole: true };
  for (
    let start = text.indexOf(name.slice(0, LEAST_END));
    start >= 0;
    start = text.indexOf(name.slice(0, LEAST_END), start + 1)
  ) {
    const head = shared(name, 0, text, start);
    for (let length = head; length >= LEAST_END; length--) {
      const tail = tailOf(name, text, start + length, length);
      if (tail >= LEAST_END) return { start, end: start + length + tail, isWhole: false };
    }
    if (head >= LEAST_PIECE) return { start, end: start + head, isWhole: false };
  }
  if (name.length > SHORT_HEADING || endsDull) return null;
  const last = text.indexOf(name.slice(-LEAST_END));
  return last < 0 || !ENDS_NOUN.test(text.slice(last + LEAST_END))
    ? null
    : { start: last, end: last + LEAST_END, isWhole: false };
}

/** Characters that both texts share from their places on. */
function shared(a: string, i: number, b: string, j: number): number {
  let length = 0;
  while (i + length < a.length && j + length < b.length && a[i + length] === b[j + length]) length += 1;
  return length;
}

/** Length of the longest end of a name that stands at a place of the text and begins behind its first characters. */
function tailOf(name: string, text: string, at: number, behind: number): number {
  for (let length = Math.min(name.length - behind, text.length - at); length >= LEAST_END; length--)
    if (text.startsWith(name.slice(-length), at)) return length;
  return 0;
}
