import type { PolicyDocument } from '../domain/policy-document.ts';
import type { TextSpan } from '../domain/text-span.ts';
import { isShortenedIn } from '../language/shortened.ts';
import { jurisdictionOf } from './find-places.ts';
import type { YearMention } from './find-years.ts';
import type { AskedDocuments } from './question-reading.ts';

/** What the question says of documents, and the stretches of text that say it. */
export interface DocumentMentions extends AskedDocuments {
  readonly spans: readonly TextSpan[];
  /** Documents per place where one is named, in order: two or more make a comparison. */
  readonly groups: readonly (readonly string[])[];
}

/** Words that close the name of a document, longest first. 「绿色港口行动方案」 「养老服务那份」 */
const KIND =
  /(?:行动计划|实施方案|行动方案|工作方案|工作计划|重点任务|重点工作|工作任务|任务分解表|任务分工表|任务分工|分解表|分工表|分工(?!上|有|是|如何|怎|情况|不|差|变|明确|由)|任务表|工作表|(?<=[\u4e00-\u9fff])表(?=[里中上，])|指导意见|实施意见|若干意见|若干措施|政策措施|政策(?=[里中的，。？]|$)|管理办法|暂行办法|实施办法|实施细则|工作要点|发展规划|意见|计划|方案|规划|办法|条例|规定|细则|纲要|指南|措施|要点|通知|文件|\d{1,3}条(?:政策|措施|意见)*(?=[里中的，]|$))+(?!夹|柜)/g;
/** 「养老服务那份」 「2024年的呢」: points at a document without saying its kind. */
const POINTING =
  /[那这](?:一)?[个份篇本张](?!地方|项目|平台)(?:表格?|文件|文)?|(?<=年)的(?=(?:呢|里|中|那|和|与|跟|比|对|又|要|怎|说|谁|责|牵|[，。？\s]|$))/g;
const BOUND_LEFT = /[，。？！；：、（）“”\s\n]/;
/** May stand inside a document's name as people shorten it. */
const LINK = /^[的年版份那个这里本市省（）—\-到至\d]$/;
const TRAIL = /^(?:里面|里边|当中|之中|里|中|上|内|的(?!确))?(?:说的|讲的|写的|规定的|要求的|提到的|明确的)?/;

/** How far left of its kind word a shortened name is read, in characters; whole titles are found by themselves. */
const LONGEST_NAME = 80;

interface NamedDocument {
  readonly document: PolicyDocument;
  readonly names: readonly string[];
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
  const entries = documents.map((document) => ({ document, names: namesOf(document) }));
  const scarcity = createScarcity(entries);
  const mentions: { span: TextSpan; scores: Map<string, number>; specific: boolean }[] = [];
  const taken = (span: TextSpan) =>
    mentions.some((mention) => mention.span.start < span.end && span.start < mention.span.end);

  for (const exact of findExactNames(text, entries)) {
    if (taken(exact.span)) continue;
    const span = widenByYear(text, exact.span, years);
    const scores = new Map(exact.ids.map((id) => [id, 20]));
    addYearScores(scores, entries, yearsTouching(span, years, text), exact.ids);
    mentions.push({ span, scores, specific: true });
  }
  for (const match of [...text.matchAll(KIND), ...text.matchAll(POINTING)]) {
    const kind = { start: match.index, end: match.index + match[0].length };
    if (taken(kind)) continue;
    const region = scoreRegion(text, kind, entries, scarcity, years);
    if (region !== null && !taken(region.span)) mentions.push(region);
  }
  for (const core of findCores(text, entries, scarcity, years)) if (!taken(core.span)) mentions.push(core);
  mentions.sort((a, b) => a.span.start - b.span.start);
  return settle(text, mentions, entries, years);
}

/** Title, aliases and number as people may type them: brackets, quotes and the drafting frame taken off. */
function namesOf(document: PolicyDocument): string[] {
  const inner = document.title
    .replace(/^.*?(?:关于)?(?:印发|转发|发布)(?:.*?拟定的)?/, '')
    .replace(/的通知$/, '');
  return [document.title, inner, ...document.aliases, document.documentNumber ?? '']
    .map(foldName)
    .filter((name) => name.length >= 2);
}

function foldName(name: string): string {
  return name.replace(/[《》“”"\s]/g, '').replace(/[—–－~～]+/g, '-');
}

interface Scarcity {
  /** Documents whose names hold a piece; the fewer, the more it weighs. */
  (piece: string): { readonly weight: number; readonly holders: readonly string[] };
  /** Whether a piece opens with general words, or with the place that all documents share. */
  isUntelling(piece: string): boolean;
}

const GENERAL_OPENING = /^(?:年|重点|工作|建设|推进|发展)/;

function createScarcity(entries: readonly NamedDocument[]): Scarcity {
  const cache = new Map<string, { weight: number; holders: string[] }>();
  const home = jurisdictionOf(entries.map((entry) => entry.document));
  const weigh = (piece: string) => {
    const known = cache.get(piece);
    if (known) return known;
    const holders = entries
      .filter((entry) => entry.names.some((name) => name.includes(piece)))
      .map((entry) => entry.document.documentId);
    if (holders.length === 0 && /^\p{Script=Han}{3,5}$/u.test(piece)) {
      // 「综保区意见」: the document's name shortened, where that tells it from the others.
      const shortened = entries
        .filter((entry) => entry.names.some((name) => isShortenedIn(piece, name)))
        .map((entry) => entry.document.documentId);
      if (shortened.length === 1) holders.push(...shortened);
    }
    const result = {
      weight: holders.length === 0 ? 0 : Math.log((entries.length + 1) / holders.length),
      holders,
    };
    cache.set(piece, result);
    return result;
  };
  return Object.assign(weigh, {
    isUntelling: (piece: string) => GENERAL_OPENING.test(piece) || (home !== null && piece.startsWith(home)),
  });
}

function findExactNames(
  text: string,
  entries: readonly NamedDocument[],
): { span: TextSpan; ids: string[] }[] {
  const folded = text.replace(/[—–－~～]/g, '-');
  const hits = new Map<string, { span: TextSpan; ids: string[] }>();
  for (const { document, names } of entries) {
    for (const name of names) {
      if (name.length < 4) continue;
      for (let at = folded.indexOf(name); at >= 0; at = folded.indexOf(name, at + name.length)) {
        const key = `${at}:${name.length}`;
        const hit = hits.get(key) ?? { span: { start: at, end: at + name.length }, ids: [] };
        if (!hit.ids.includes(document.documentId)) hit.ids.push(document.documentId);
        hits.set(key, hit);
      }
    }
  }
  return [...hits.values()].sort((a, b) => b.span.end - b.span.start - (a.span.end - a.span.start));
}

/** Reads leftwards from a kind word as long as the text is made of pieces of document names, years and links. */
function scoreRegion(
  text: string,
  kind: TextSpan,
  entries: readonly NamedDocument[],
  scarcity: Scarcity,
  years: readonly YearMention[],
): { span: TextSpan; scores: Map<string, number>; specific: boolean } | null {
  const kindWord = text.slice(kind.start, kind.end);
  const scores = new Map<string, number>();
  const add = (ids: readonly string[], value: number) => {
    for (const id of ids) scores.set(id, (scores.get(id) ?? 0) + value);
  };
  const isPointing = /^[那这的]/.test(kindWord);
  const kindScarcity = isPointing ? { weight: 0, holders: [] } : scarcity(kindWord);
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
    const piece = longestPieceBefore(text, at, scarcity);
    if (piece !== null) {
      const { weight, holders } = scarcity(piece);
      add(holders, piece.length * weight);
      if (weight > 0 && !scarcity.isUntelling(piece)) specific += piece.length;
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
  addYearScores(scores, entries, touched, null);
  if (scores.size === 0) return null;
  end += TRAIL.exec(text.slice(end))?.[0].length ?? 0;
  return { span: { start: at, end }, scores, specific: specific > 0 || touched.length > 0 };
}

function longestPieceBefore(text: string, at: number, scarcity: Scarcity): string | null {
  for (let length = Math.min(14, at); length >= 2; length--) {
    const piece = text.slice(at - length, at);
    if (/[，。？！；：、\s]/.test(piece)) continue;
    if (scarcity(piece).holders.length > 0) return piece;
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

/** How well a year fits a document: printed in the title, first or last year of its period, year of issue, inside. */
export function yearFit(
  document: PolicyDocument,
  year: { readonly from: number; readonly to: number },
): number {
  const { period, issuedOn, title } = document;
  const issued = issuedOn === null ? null : Number(issuedOn.slice(0, 4));
  if (year.from !== year.to) {
    if (period !== null && period.from === year.from && period.to === year.to) return 6;
    if (period !== null && year.from <= period.from && period.to <= year.to) return 3;
    return period !== null && period.from <= year.to && year.from <= period.to ? 1 : 0;
  }
  const at = year.from;
  if (period !== null && period.from === at && period.to === at) return 4;
  const inRange = new RegExp(`${at}年?[—–\\-－~～至到]|[—–\\-－~～至到]${at}`).test(title);
  if (title.includes(String(at)) && !inRange) return 3.5;
  if (period?.from === at) return 3.2;
  if (issued === at) return 3;
  if (period?.to === at || title.includes(String(at))) return 2.5;
  return period !== null && period.from < at && at < period.to ? 1.5 : 0;
}

function addYearScores(
  scores: Map<string, number>,
  entries: readonly NamedDocument[],
  years: readonly YearMention[],
  among: readonly string[] | null,
): void {
  for (const { document } of entries) {
    if (among !== null && !among.includes(document.documentId)) continue;
    for (const year of years) {
      const fit = yearFit(document, year);
      if (fit > 0) scores.set(document.documentId, (scores.get(document.documentId) ?? 0) + fit);
      else if (scores.has(document.documentId))
        scores.set(document.documentId, scores.get(document.documentId)! - 3);
    }
  }
}

const NAMED_FROM = 1.5;

function settle(
  text: string,
  mentions: readonly { span: TextSpan; scores: Map<string, number>; specific: boolean }[],
  entries: readonly NamedDocument[],
  years: readonly YearMention[],
): DocumentMentions {
  const groups: string[][] = [];
  const likely = new Set<string>();
  const spans: TextSpan[] = [];
  const words: string[] = [];
  for (const { span, scores } of mentions) {
    const best = Math.max(...scores.values());
    const tied = [...scores].filter(([, score]) => score >= best * 0.85).map(([id]) => id);
    const ids = tied.length > 1 ? closestByName(text, span, tied, entries) : tied;
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
    const fits = entries
      .map((entry) => ({ id: entry.document.documentId, fit: yearFit(entry.document, year) }))
      .filter((entry) => entry.fit > 0);
    const best = Math.max(0, ...fits.map((entry) => entry.fit));
    const top = fits.filter((entry) => entry.fit === best);
    if (top.length === 1 && (best === 6 || (groups.length === 0 && best === 4))) {
      groups.push([top[0]!.id]);
      spans.push({ start: year.start, end: year.end });
    } else for (const { id } of fits) likely.add(id);
  }
  return { named: [...new Set(groups.flat())], likely: [...likely], mentions: words, spans, groups };
}

/** 「开放数据目录，分工表定的是谁」: of two tables the one whose name shares the words beside the mention. */
function closestByName(
  text: string,
  span: TextSpan,
  ids: readonly string[],
  entries: readonly NamedDocument[],
): string[] {
  const rest = `${text.slice(0, span.start)} ${text.slice(span.end)}`;
  const shared = ids.map((id) => {
    const names = entries.find((entry) => entry.document.documentId === id)?.names ?? [];
    return Math.max(0, ...names.map((name) => longestShared(rest, name)));
  });
  const best = Math.max(...shared);
  return best < 3 ? [...ids] : ids.filter((_, i) => shared[i] === best);
}

function longestShared(text: string, name: string): number {
  for (let length = Math.min(10, name.length); length >= 3; length--) {
    for (let at = 0; at + length <= name.length; at++)
      if (text.includes(name.slice(at, at + length))) return length;
  }
  return 0;
}

const KIND_AT_END = new RegExp(`(?:${KIND.source})$`);
/** What follows, or stands before, a short name that means the document and not its subject. */
const CORE_AFTER =
  /^(?:里头|里面|里边|里(?!程|斯)|当中|中(?!心|国|小|医|高|等|央)|那份|那个|那张|那版|的比|比|[跟和与]20|上[说写])/;
const CORE_BEFORE = /(?:按照?|根据|在|跟|和|与|比|拿|从|翻|查)$/;

/** 「绿色港口里头」, 「2024的绿色港口」: an alias without its kind word, where the words around it say that it is the document. */
function findCores(
  text: string,
  entries: readonly NamedDocument[],
  scarcity: Scarcity,
  years: readonly YearMention[],
): { span: TextSpan; scores: Map<string, number>; specific: boolean }[] {
  const found: { span: TextSpan; scores: Map<string, number>; specific: boolean }[] = [];
  for (const { document, names } of entries) {
    for (const name of names) {
      const core = name.replace(KIND_AT_END, '').replace(/(?:三年|五年|年度|重点)+$/, '');
      if (core.length < 3 || core === name || scarcity(core).holders.length !== 1) continue;
      for (let at = text.indexOf(core); at >= 0; at = text.indexOf(core, at + core.length)) {
        const end = at + core.length;
        const year = years.find((mention) => mention.end <= at && /^的?$/.test(text.slice(mention.end, at)));
        const pointsIn = CORE_AFTER.exec(text.slice(end))?.[0];
        const after = text.slice(end);
        const isNamed =
          pointsIn !== undefined ||
          (year !== undefined && /^(?:[的跟和与比，。？\s（）]|$)/.test(after)) ||
          (CORE_BEFORE.test(text.slice(0, at)) && /^(?:[，比里]|$)/.test(after));
        if (!isNamed) continue;
        const start = year?.start ?? at;
        const trail =
          /^(?:里头|里面|里边|里|当中|中|那份|那个|那张|那版)/.exec(text.slice(end))?.[0].length ?? 0;
        found.push({
          span: { start, end: end + trail },
          scores: new Map([[document.documentId, 20]]),
          specific: true,
        });
      }
    }
  }
  return found.sort((a, b) => b.span.end - b.span.start - (a.span.end - a.span.start));
}
