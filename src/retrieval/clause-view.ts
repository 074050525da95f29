import type { ClauseRecord } from '../domain/clause.ts';
import { HEADING_NUMBER, stripNumber } from '../domain/heading-number.ts';
import type { TextSpan } from '../domain/text-span.ts';
import { normaliseForTerms } from '../language/words.ts';

/** A sentence of a clause: place in the clause's `text` and its normalised writing, that of a short cell behind the heading of its column. */
export interface ClauseSentence extends TextSpan {
  readonly normal: string;
}

/** A clause made ready for scoring, once per record. */
export interface ClauseView {
  readonly clause: ClauseRecord;
  readonly title: string;
  /** Headings above the clause, the nearest last. */
  readonly trail: string;
  /** Whole text without unit phrases. */
  readonly body: string;
  /** Sentences that state something: without number, heading and unit phrases. */
  readonly sentences: readonly ClauseSentence[];
}

const views = new WeakMap<ClauseRecord, ClauseView>();

export function viewClause(clause: ClauseRecord): ClauseView {
  const known = views.get(clause);
  if (known) return known;
  const sentences = splitSentences(clause);
  const headings = clause.path.map(stripNumber).filter((heading) => heading !== clause.title);
  const view: ClauseView = {
    clause,
    title: normaliseForTerms(clause.title),
    trail: normaliseForTerms(headings.join(' ')),
    body: normaliseForTerms(
      [
        clause.title,
        ...sentences.map(({ start, end }) => headingAt(clause, start) + clause.text.slice(start, end)),
      ].join(' '),
    ),
    sentences,
  };
  views.set(clause, view);
  return view;
}

/** The number of a row before its first words: 「12 建设岸电设施」, not 「12套岸电设施」. */
const ROW_NUMBER = /^\s*\d{1,3}(?:\s*[.、．]|\s)\s*(?=\p{Script=Han})/u;

/** 「第六条　市规划局负责用地保障，…」: units told in the middle of a sentence are part of what it states. */
function saysMore(rest: string): boolean {
  return rest.replace(/[^\p{Script=Han}]/gu, '').length >= LEAST_SAID;
}

const LEAST_SAID = 4;
const ONLY_DATE = /^[\d年月日底前内、—–\-.\s]*$/u;

/** What stands above the column of the cell at a place, before a blank; empty for text that is no short cell. */
export function headingAt({ cells = [] }: ClauseRecord, at: number): string {
  let low = 0;
  let high = cells.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cells[middle]!.end <= at) low = middle + 1;
    else high = middle;
  }
  const cell = cells[low];
  return cell && cell.start <= at && cell.end - cell.start <= LONGEST_LABELLED ? `${cell.heading} ` : '';
}

/** A longer cell says by itself what it is. */
const LONGEST_LABELLED = 40;

/** Splits at 。！？； and line ends; cuts the heading and the unit phrases off. */
function splitSentences(clause: ClauseRecord): ClauseSentence[] {
  const { text } = clause;
  const cuts = clause.units.flatMap((unit) => (unit.textSpan === null ? [] : [unit.textSpan]));
  const sentences: ClauseSentence[] = [];
  let title: ClauseSentence | null = null;
  for (const match of text.matchAll(/[^。！？；\n]+[。！？；]?/g)) {
    let start = match.index;
    let end = start + match[0].length;
    const cut = cuts.find((span) => span.start < end && start < span.end);
    if (cut) {
      if (cut.start <= start) start = Math.min(end, cut.end);
      else if (!saysMore(text.slice(cut.end, end))) end = cut.start;
    }
    if (start === 0) start += ROW_NUMBER.exec(text)?.[0].length ?? 0;
    while (start < end && /[\s)）】]/.test(text[start]!)) start++;
    while (start < end && /[\s（(【]/.test(text[end - 1]!)) end--;
    const sentence = text.slice(start, end);
    const heading = headingAt(clause, start);
    const isShort = sentence.replace(/[\p{P}\p{S}\s\d]/gu, '').length < 2;
    // A short cell states something below its heading; a number before everything else is the row's own.
    if (isShort && (heading === '' || start === 0 || !/\d/u.test(sentence))) continue;
    if (clause.title !== '' && stripNumber(sentence) === clause.title && sentences.length === 0) {
      title = { start, end, normal: normaliseForTerms(sentence) };
      continue;
    }
    sentences.push({ start, end, normal: normaliseForTerms(heading + sentence) });
  }
  // A row of a table that has only its deadline behind its title states what the title says.
  if (title !== null && sentences.every(({ normal }) => ONLY_DATE.test(normal))) return [title, ...sentences];
  if (sentences.length > 0 || text.trim() === '') return sentences;
  // Only the title is there (a row of a table): it is the statement, without its number and its units.
  const start = (HEADING_NUMBER.exec(text) ?? /^\s*/.exec(text))?.[0].length ?? 0;
  let end = Math.min(text.length, ...cuts.map((span) => span.start).filter((at) => at > start));
  while (end > start && /\s/.test(text[end - 1]!)) end--;
  return [{ start, end, normal: normaliseForTerms(text.slice(start, end)) }];
}
