import { stripNumber } from '../../src/domain/heading-number.ts';
import { findDates } from '../../src/language/dates.ts';
import { foldText } from './fold-text.ts';
import type { ParsedClause, ParsedFile } from './parsed-file.ts';
import type { ClauseEnds, HeadGold } from './reading-gold.ts';
import type { StructureCheck } from './score-structure.ts';

export interface WrongClause {
  readonly gold: ClauseEnds;
  /** What the clause that holds its beginning has instead. */
  readonly found: string;
}

export interface ClauseScore {
  readonly clauses: number;
  readonly right: number;
  readonly wrong: readonly WrongClause[];
  /** Clauses that were read and that no gold clause answers to. */
  readonly surplus: readonly ParsedClause[];
  /** The clause that answers to each gold clause, in the order of the gold. */
  readonly answers: readonly (ParsedClause | null)[];
}

/**
 * A clause is right where its own text begins and ends as the gold says and the heading directly above is the gold's; white space, number
 * and own heading before the beginning and a closing mark at the end aside. Each clause answers to one gold clause.
 */
export function scoreClauses(parsed: Pick<ParsedFile, 'clauses'>, gold: readonly ClauseEnds[]): ClauseScore {
  const open = new Set(parsed.clauses);
  const answers = gold.map((ends) => {
    const found = parsed.clauses.find((clause) => open.has(clause) && isClause(clause, ends));
    if (found) open.delete(found);
    return found ?? null;
  });
  const wrong = gold.flatMap((ends, i) =>
    answers[i] === null ? [{ gold: ends, found: describe(parsed, ends) }] : [],
  );
  return { clauses: gold.length, right: gold.length - wrong.length, wrong, surplus: [...open], answers };
}

/** Title, issuers, document number and date. */
export function scoreHead(parsed: ParsedFile, gold: HeadGold): StructureCheck[] {
  return [
    compare('title', gold.title, parsed.title),
    compare('issuer', gold.issuer, parsed.issuer ?? ''),
    compare('number', gold.doc_number, parsed.documentNumber ?? ''),
    compare('date', isoDay(gold.date), parsed.issuedOn ?? ''),
  ];
}

/** Whether the clause's own text begins with `start`, its number (`number` as the gold has it) and heading aside. */
export function beginsWith(clause: ParsedClause, start: string, number = ''): boolean {
  const text = foldText(clause.text);
  const at = text.indexOf(foldText(start));
  const before = bare(text.slice(0, Math.max(at, 0)));
  return at === 0 || (at > 0 && (before === bare(foldText(number)) || ownHeads(clause).has(before)));
}

function isClause(clause: ParsedClause, { number, start, end, under }: ClauseEnds): boolean {
  return (
    beginsWith(clause, start, number) &&
    withoutMark(foldText(clause.text)).endsWith(withoutMark(foldText(end))) &&
    standsUnder(clause, under)
  );
}

/** What may stand before a clause's own words: its number, or number and heading. */
function ownHeads({ path, title }: ParsedClause): Set<string> {
  const own = path.at(-1) ?? '';
  return new Set(
    [
      own,
      title,
      own.slice(0, own.length - title.length),
      own.slice(0, own.length - stripNumber(own).length),
    ].map((head) => bare(foldText(head))),
  );
}

/**
 * A clause that is heading and text together may stand under that heading or under the one above it; a table's row under its category or
 * under the table's caption. Numbers that are no headings do not count.
 */
function standsUnder({ path, text, title }: ParsedClause, under: string): boolean {
  const hasOwn = title !== '' || foldText(text).startsWith(foldText(path.at(-1) ?? ''));
  const own = hasOwn ? path.length - 1 : path.length;
  const wanted = headingWords(under);
  const above = path.slice(0, own).map(headingWords);
  if (wanted === '') return (above.at(-1) ?? '') === '';
  return [headingWords(path.at(-1) ?? ''), ...above.filter((heading) => heading !== '').slice(-2)].includes(
    wanted,
  );
}

/** A heading without its number, that of a table or annex too. */
function headingWords(heading: string): string {
  const words = stripNumber(heading.replace(/（单位：[^）]*）$/, ''))
    .replace(/^(?:附?表|附件|附录)\s*[A-Z]?[.．]?[\d一二三四五六七八九十]*\s*[:：]?/, '')
    .replace(/^[\d.．\s]+$/, '');
  return bare(foldText(words));
}

function describe({ clauses }: Pick<ParsedFile, 'clauses'>, { number, start, end }: ClauseEnds): string {
  const holder =
    clauses.find((clause) => beginsWith(clause, start, number)) ??
    clauses.find(({ text }) => foldText(text).includes(foldText(start)));
  if (!holder) return 'no clause holds its beginning';
  const { clauseId, path, text } = holder;
  const ends = withoutMark(foldText(text)).endsWith(withoutMark(foldText(end)));
  const begins = beginsWith(holder, start, number);
  return `${begins ? 'begins' : 'does not begin'}, ${ends ? 'ends' : 'does not end'}: ${clauseId} [${path.join(' / ')}] ${text.slice(0, 24)} … ${text.slice(-24)}`.replaceAll(
    '\n',
    '⏎',
  );
}

function compare(name: string, expected: string, found: string): StructureCheck {
  return { name, right: foldText(expected) === foldText(found), expected, found };
}

/** 2025年5月17日, 二〇二五年五月十七日 → 2025-05-17; anything else as it is. */
function isoDay(printed: string): string {
  return findDates(printed)[0]?.date ?? printed;
}

function bare(folded: string): string {
  return folded.replace(/[\p{P}|]/gu, '');
}

function withoutMark(folded: string): string {
  return folded.replace(/[\p{P}|]+$/u, '');
}
