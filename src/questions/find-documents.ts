import type { PolicyDocument } from '../domain/policy-document.ts';
import type { TextSpan } from '../domain/text-span.ts';
import { countWork } from '../turns/work-budget.ts';
import { isAbbreviationOf } from './abbreviated-name.ts';
import { KIND } from './document-kinds.ts';
import { type DocumentNames, documentNamesOf } from './document-names.ts';
import type { YearMention } from './find-years.ts';
import type { AskedDocuments } from './question-reading.ts';

/** What the question says of documents, and the stretches of text that say it. */
export interface DocumentMentions extends AskedDocuments {
  readonly spans: readonly TextSpan[];
  /** Documents per place where one is named, in order: two or more make a comparison. */
  readonly groups: readonly (readonly string[])[];
}

/** 「养老服务那份」 「2024年的呢」: points at a document without saying its kind. */
const POINTING =
  /[那这](?:一)?[个份篇本张](?!地方|项目|平台)(?:表格?|文件|文)?|(?<=年)的(?=(?:呢|里|中|那|和|与|跟|比|对|又|要|怎|说|谁|责|牵|[，。？\s]|$))/g;
const BOUND_LEFT = /[，。？！；：、（）“”\s\n]/;
/** May stand inside a document's name as people shorten it. */
const LINK = /^[的年版份那个这里本市省（）—\-到至\d]$/;
const TRAIL = /^(?:里面|里边|当中|之中|里|中|上|内|的(?!确))?(?:说的|讲的|写的|规定的|要求的|提到的|明确的)?/;

/** How far left of its kind word a shortened name is read, in characters; whole titles are found by themselves. */
const LONGEST_NAME = 80;

/** Kind words of one text that are read on: far more than a question has. */
const MOST_KINDS = 24;

interface Mention {
  readonly span: TextSpan;
  /** By document id. */
  readonly scores: Map<string, number>;
}

/**
 * Finds the documents that a question names: by alias or title, by the words before a kind word, by year.
 * 「那个绿色港口的方案」 「2024年的」 「养老服务那份」 「按分工表」. Pieces of names weigh by how few documents share them.
 */
export function findDocuments(
  text: string,
  documents: readonly PolicyDocument[],
  years: readonly YearMention[],
): DocumentMentions {
  const names = documentNamesOf(documents);
  const mentions: Mention[] = [];
  const taken = (span: TextSpan) =>
    mentions.some((mention) => mention.span.start < span.end && span.start < mention.span.end);

  countWork(text.length);
  for (const exact of findExactNames(text, names)) {
    if (taken(exact.span)) continue;
    const span = widenByYear(text, exact.span, years);
    const scores = new Map(exact.ids.map((id) => [id, 20]));
    addYearScores(scores, names, yearsTouching(span, years, text), exact.ids);
    mentions.push({ span, scores });
  }
  let kinds = 0;
  for (const match of [...text.matchAll(KIND), ...text.matchAll(POINTING)]) {
    const kind = { start: match.index, end: match.index + match[0].length };
    if (taken(kind)) continue;
    if (++kinds > MOST_KINDS) break;
    const region =
      scoreRegion(text, kind, names, years) ??
      (/^[那这的]/.test(match[0]) ? null : findAbbreviated(text, kind, names));
    if (region !== null && !taken(region.span)) mentions.push(region);
  }
  for (const core of findCores(text, names, years)) if (!taken(core.span)) mentions.push(core);
  mentions.sort((a, b) => a.span.start - b.span.start);
  return settle(text, mentions, names, years);
}

/** Longest first. */
function findExactNames(text: string, names: DocumentNames): { span: TextSpan; ids: string[] }[] {
  const hits = new Map<string, { span: TextSpan; ids: string[] }>();
  for (const { name, at, value: id } of names.whole.find(text.replace(/[—–－~～]/g, '-'))) {
    const key = `${at}:${name.length}`;
    const hit = hits.get(key) ?? { span: { start: at, end: at + name.length }, ids: [] };
    if (!hit.ids.includes(id)) hit.ids.push(id);
    hits.set(key, hit);
  }
  return [...hits.values()].sort((a, b) => b.span.end - b.span.start - (a.span.end - a.span.start));
}

/** Reads leftwards from a kind word as long as the text is made of pieces of document names, years and links. */
function scoreRegion(
  text: string,
  kind: TextSpan,
  names: DocumentNames,
  years: readonly YearMention[],
): Mention | null {
  const kindWord = text.slice(kind.start, kind.end);
  const scores = new Map<string, number>();
  const add = (ids: readonly string[], value: number) => {
    countWork(ids.length / 2);
    for (const id of ids) scores.set(id, (scores.get(id) ?? 0) + value);
  };
  const isPointing = /^[那这的]/.test(kindWord);
  const kindScarcity = isPointing ? { weight: 0, holders: [] } : names.holdersOf(kindWord);
  add(kindScarcity.holders, 0.5 * kindWord.length * kindScarcity.weight);
  let at = kind.start;
  let specific = 0;
  let touched: YearMention[] = [];
  while (at > 0 && kind.start - at < LONGEST_NAME) {
    const year = years.find(
      (mention) => mention.end === at || (mention.end < at && /^的?$/.test(text.slice(mention.end, at))),
    );
    if (year) {
      touched = [...touched, year];
      at = year.start;
      continue;
    }
    const piece = longestPieceBefore(text, at, names);
    if (piece !== null) {
      const { weight, holders } = names.holdersOf(piece);
      add(holders, piece.length * weight);
      if (weight > 0 && !names.isUntelling(piece)) specific += piece.length;
      at -= piece.length;
      continue;
    }
    const before = text[at - 1]!;
    if (BOUND_LEFT.test(before) && !/[（）]/.test(before)) break;
    // 「2015到2017」, not 「从甲计划到乙方案」.
    const isLink = LINK.test(before) && (!/[到至]/.test(before) || /\d/.test(text[at - 2] ?? ''));
    if (!isLink) {
      // 「“七彩”创新行动计划」: the kind word closes the name of something else.
      const isScarce = kindWord.length >= 4 && kindScarcity.holders.length === 1;
      if (
        specific === 0 &&
        touched.length === 0 &&
        at === kind.start &&
        !isScarce &&
        !/[按照在和与把从看]/.test(before)
      )
        return null;
      break;
    }
    at -= 1;
  }
  const after = years.find(
    (mention) => mention.start >= kind.end && /^[（(]?$/.test(text.slice(kind.end, mention.start)),
  );
  let end = kind.end;
  if (after) {
    touched = [...touched, after];
    end = after.end + (/^[）)]/.test(text.slice(after.end)) ? 1 : 0);
  }
  if (isPointing && specific === 0 && touched.length === 0) return null;
  addYearScores(scores, names, touched, null);
  if (scores.size === 0) return null;
  end += TRAIL.exec(text.slice(end))?.[0].length ?? 0;
  return { span: { start: at, end }, scores };
}

/** Characters before a kind word that may shorten a name with it. */
const LONGEST_SHORT = 4;
/** Taking a name apart into words. */
const STEPS_A_NAME = 20;

/** 「提标通知」: the one document whose name of that kind the characters before it shorten. */
function findAbbreviated(text: string, kind: TextSpan, names: DocumentNames): Mention | null {
  const kindWord = text.slice(kind.start, kind.end);
  for (let length = Math.min(LONGEST_SHORT, kind.start); length >= 2; length--) {
    const piece = text.slice(kind.start - length, kind.start);
    countWork(names.entries.length);
    const held = names.entries.filter(({ names: own }) =>
      own.some((name) => {
        const end = name.lastIndexOf(kindWord);
        if (end < 0) return false;
        countWork(STEPS_A_NAME);
        return isAbbreviationOf(piece, name.slice(0, end));
      }),
    );
    if (held.length > 1) return null;
    const [only] = held;
    if (!only) continue;
    const end = kind.end + (TRAIL.exec(text.slice(kind.end))?.[0].length ?? 0);
    return { span: { start: kind.start - length, end }, scores: new Map([[only.document.documentId, 20]]) };
  }
  return null;
}

function longestPieceBefore(text: string, at: number, names: DocumentNames): string | null {
  for (let length = Math.min(14, at); length >= 2; length--) {
    const piece = text.slice(at - length, at);
    if (/[，。？！；：、\s]/.test(piece)) continue;
    if (names.holdersOf(piece).holders.length > 0) return piece;
  }
  return null;
}

function yearsTouching(span: TextSpan, years: readonly YearMention[], text: string): YearMention[] {
  return years.filter(
    (year) =>
      (year.end <= span.start && /^[的市（]?$/.test(text.slice(year.end, span.start))) ||
      (year.start >= span.start && /^[（(]?$/.test(text.slice(span.end, year.start))),
  );
}

function widenByYear(text: string, span: TextSpan, years: readonly YearMention[]): TextSpan {
  const touching = yearsTouching(span, years, text);
  const start = Math.min(span.start, ...touching.map((year) => year.start));
  let end = Math.max(span.end, ...touching.map((year) => year.end));
  if (/^[）)]/.test(text.slice(end))) end += 1;
  end += TRAIL.exec(text.slice(end))?.[0].length ?? 0;
  return { start, end };
}

function addYearScores(
  scores: Map<string, number>,
  names: DocumentNames,
  years: readonly YearMention[],
  among: readonly string[] | null,
): void {
  const fits = years.map((year) => names.fitsOf(year));
  if (fits.length === 0) return;
  const chosen = among === null ? null : new Set(among);
  countWork(names.entries.length * fits.length);
  for (const { document } of names.entries) {
    const id = document.documentId;
    if (chosen !== null && !chosen.has(id)) continue;
    for (const fitting of fits) {
      const fit = fitting.get(id);
      const score = scores.get(id);
      if (fit !== undefined) scores.set(id, (score ?? 0) + fit);
      else if (score !== undefined) scores.set(id, score - 3);
    }
  }
}

const NAMED_FROM = 1.5;

function settle(
  text: string,
  mentions: readonly Mention[],
  names: DocumentNames,
  years: readonly YearMention[],
): DocumentMentions {
  const groups: string[][] = [];
  const likely = new Set<string>();
  const spans: TextSpan[] = [];
  const words: string[] = [];
  for (const { span, scores } of mentions) {
    countWork(scores.size);
    const best = Math.max(...scores.values());
    const tied = [...scores].filter(([, score]) => score >= best * 0.85).map(([id]) => id);
    const ids = tied.length > 1 ? closestByName(text, span, tied, names) : tied;
    if (best >= NAMED_FROM) {
      groups.push(ids);
      spans.push(span);
      words.push(text.slice(span.start, span.end).replace(/[里中的]+$/, ''));
    } else for (const id of ids) likely.add(id);
  }
  const free = years.filter(
    (year) => !spans.some((span) => span.start <= year.start && year.end <= span.end),
  );
  for (const year of free) {
    const fits = [...names.fitsOf(year)];
    countWork(fits.length);
    const best = Math.max(0, ...fits.map(([, fit]) => fit));
    const top = fits.filter(([, fit]) => fit === best);
    if (top.length === 1 && (best === 6 || (groups.length === 0 && best === 4))) {
      groups.push([top[0]![0]]);
      spans.push({ start: year.start, end: year.end });
    } else for (const [id] of fits) likely.add(id);
  }
  return { named: [...new Set(groups.flat())], likely: [...likely], mentions: words, spans, groups };
}

/** 「开放数据目录，分工表定的是谁」: of two tables the one whose name shares the words beside the mention. */
function closestByName(text: string, span: TextSpan, ids: readonly string[], names: DocumentNames): string[] {
  const longestShared = createShared(`${text.slice(0, span.start)} ${text.slice(span.end)}`);
  const shared = ids.map((id) => Math.max(0, ...names.namesOf(id).map(longestShared)));
  const best = Math.max(...shared);
  return best < LEAST_SHARED ? [...ids] : ids.filter((_, i) => shared[i] === best);
}

const LEAST_SHARED = 3;
const MOST_SHARED = 10;
/** A search for a string looks at so many in the time of one step. */
const CHARACTERS_A_STEP = 16;

/** How many characters in a row a name shares with the text: 3 to 10, else 0. */
function createShared(text: string): (name: string) => number {
  countWork(text.length);
  const stands = new Map<string, boolean>();
  for (let at = 0; at + LEAST_SHARED <= text.length; at++)
    stands.set(text.slice(at, at + LEAST_SHARED), true);
  const isIn = (piece: string) => {
    const known = stands.get(piece);
    if (known !== undefined || piece.length === LEAST_SHARED) return known === true;
    countWork(text.length / CHARACTERS_A_STEP);
    const isFound = text.includes(piece);
    stands.set(piece, isFound);
    return isFound;
  };
  return (name) => {
    countWork(name.length);
    let best = LEAST_SHARED - 1;
    for (let at = 0; at + best < name.length && best < MOST_SHARED; at++) {
      if (!isIn(name.slice(at, at + LEAST_SHARED))) continue;
      while (best < MOST_SHARED && at + best < name.length && isIn(name.slice(at, at + best + 1))) best++;
    }
    return best < LEAST_SHARED ? 0 : best;
  };
}

/** What follows, or stands before, a short name that means the document and not its subject. */
const CORE_AFTER =
  /^(?:里头|里面|里边|里(?!程|斯)|当中|中(?!心|国|小|医|高|等|央)|那份|那个|那张|那版|的比|比|[跟和与]20|上[说写])/;
const CORE_BEFORE = /(?:按照?|根据|在|跟|和|与|比|拿|从|翻|查)$/;

/** As far as these patterns look. */
const LONGEST_AFTER = 4;
const LONGEST_BEFORE = 2;

/** 「绿色港口里头」, 「2024的绿色港口」: an alias without its kind word, where the words around it say that it is the document. */
function findCores(text: string, names: DocumentNames, years: readonly YearMention[]): Mention[] {
  const found: Mention[] = [];
  for (const { name: core, at, value: id } of names.cores.find(text)) {
    const end = at + core.length;
    const year = years.find((mention) => mention.end <= at && /^的?$/.test(text.slice(mention.end, at)));
    const after = text.slice(end, end + LONGEST_AFTER);
    const isNamed =
      CORE_AFTER.test(after) ||
      (year !== undefined && /^(?:[的跟和与比，。？\s（）]|$)/.test(after)) ||
      (CORE_BEFORE.test(text.slice(Math.max(0, at - LONGEST_BEFORE), at)) && /^(?:[，比里]|$)/.test(after));
    if (!isNamed) continue;
    const start = year?.start ?? at;
    const trail = /^(?:里头|里面|里边|里|当中|中|那份|那个|那张|那版)/.exec(after)?.[0].length ?? 0;
    found.push({ span: { start, end: end + trail }, scores: new Map([[id, 20]]) });
  }
  return found.sort((a, b) => b.span.end - b.span.start - (a.span.end - a.span.start));
}
