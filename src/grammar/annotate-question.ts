import type { PolicyDocument } from '../domain/policy-document.ts';
import type { TextSpan } from '../domain/text-span.ts';
import { findDeadlines } from '../language/deadlines.ts';
import { type SegmentedWord, segmentWords } from '../language/segmenter.ts';
import { isAbbreviationOf } from '../questions/abbreviated-name.ts';
import { findDocuments } from '../questions/find-documents.ts';
import { type FoundUnit, findUnits } from '../questions/find-units.ts';
import { findYears } from '../questions/find-years.ts';
import { countWork } from '../turns/work-budget.ts';
import type { UnitDirectory } from '../units/directory/unit-directory.ts';
import { isDistrictGovernment } from '../units/district-government.ts';
import { CLOSED, type WordClass } from './closed-words.ts';
import type { DocumentFact } from './fact-words.ts';
import { findHeadingPieces, findHeadings, type Heading, type HeadingMention } from './find-headings.ts';
import { readFacts } from './read-facts.ts';
import { readSectionReference, type SectionReference } from './section-reference.ts';

/** What a question is read against. */
export interface GrammarOptions {
  readonly documents: readonly PolicyDocument[];
  readonly unitDirectory: UnitDirectory;
  readonly knownUnits: readonly string[];
  readonly collectives: readonly string[];
  readonly jurisdiction: string | null;
  /** Whom 我局 means; null where it is not known. */
  readonly selfUnit: string | null;
  /** Short names of the places that the documents are of: 天津. */
  readonly home: readonly string[];
  /** Of the documents that may be meant. */
  readonly headings: readonly Heading[];
}

/** A closed word of the question. */
export interface Word extends TextSpan {
  readonly name: WordClass;
  readonly text: string;
}

export interface DayMention extends TextSpan {
  /** Last day, ISO. */
  readonly date: string;
  readonly text: string;
}

/** A question taken apart into names and closed words. */
export interface Annotated {
  readonly text: string;
  readonly words: readonly Word[];
  readonly units: readonly FoundUnit[];
  /** Documents that are named, by id; empty where none is. */
  readonly documentIds: readonly string[];
  readonly headings: readonly HeadingMention[];
  readonly sections: readonly SectionReference[];
  readonly days: readonly DayMention[];
  readonly years: readonly number[];
  /** Printed names of all districts together: 各区人民政府. */
  readonly districtCollectives: readonly string[];
  /** The same, and printed names of single ones. */
  readonly districtNames: readonly string[];
  /** What is asked of documents about themselves. */
  readonly facts: readonly DocumentFact[];
  /** What stands in none of them; empty where the whole question is explained. */
  readonly rest: readonly string[];
}

/** Questions longer than this tell a story. */
export const LONGEST_STRUCTURED = 120;
const STEPS_A_CHARACTER = 100;
/** A piece of a title this long may stand for the document. */
const LEAST_PIECE = 3;
/** 各区人民政府, 有关区县政府 */
const DISTRICTS = /(?:各|有关|相关)[^市州省]{0,3}[区县]/u;
/** 区政府, 各区县政府: no one of them. */
const ANY_DISTRICT = /^(?:各|有关|相关)?(?:区|县|区县)(?:级)?(?:人民)?政府$/u;
/** As many as a query may name. */
const MOST_DISTRICTS = 20;

/** Takes a normalised question apart. */
export function annotateQuestion(text: string, options: GrammarOptions): Annotated {
  countWork(STEPS_A_CHARACTER * text.length);
  const years = findYears(text);
  const mentions = findDocuments(text, options.documents, years);
  const byNumber = findNumbers(text, options.documents);
  const taken: TextSpan[] = [...mentions.spans.map((span) => wholeMention(text, span)), ...byNumber];
  const isFree = (span: TextSpan) => !taken.some((own) => own.start < span.end && span.start < own.end);
  const claim = <Span extends TextSpan>(spans: readonly Span[]): Span[] => {
    const free = spans.filter(isFree);
    taken.push(...free);
    return free;
  };
  const units = claim(
    findUnits(text, options.unitDirectory, options.knownUnits, options).filter(
      ({ kind, names, bySuccession, mention }) =>
        (kind !== 'function' || names.length + bySuccession.length === 1) && !ANY_DISTRICT.test(mention),
    ),
  );
  const headings = claim(findHeadings(text, options.headings));
  const sections = claim(findSections(text));
  const asked = readFacts(maskSpans(text, taken));
  claim(asked.spans);
  const days = claim(
    findDeadlines(text, yearOf(options.documents, mentions.named)).map(
      ({ start, end, date, text: printed }) => ({ start, end, date, text: printed }),
    ),
  );
  const ownYears = claim(years);
  claim(findHome(text, options.home));
  const segments = segmentWords(text);
  const namedSpans = [...taken];
  const words = wholeWords(findWords(text, isFree), segments, taken);
  taken.push(...words);
  let rest = restOf(text, taken, segments).filter((run) => !isAside(run, text, words, segments, namedSpans));
  const byName = mentions.named.length > 0 || mentions.spans.length === 0 ? mentions.named : mentions.likely;
  const named = byNumber.length > 0 ? byNumber.map(({ documentId }) => documentId) : byName;
  const meant = options.headings.filter(({ documentId }) => named.length === 0 || named.includes(documentId));
  if (headings.length === 0) {
    const pieces = findHeadingPieces(text, rest, meant);
    headings.push(...pieces);
    taken.push(...pieces);
    rest = rest.filter((run) => !pieces.some(({ start, end }) => start <= run.start && run.end <= end));
  }
  const isOfTasks = ({ end }: Run) => words.some(({ name, start }) => name === 'task' && start === end);
  const pieces = rest.filter((run) => run.text.length >= LEAST_PIECE || isOfTasks(run));
  const byTitle = named.length > 0 ? null : documentOfPieces(pieces, options.documents);
  if (byTitle !== null) rest = rest.filter((run) => !byTitle.pieces.has(run.text));
  return {
    text,
    words,
    units,
    documentIds: byTitle === null ? named : [byTitle.documentId],
    headings,
    sections,
    days,
    facts: asked.facts,
    years: ownYears.flatMap(({ from, to }) => [from, to]),
    districtCollectives: options.collectives.filter((name) => DISTRICTS.test(name)).slice(0, MOST_DISTRICTS),
    districtNames: [...options.collectives, ...options.knownUnits]
      .filter((name) => DISTRICTS.test(name) || isDistrictGovernment(name))
      .slice(0, MOST_DISTRICTS),
    rest: rest.map((run) => run.text),
  };
}

/** The year that the documents that may be meant share, for days without a year. */
function yearOf(documents: readonly PolicyDocument[], named: readonly string[]): { year?: number } {
  const meant =
    named.length > 0 ? documents.filter(({ documentId }) => named.includes(documentId)) : documents;
  const years = new Set(meant.map(ownYear));
  const [year] = years;
  return years.size === 1 && year !== null && year !== undefined ? { year } : {};
}

function ownYear({ period, issuedOn }: PolicyDocument): number | null {
  if (period) return period.from === period.to ? period.to : null;
  return issuedOn === null ? null : Number(issuedOn.slice(0, 4));
}

/** 【今】年的分工表, 分工表【的通知】: what belongs to the name at its ends. */
function wholeMention(text: string, { start, end }: TextSpan): TextSpan {
  const isTorn = text[start] === '年' && /[今去前明本当]/u.test(text[start - 1] ?? '');
  const carrier = CARRIER.exec(text.slice(end))?.[0].length ?? 0;
  return { start: isTorn ? start - 1 : start, end: end + carrier };
}

/** What a plan or table is sent out with. */
const CARRIER = /^的?(?:通知|函|公告|通告|文件)(?!书)/u;

/** The one document whose title holds what is left of the question: 车联网 of 车联网任务. */
function documentOfPieces(
  rest: readonly Run[],
  documents: readonly PolicyDocument[],
): { readonly documentId: string; readonly pieces: ReadonlySet<string> } | null {
  const pieces = rest.map(({ text }) => text).filter((text) => text.length > 1);
  countWork(documents.length * pieces.length);
  const held = pieces.map((piece) => ({
    piece,
    by: documents.filter(({ title, aliases }) =>
      [title, ...aliases].some(
        (name) => name.includes(piece) || (piece.length > LEAST_PIECE && isAbbreviationOf(piece, name)),
      ),
    ),
  }));
  const found = held.filter(({ by }) => by.length === 1);
  const ids = new Set(found.map(({ by }) => by[0]!.documentId));
  const [documentId] = ids;
  if (documentId === undefined || ids.size > 1) return null;
  return { documentId, pieces: new Set(found.map(({ piece }) => piece)) };
}

/** Documents that are named by their number: 云政发〔2025〕6号. */
function findNumbers(
  text: string,
  documents: readonly PolicyDocument[],
): (TextSpan & { readonly documentId: string })[] {
  return documents.flatMap(({ documentId, documentNumber }) => {
    countWork(1);
    const at = documentNumber ? text.indexOf(documentNumber) : -1;
    return at < 0 ? [] : [{ documentId, start: at, end: at + documentNumber!.length }];
  });
}

/** The text with blanks in place of what is taken. */
export function maskSpans(text: string, taken: readonly TextSpan[]): string {
  const characters = [...text.split('')];
  for (const { start, end } of taken) characters.fill(' ', start, end);
  return characters.join('');
}

function findSections(text: string): SectionReference[] {
  const found: SectionReference[] = [];
  for (let at = 0; at < text.length; at++) {
    const reference = readSectionReference(text, at);
    if (!reference) continue;
    found.push(reference);
    at = reference.end - 1;
  }
  return found;
}

/** 天津市的, 全市, 我市: the place that the documents are of. */
function findHome(text: string, home: readonly string[]): TextSpan[] {
  const names = [...home]
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replace(/[^\p{Script=Han}]/gu, ''));
  const pattern = new RegExp(
    `(?:${[...names, '全', '我', '本', '咱'].filter(Boolean).join('|')})[省市县区]`,
    'gu',
  );
  const found = [...text.matchAll(pattern)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
  for (const name of names)
    for (let at = text.indexOf(name); name !== '' && at >= 0; at = text.indexOf(name, at + name.length))
      if (!found.some(({ start, end }) => start <= at && at < end))
        found.push({ start: at, end: at + name.length });
  return found;
}

/** Any row: where it finds nothing, none does. */
const ANY_CLOSED = new RegExp(CLOSED.map(({ at }) => `(?:${at.source})`).join('|'), 'uy');

/** Left to right, at each place the longest. */
function findWords(text: string, isFree: (span: TextSpan) => boolean): Word[] {
  const words: Word[] = [];
  for (let at = 0; at < text.length; ) {
    let best: Word | null = null;
    ANY_CLOSED.lastIndex = at;
    for (const { name, at: pattern } of ANY_CLOSED.test(text) ? CLOSED : []) {
      pattern.lastIndex = at;
      const match = pattern.exec(text);
      if (!match || match[0] === '') continue;
      const word = { name, start: at, end: at + match[0].length, text: match[0] };
      if ((best === null || word.end > best.end) && isFree(word)) best = word;
    }
    if (best) words.push(best);
    at = best?.end ?? at + 1;
  }
  return words;
}

/**
 * Closed words that are words of the text: 数 of 数字, 高 of 高效 are none. A segmented word that closed words take in part and that
 * nothing takes whole is a word of its own.
 */
function wholeWords(
  words: readonly Word[],
  segments: readonly SegmentedWord[],
  taken: readonly TextSpan[],
): readonly Word[] {
  const at = (i: number, spans: readonly TextSpan[]) => spans.some(({ start, end }) => start <= i && i < end);
  const torn = segments.filter(({ start, end }) => {
    if (end - start < 2) return false;
    const places = Array.from({ length: end - start }, (_, i) => start + i);
    return places.some((i) => at(i, words)) && !places.every((i) => at(i, words) || at(i, taken));
  });
  return words.filter((word) => !torn.some(({ start, end }) => start <= word.start && word.end <= end));
}

/** A stretch of the question that no name and no closed word takes. */
interface Run extends TextSpan {
  readonly text: string;
}

/** What is left over, words aside that say nothing by themselves: particles, adverbs, single characters that are no nouns. */
function restOf(text: string, taken: readonly TextSpan[], segments: readonly SegmentedWord[]): Run[] {
  const covered = new Uint8Array(text.length);
  for (const { start, end } of taken) covered.fill(1, start, end);
  const empty = new Uint8Array(text.length);
  for (const { text: word, start, end, tag } of segments)
    if (isEmptyWord(word, tag)) empty.fill(1, start, end);
  const rest: Run[] = [];
  let start = -1;
  for (let i = 0; i <= text.length; i++) {
    const isLeft = i < text.length && !covered[i] && /[\p{L}\p{N}%]/u.test(text[i]!);
    if (isLeft && start < 0) start = i;
    if (isLeft || start < 0) continue;
    if (empty.subarray(start, i).includes(0)) rest.push({ text: text.slice(start, i), start, end: i });
    start = -1;
  }
  return rest;
}

/** Who asks, and for what kind of help, stands at most so long before a colon: 「记者求证：」 */
const LONGEST_OPENING = 12;
const COUNTED: ReadonlySet<WordClass> = new Set(['task', 'section', 'document']);

/** What is left over and conditions nothing: 40 of 40项任务, 记者求证 before a colon. */
function isAside(
  { text: run, start, end }: Run,
  text: string,
  words: readonly Word[],
  segments: readonly SegmentedWord[],
  names: readonly TextSpan[],
): boolean {
  if (/^\d+$/u.test(run)) {
    const measure = words.findIndex((word) => word.start === end && word.name === 'measure');
    const noun = words[measure + 1];
    return measure >= 0 && noun?.start === words[measure]!.end && COUNTED.has(noun.name);
  }
  // 理一理, 查查: a request.
  if (/^(\p{Script=Han})一?\1$/u.test(run)) return true;
  const own = segments.filter((segment) => segment.start >= start && segment.end <= end);
  const isVerbal = own.length > 0 && own.every(({ tag }) => VERBAL.test(tag));
  // 找出【云澜分工表】…: a request in front of a name.
  if (start === 0 && isVerbal && names.some((name) => name.start === end)) return true;
  const colon = text.search(/[：:]/u);
  const isOpening = start === 0 && colon >= end && colon <= LONGEST_OPENING;
  return isOpening && (VERBAL.test(own.at(-1)?.tag ?? '') || /[问说]$/u.test(run));
}

const VERBAL = /^v/u;

/** Parts of speech that carry no content: pronouns, particles, adverbs, prepositions, conjunctions, numerals, measures. */
const EMPTY_TAGS = /^(?:r|u|d|p|c|y|m|q|f|zg)/u;

function isEmptyWord(word: string, tag: string): boolean {
  if (!/^\p{Script=Han}+$/u.test(word)) return false;
  return word.length === 1 ? !/^n$/u.test(tag) : word.length === 2 && EMPTY_TAGS.test(tag);
}
