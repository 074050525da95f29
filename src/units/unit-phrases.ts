import type { NamedUnit, UnitRole } from '../domain/responsible-unit.ts';
import { createSpanIndex } from '../domain/span-index.ts';
import type { TextSpan } from '../domain/text-span.ts';
import { hasLevelPrefix, isCollectiveName, looksLikeBody, looksLikePlace } from './body-name.ts';
import { findRoleLabel, readRoleLabel, readRoleVerb } from './role-words.ts';
import { findRunningPhrases } from './running-text.ts';
import { parseUnitList } from './unit-list.ts';
import type { UnitPhrase } from './unit-phrase.ts';

/**
 * All unit phrases of a clause's text in printed order: labelled and verb tails in brackets, bare lists in brackets,
 * labelled lines without brackets and, unless `running` is false, running text (由市科委牵头 …).
 */
export function extractUnitPhrases(
  text: string,
  options: { readonly running: boolean } = { running: true },
): UnitPhrase[] {
  const brackets = findBrackets(text);
  const lines = findLabelledLines(text, brackets);
  const lineSpans = createSpanIndex(lines.map(({ span }) => span));
  const phrases: UnitPhrase[] = [...lines];
  for (const bracket of brackets) {
    // 「责任单位：市教育局（市委教育工委）」: a bracket inside a labelled line is part of a name.
    if (lineSpans.overlaps(bracket)) continue;
    const phrase = readBracket(text, bracket);
    if (phrase) phrases.push(phrase);
  }
  const running = options.running ? findRunningPhrases(text, brackets, lineSpans) : [];
  const own = phrases.length === 0 ? running : running.filter((phrase) => !isCallToAll(phrase));
  return [...phrases, ...own].sort((a, b) => a.span.start - b.span.start);
}

/** 「各区、各有关部门要…」 in an item that a unit phrase hands to somebody says nothing of whose task it is. */
function isCallToAll({ basis, units }: UnitPhrase): boolean {
  return basis === 'duty' && units.every(({ collective }) => collective);
}

/** Reads the unit column of a table row; null where the cell names nobody. */
export function readUnitCell(text: string, role: UnitRole): readonly NamedUnit[] | null {
  const content = squeeze(text, { lineBreakSeparates: true });
  const inner = /^[（([【](?<inner>.*)[）)\]】]$/.exec(content)?.groups?.['inner'] ?? content;
  const list = parseUnitList(inner, { defaultRole: role });
  const isList = list.units.length > 0 && list.impossible === 0 && list.doubtful * 2 <= list.units.length;
  return isList ? list.units : null;
}

/** From the clause that states the rule on, the first named unit of a responsible list of two or more is lead. */
export function applyLeadRule<Unit extends NamedUnit>(units: readonly Unit[]): Unit[] {
  const list = units.filter(({ role }) => role === 'responsible');
  const first = list.find(({ collective }) => !collective);
  if (list.length < 2 || list.length !== units.length || first !== units[0]) return [...units];
  if (units.some(({ verb }) => verb !== units[0]!.verb)) return [...units];
  return units.map((unit) => (unit === first ? { ...unit, role: 'lead' } : unit));
}

/** A stretch without a separator that is longer is no name, a second name in brackets included. */
const LONGEST_NAME = 200;

/** White space out; where it alone parts two names (责任单位：市工信局　市商务局), 、 takes its place. */
export function squeeze(
  text: string,
  options: { readonly lineBreakSeparates: boolean } = { lineBreakSeparates: false },
): string {
  const source = options.lineBreakSeparates
    ? text.trim().replace(/(?<=[\u4e00-\u9fff）)])\s*\n\s*(?=[\u4e00-\u9fff])/g, '、')
    : text;
  const squeezed: string[] = [];
  /** What stands behind the last mark so far. */
  let left = '';
  for (const piece of source.split(/\s+/)) {
    if (piece === '') continue;
    const right = /^[^、，,；;：:。）)\]】]*/.exec(piece)![0];
    const name = right.slice(0, readRoleVerb(right)?.start ?? right.length);
    const areTwo =
      left.length <= LONGEST_NAME && looksLikeBody(left) && (looksLikeBody(name) || isCollectiveName(name));
    if (areTwo) squeezed.push('、');
    squeezed.push(piece);
    const behind = /[^、，,；;：:（([【]*$/.exec(piece.slice(-LONGEST_NAME - 1))![0];
    const isWhole = behind.length === piece.length && !areTwo;
    left = isWhole && left.length <= LONGEST_NAME ? left + behind : behind;
  }
  return squeezed.join('');
}

/** Outermost bracket pairs, widths and shapes mixed; an unclosed one that opens with a label ends with its line. */
function findBrackets(text: string): TextSpan[] {
  const spans: TextSpan[] = [];
  let depth = 0;
  let start = -1;
  const nextClosing = createForwardSearch(text, /[）)\]〕］】]/g);
  const nextOpening = createForwardSearch(text, /[（([〔［【]/g);
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!;
    if ('（([〔［【'.includes(character)) {
      if (depth === 0) start = i;
      else if (readRoleLabel(squeeze(text.slice(i + 1, i + 20)), { bare: false })) {
        start = i;
        depth = 0;
      }
      depth++;
    } else if (depth > 0 && '）)]〕］】'.includes(character)) {
      depth--;
      if (depth === 0) spans.push({ start, end: i + 1 });
    } else if (depth > 0 && character === '\n') {
      const closing = nextClosing(i);
      const opening = nextOpening(i);
      const isBroken = closing < 0 || (opening >= 0 && opening < closing && depth === 1 && closing - i > 60);
      if (isBroken) {
        if (opensWithLabel(text, start + 1, i)) spans.push({ start, end: i });
        depth = 0;
      }
    }
  }
  if (depth > 0 && opensWithLabel(text, start + 1, text.length)) spans.push({ start, end: text.length });
  return spans;
}

/** Whether a role label opens the stretch; a label has a few characters, however they are set apart. */
function opensWithLabel(text: string, start: number, end: number): boolean {
  const opening = text.slice(start, Math.min(end, start + 100));
  return readRoleLabel(squeeze(opening), { bare: false }) !== null;
}

/** Where `pattern` fits next at or behind a place, −1 where nowhere; asked for places in ascending order it reads the text once. */
function createForwardSearch(text: string, pattern: RegExp): (from: number) => number {
  let found = -2;
  return (from) => {
    if (found === -1 || found >= from) return found;
    pattern.lastIndex = from;
    found = pattern.exec(text)?.index ?? -1;
    return found;
  };
}

function readBracket(text: string, span: TextSpan): UnitPhrase | null {
  const printed = text.slice(span.start, span.end);
  const content = squeeze(printed.replace(/^[（([〔［【]|[）)\]〕］】]$/g, '')).replace(/。$/, '');
  if (content.length < 2) return null;
  const label = findRoleLabel(content);
  if (label !== null) {
    const list = parseUnitList(content.slice(label), { defaultRole: 'responsible' });
    if (list.units.length === 0 || list.doubtful * 2 > list.units.length) return null;
    return {
      form: 'labelled-bracket',
      span,
      raw: printed,
      units: list.units,
      basis: 'assignment',
      statesLeadRule: list.statesLeadRule,
    };
  }
  if (/^(?:含|不含|包括|详见|见|如|以下|即|例如|比如|简称)/.test(content)) return null;
  const list = parseUnitList(content, { defaultRole: 'responsible' });
  if (list.units.length === 0 || list.impossible > 0 || list.doubtful * 2 > list.units.length) return null;
  const { units, statesLeadRule } = list;
  const phrase = { span, raw: printed, units, basis: 'assignment', statesLeadRule } as const;
  if (list.hasRoleWord) {
    return /解释|为准/.test(content) ? null : { form: 'verb-bracket', ...phrase };
  }
  return isBareListPlace(text, span, list.units) ? { form: 'bare-bracket', ...phrase } : null;
}

/** A list without role word counts only where it closes a sentence and consists of bodies. */
function isBareListPlace(text: string, span: TextSpan, units: readonly NamedUnit[]): boolean {
  const before = text.slice(0, span.start).trimEnd().at(-1) ?? '\n';
  const after = text.slice(span.end).trimStart().at(0) ?? '\n';
  if (isGloss(text.slice(Math.max(0, span.start - 40), span.start))) return false;
  const closesSentence =
    '。；;！？'.includes(before) || /^(?:[ \t\u3000]*(?:[。；;]|\n|$))/.test(text.slice(span.end));
  if (!closesSentence || after === '，') return false;
  const named = units.filter(({ collective }) => !collective);
  if (named.some(({ name }) => !looksLikeBody(name) && !looksLikePlace(name))) return false;
  const bodies = named.filter(({ name }) => looksLikeBody(name));
  if (bodies.length === 0) return false;
  if (units.length >= 2 || '。；;！？'.includes(before)) return true;
  // 「报县政府办公室（县政府督查室）。」: one body right behind another is its second name.
  return hasLevelPrefix(bodies[0]!.name) && !/[局委办厅部府会院室处心]/.test(before);
}

/** “一办三局”（A、B、C、D）, 联席会议成员单位（A、B）, 等6个部门（…）: the bracket says whom the words before it mean. */
const GLOSSED =
  /“[^”]{0,12}[一二两三四五六七八九十\d](?:个|家)?(?:办|局|委|部|厅|家|部门|单位|部委|委局)[^”]{0,8}”$|(?:成员单位|组成部门|[一二两三四五六七八九十\d](?:个|家)?(?:部门|单位|部委|委办局))$/;

function isGloss(before: string): boolean {
  return GLOSSED.test(before.trimEnd());
}

const LINE_LABEL =
  /(?<=^|[\n。；;，,\s）)])(?=(?:(?:省|市|县|区)(?:级|直))?(?:总牵头|牵头|主办|主责|主要责任|共同责任|责任|负责|承办|配合|协办|协助|参与|参加|实施|落实)(?:责任|负责|落实|实施)?\s?(?:单\s?位|部\s?门|主\s?体|科\s?室|处\s?室)(?:及(?:分工|职责))?\s?[:：])/g;

/** 「责任单位:市工信局、市商务局 2.推进…」: without brackets the list ends with its line, a full stop or the next number. */
function findLabelledLines(text: string, taken: readonly TextSpan[]): UnitPhrase[] {
  const phrases: UnitPhrase[] = [];
  const brackets = createSpanIndex(taken);
  const nextStop = createForwardSearch(text, /。/g);
  let end = 0;
  for (const match of text.matchAll(LINE_LABEL)) {
    const start = match.index;
    if (start < end || brackets.overlaps({ start, end: start + 1 })) continue;
    const stop = nextStop(start);
    end = labelledLineEnd(text, start, stop < 0 ? text.length : stop);
    const printed = text.slice(start, end).trimEnd();
    const list = parseUnitList(squeeze(printed).replace(/[。；;]$/, ''), { defaultRole: 'responsible' });
    if (list.units.length === 0 || list.impossible * 2 > list.units.length) continue;
    phrases.push({
      form: 'labelled-line',
      span: { start, end: start + printed.length },
      raw: printed,
      units: list.units,
      basis: 'assignment',
      statesLeadRule: list.statesLeadRule,
    });
  }
  return phrases;
}

/** `stop` is the next full stop, or the end of the text. */
function labelledLineEnd(text: string, start: number, stop: number): number {
  let end = stop;
  for (const line of text.slice(start, end).matchAll(/\n/g)) {
    const next = text.slice(start + line.index + 1).trimStart();
    const label = readRoleLabel(squeeze(next.slice(0, 24)), { bare: false });
    const before =
      text
        .slice(start, start + line.index)
        .trimEnd()
        .at(-1) ?? '';
    if (!label && (before === '' || !'、，,：:'.includes(before))) {
      end = start + line.index;
      break;
    }
  }
  const colon = text.slice(start, end).search(/[:：]/);
  const cut = text
    .slice(start + colon + 1, end)
    .search(
      /(?<=[局委办厅部府会院行司关团心位门等区县市社台）)])\s*(?=(?:\d{1,2}[.．、](?!\d)|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十百]+[条章]|——|完成时[限间]|时间节点|工作目标|备注))/,
    );
  return cut >= 0 ? start + colon + 1 + cut : end;
}
