import type { TextSpan } from '../domain/text-span.ts';
import { findDocuments } from '../questions/find-documents.ts';
import { findYears } from '../questions/find-years.ts';
import { ABOUT_WORDS, type About } from './about-words.ts';
import { type Annotated, annotateQuestion, type GrammarOptions, maskSpans } from './annotate-question.ts';
import type { WordClass } from './closed-words.ts';

/** A question about documents as wholes, or about the service. */
export interface AboutAsk {
  /** In the order of the vocabulary, each once. */
  readonly about: readonly About[];
  /** Documents that are named. */
  readonly documentIds: readonly string[];
  /** 计划, 方案: what it calls the document, where it does. */
  readonly kind: string | null;
}

/** Closed words that may stand beside: they narrow nothing. */
const BESIDE: ReadonlySet<WordClass> = new Set([
  'filler',
  'document',
  'which',
  'content',
  'order',
  'measure',
  'district',
  'pronoun',
]);

/**
 * 「概括一下新基建方案的主要目标」 「你能做什么」: null where any word is left that is no name of a document. 「智慧医疗的目标」 is asked of a
 * clause.
 */
export function readAbout(text: string, options: GrammarOptions): AboutAsk | null {
  const found = wordsOf(text);
  if (found.length === 0) return null;
  // 目录 in a title is no word of the question.
  const titles = findDocuments(text, options.documents, findYears(text)).spans;
  const isOwn = (span: TextSpan) => !titles.some(({ start, end }) => start < span.end && span.start < end);
  const spans = found.flatMap((own) => own.spans).filter(isOwn);
  const about = found.filter((own) => own.spans.some(isOwn)).map((own) => own.about);
  const question = annotateQuestion(maskSpans(text, spans), options);
  if (about.length === 0 || !isBare(question)) return null;
  const kind = question.words.findLast(({ name }) => name === 'document')?.text ?? null;
  const isOfService = about.includes('service') && question.documentIds.length === 0 && kind === null;
  const ofDocuments = about.filter((own) => own !== 'service');
  if (isOfService && ofDocuments.length === 0) return { about: ['service'], documentIds: [], kind };
  if (ofDocuments.length === 0) return null;
  return { about: ofDocuments, documentIds: question.documentIds, kind };
}

/**
 * Whether such a question that names no document is of the turn before: where that was about documents as wholes, or where it says
 * 方案, 文件. 「它有什么目标」 after a clause is asked of the clause.
 */
export function carriesOn(
  { about, documentIds, kind }: AboutAsk,
  before: string,
  options: GrammarOptions,
): boolean {
  const isWhole = about.every((own) => own === 'outline' || own === 'parts' || own === 'service');
  return isWhole || documentIds.length > 0 || kind !== null || readAbout(before, options) !== null;
}

/** 「新基建方案」 「那信息产业方案呢」 after such a question: the same of that document. Null where more than a document is named. */
export function readChoice(
  text: string,
  before: string | undefined,
  options: GrammarOptions,
): AboutAsk | null {
  const asked = before === undefined ? null : readAbout(before, options);
  if (asked === null || asked.about.includes('service')) return null;
  const question = annotateQuestion(text, options);
  if (question.documentIds.length === 0 || !isBare(question)) return null;
  if (question.words.some(({ name }) => name === 'which' || name === 'content')) return null;
  return { about: asked.about, documentIds: question.documentIds, kind: null };
}

/** Whether nothing but documents is named and nothing else is asked. */
export function isBare({ rest, units, headings, sections, days, years, facts, words }: Annotated): boolean {
  const named = [rest, units, headings, sections, days, years, facts];
  return named.every((own) => own.length === 0) && words.every(({ name }) => BESIDE.has(name));
}

function wordsOf(text: string): { readonly about: About; readonly spans: readonly TextSpan[] }[] {
  return ABOUT_WORDS.map(({ about, pattern }) => ({
    about,
    spans: [...text.matchAll(new RegExp(pattern, 'gu'))].map(({ index, 0: word }) => ({
      start: index,
      end: index + word.length,
    })),
  })).filter(({ spans }) => spans.length > 0);
}
