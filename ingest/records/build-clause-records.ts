import { createHash } from 'node:crypto';
import type { ClauseRecord } from '../../src/domain/clause.ts';
import { concatMapped, type MappedText, sourceSpanOf } from '../../src/domain/mapped-text.ts';
import type { NamedUnit, UnitAssignment } from '../../src/domain/responsible-unit.ts';
import { findDeadline } from '../../src/language/dates.ts';
import type { UnitPhrase } from '../../src/units/unit-phrase.ts';
import { applyLeadRule, extractUnitPhrases } from '../../src/units/unit-phrases.ts';
import type { ClauseNode } from '../parsing/clause-tree.ts';
import type { LogicalLine } from '../parsing/logical-line.ts';

export interface RecordOptions {
  readonly documentId: string;
  /** The source as decoded: tells whether a clause was converted. */
  readonly source: string;
}

/** A clause before units are handed down the tree. */
interface DraftClause {
  readonly localId: string;
  readonly title: string;
  readonly path: readonly string[];
  readonly mapped: MappedText;
  readonly phrases: readonly PlacedPhrase[];
  /** Table rows: the unit column decides, running text does not count. */
  readonly cellUnits: readonly UnitAssignment[];
  inherited: UnitAssignment[];
  taskLocalId: string | null;
}

interface PlacedPhrase {
  readonly phrase: UnitPhrase;
  readonly sourceStart: number;
  readonly sourceEnd: number;
}

/** Clause tree → clause records: cuts clauses, gives ids and heading trails, reads units and hands them down. */
export function buildClauseRecords(root: ClauseNode, options: RecordOptions): ClauseRecord[] {
  const drafts: DraftClause[] = [];
  collect(root, [], [], { drafts, cellOwners: new Map() });
  const leadRuleFrom = drafts.findIndex((draft) => draft.phrases.some(({ phrase }) => phrase.statesLeadRule));
  const clauseId = (localId: string): string => `${options.documentId}:${localId}`;
  const ids = uniqueIds(drafts.map(({ localId }) => localId));
  return drafts.map((draft, order) => {
    const localId = ids[order]!;
    const ruled = leadRuleFrom >= 0 && order >= leadRuleFrom;
    const own = draft.phrases.flatMap(({ phrase, sourceStart, sourceEnd }) =>
      (ruled ? applyLeadRule(phrase.units) : phrase.units).map(
        (unit): UnitAssignment => ({
          ...unit,
          raw: phrase.raw,
          span: { start: sourceStart, end: sourceEnd },
          textSpan: phrase.span,
          inheritedFrom: null,
        }),
      ),
    );
    const inherited = draft.inherited.map((unit) => ({
      ...unit,
      inheritedFrom: unit.inheritedFrom === null ? null : clauseId(unit.inheritedFrom),
    }));
    const { text, runs } = draft.mapped;
    const span = sourceSpanOf(draft.mapped, { start: 0, end: text.length });
    const cells = draft.cellUnits.map((unit) => ({
      ...unit,
      inheritedFrom: unit.inheritedFrom === null ? null : clauseId(unit.inheritedFrom),
    }));
    return {
      clauseId: clauseId(localId),
      documentId: options.documentId,
      order,
      title: draft.title,
      path: draft.path,
      text,
      runs,
      span,
      textHash: createHash('sha256').update(text).digest('hex').slice(0, 16),
      normalized: isConverted(draft.mapped, options.source),
      deadline: findDeadline(text),
      units: cells.length > 0 ? (ruled ? ledCells(cells) : cells) : [...own, ...inherited],
      taskId: clauseId(draft.taskLocalId ?? localId),
    };
  });
}

function ledCells(cells: readonly UnitAssignment[]): UnitAssignment[] {
  const led = applyLeadRule(cells);
  return cells.map((cell, i) => ({ ...cell, role: led[i]!.role }));
}

/** True where a kept character differs from the source: script conversion or a gloss inside the clause. */
function isConverted(mapped: MappedText, source: string): boolean {
  let previousEnd: number | null = null;
  for (const run of mapped.runs) {
    if (
      source.slice(run.sourceStart, run.sourceStart + run.sourceLength) !==
      mapped.text.slice(run.start, run.start + run.length)
    )
      return true;
    if (previousEnd !== null && /[^\s]/.test(source.slice(previousEnd, run.sourceStart))) {
      if (/^[（(][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü\s]+[)）]$/.test(source.slice(previousEnd, run.sourceStart)))
        return true;
    }
    previousEnd = run.sourceStart + run.sourceLength;
  }
  return false;
}

interface Collection {
  readonly drafts: DraftClause[];
  /** The row clause beside which a unit cell is printed, for the rows that share it. */
  readonly cellOwners: Map<LogicalLine, string>;
}

/** Walks the tree in reading order; returns the clauses of the node's subtree. */
function collect(
  node: ClauseNode,
  idParts: readonly string[],
  trail: readonly string[],
  out: Collection,
): DraftClause[] {
  const ids = node.kind === 'root' ? [] : nextIds(node, idParts);
  const heading = headingOf(node);
  const path = heading === '' ? trail : [...trail, heading];
  const own = ownClauses(node, ids, path, out.cellOwners);
  out.drafts.push(...own);
  const below = node.children.map((child) => collect(child, ids, path, out));
  if (node.kind !== 'root') handDown(own.length > 0 ? own : headingAlone(node, ids), below, node);
  return [...own, ...below.flat()];
}

/** A heading that is no clause may still name units for what stands below: 「三、深化改革（市发展改革委牵头）」. */
function headingAlone(node: ClauseNode, ids: readonly string[]): DraftClause[] {
  return node.lines.length === 0 || node.kind === 'row-group'
    ? []
    : [textClause(ids.join('.'), '', [], node.lines)];
}

/** Articles are numbered through the document: chapters do not go into their ids. */
function nextIds(node: ClauseNode, idParts: readonly string[]): string[] {
  if (node.kind === 'article') return [...idParts.filter((part) => part.startsWith('annex')), node.idPart];
  if (node.kind === 'decimal') {
    const parents = idParts.filter((part) => !/^\d+(?:\.\d+)*$/.test(part));
    return [...parents, node.idPart];
  }
  return [...idParts, node.idPart];
}

function headingOf(node: ClauseNode): string {
  switch (node.kind) {
    case 'root':
      return '';
    case 'row-group':
    case 'row':
      return node.title === '' ? '' : `${node.number} ${node.title}`.trim();
    case 'annex':
      return `${node.number} ${node.title}`.trim();
    case 'article':
    case 'part':
    case 'chapter':
    case 'section':
      return node.title === '' ? node.number : `${node.number} ${node.title}`;
    default:
      return node.number + (/[\dA-Za-z]$/.test(node.number) && node.title !== '' ? ' ' : '') + node.title;
  }
}

/** The clauses that a node's own lines make: none for a heading alone, several where paragraphs have their own tails. */
function ownClauses(
  node: ClauseNode,
  ids: readonly string[],
  path: readonly string[],
  cellOwners: Map<LogicalLine, string>,
): DraftClause[] {
  if (node.lines.length === 0 || node.kind === 'row-group') return [];
  if (node.kind === 'root') return introClauses(node);
  if (node.cells !== null) return [rowClause(node, ids, path, cellOwners)];
  const groups = paragraphGroups(node);
  const isHeading = (lines: readonly LogicalLine[]): boolean =>
    lines.length === 1 && lines[0] === node.lines[0] && !hasBody(node);
  const spoken = groups.filter(
    (group) => !(isHeading(group.lines) && (node.children.length > 0 || groups.length > 1)),
  );
  return spoken
    .filter(({ lines }) => lines.some(({ text }) => /[\u4e00-\u9fffA-Za-z]/.test(text)))
    .map(({ lines, ordinal }) => {
      const isItem = lines[0] === node.lines[0];
      const localId = isItem || groups.length === 1 ? ids.join('.') : [...ids, `p${ordinal}`].join('.');
      return textClause(localId, isItem || groups.length === 1 ? node.title : '', path, lines);
    });
}

/** Whether the heading line says more than number, title and unit tail. */
function hasBody(node: ClauseNode): boolean {
  const first = node.lines[0]!;
  if (node.kind === 'annex') return true;
  const rest = first.text.slice(Math.min(node.headingLength, first.text.length));
  const phrases = extractUnitPhrases(rest, { running: false });
  const spoken = phrases.reduceRight(
    (text, { span }) => text.slice(0, span.start) + text.slice(span.end),
    rest,
  );
  return /[\u4e00-\u9fffA-Za-z0-9]/.test(spoken);
}

/**
 * Unnumbered paragraphs belong to the item above; but where at least two of them close with a unit phrase of their own,
 * each such paragraph (with those before it that have none) is a clause.
 */
function paragraphGroups(node: ClauseNode): { lines: LogicalLine[]; ordinal: number }[] {
  const { lines } = node;
  const headingAlone = !hasBody(node) && lines.length > 1;
  const closers = lines.map((line, i) => (i === 0 && headingAlone ? false : closesWithUnits(line.text)));
  if (closers.filter(Boolean).length < 2) return [{ lines: [...lines], ordinal: 0 }];
  const groups: { lines: LogicalLine[]; ordinal: number }[] = [];
  let current: LogicalLine[] = [];
  lines.forEach((line, i) => {
    if (i === 0 && headingAlone) {
      groups.push({ lines: [line], ordinal: 0 });
      return;
    }
    if (isPhraseOnly(line.text) && current.length === 0 && groups.length > 0) groups.at(-1)!.lines.push(line);
    else current.push(line);
    if (closers[i] && current.length > 0) {
      groups.push({ lines: current, ordinal: 0 });
      current = [];
    }
  });
  if (current.length > 0) groups.push({ lines: current, ordinal: 0 });
  let ordinal = 0;
  return groups.map((group) => ({ ...group, ordinal: group.lines[0] === lines[0] ? 0 : ++ordinal }));
}

function closesWithUnits(text: string): boolean {
  const last = extractUnitPhrases(text, { running: false }).at(-1);
  return last !== undefined && /^[。；;\s]*$/.test(text.slice(last.span.end));
}

function isPhraseOnly(text: string): boolean {
  const first = extractUnitPhrases(text, { running: false })[0];
  return first !== undefined && first.span.start === 0 && /^[。；;\s]*$/.test(text.slice(first.span.end));
}

/** Text before the first number: one clause; without any numbering each paragraph is one. */
function introClauses(root: ClauseNode): DraftClause[] {
  const lines = root.lines.filter(({ text }) => /[\u4e00-\u9fffA-Za-z]/.test(text));
  if (lines.length === 0) return [];
  const isUnnumbered = root.children.every(
    ({ kind }) => kind === 'annex' || kind === 'row' || kind === 'row-group',
  );
  if (isUnnumbered && lines.length > 1)
    return lines.map((line, i) => textClause(`p${i + 1}`, '', [], [line]));
  return [textClause('intro', '', [], lines)];
}

function textClause(
  localId: string,
  title: string,
  path: readonly string[],
  lines: readonly LogicalLine[],
): DraftClause {
  const mapped = joinLines(lines);
  const phrases = extractUnitPhrases(mapped.text).map((phrase) => {
    const span = sourceSpanOf(mapped, phrase.span);
    return { phrase, sourceStart: span.start, sourceEnd: span.end };
  });
  return { localId, title, path, mapped, phrases, cellUnits: [], inherited: [], taskLocalId: null };
}

function rowClause(
  node: ClauseNode,
  ids: readonly string[],
  path: readonly string[],
  cellOwners: Map<LogicalLine, string>,
): DraftClause {
  const localId = ids.join('.');
  const mapped = joinLines(node.lines);
  const cellUnits = node.cells!.flatMap(({ line, units }) => {
    const span = sourceSpanOf(line.mapped, { start: 0, end: line.text.length });
    const at = node.lines.indexOf(line);
    const start = node.lines.slice(0, at).reduce((length, { text }) => length + text.length + 1, 0);
    const textSpan = at < 0 ? null : { start, end: start + line.text.length };
    if (!cellOwners.has(line)) cellOwners.set(line, localId);
    return units.map(
      (unit: NamedUnit): UnitAssignment => ({
        ...unit,
        raw: line.text,
        span,
        textSpan,
        inheritedFrom: cellOwners.get(line) === localId ? null : (cellOwners.get(line) ?? null),
      }),
    );
  });
  return {
    localId,
    title: node.title,
    path,
    mapped,
    phrases: [],
    cellUnits,
    inherited: [],
    taskLocalId: null,
  };
}

/** Paragraphs apart by one newline; it has no source of its own where the original break was lost. */
function joinLines(lines: readonly LogicalLine[]): MappedText {
  const parts: MappedText[] = [];
  lines.forEach((line, i) => {
    if (i > 0) {
      const last = parts.at(-1)!.runs.at(-1);
      const at = last ? last.sourceStart + last.sourceLength : 0;
      parts.push({ text: '\n', runs: [{ start: 0, length: 1, sourceStart: at, sourceLength: 0 }] });
    }
    parts.push(line.mapped);
  });
  return concatMapped(parts);
}

/** Kinds whose items share the tail behind the last of them (新一代信息技术: five —— paragraphs, one tail). */
const SHARING_KINDS = new Set<ClauseNode['kind']>(['dash', 'arabic-paren', 'circled', 'ordinal']);

/**
 * Hands unit phrases to the clauses that they also hold for: a phrase in an item's own text holds for sub-items that name
 * nobody; a phrase that closes the last sub-item, where the others have none, holds for the item and all of them.
 */
function handDown(
  own: readonly DraftClause[],
  below: readonly (readonly DraftClause[])[],
  node: ClauseNode,
): void {
  const children = below.flat();
  const ownPhrases = own.flatMap((clause) =>
    clause.phrases.filter(({ phrase }) => phrase.form !== 'running').map((placed) => ({ clause, placed })),
  );
  if (ownPhrases.length > 0) {
    for (const child of children)
      if (!hasUnits(child))
        child.inherited.push(
          ...ownPhrases.flatMap(({ clause, placed }) => assignments(placed, clause.localId)),
        );
    return;
  }
  const last = below.at(-1)?.at(-1);
  if (!last || children.length < 2 || children.slice(0, -1).some(hasUnits)) return;
  const closing = last.phrases.at(-1);
  if (!closing || closing.phrase.form === 'running' || last.phrases.length > 1) return;
  const isShared = SHARING_KINDS.has(node.children[0]!.kind) || standsAlone(last, closing);
  if (!isShared || !/^[。；;\s]*$/.test(last.mapped.text.slice(closing.phrase.span.end))) return;
  const taskLocalId = own[0]!.localId;
  for (const clause of [...own, ...children]) {
    if (clause !== last && !hasUnits(clause)) clause.inherited.push(...assignments(closing, last.localId));
    clause.taskLocalId ??= taskLocalId;
  }
}

/** The phrase is a paragraph of its own behind the last sub-item. */
function standsAlone(clause: DraftClause, { phrase }: PlacedPhrase): boolean {
  return clause.mapped.text[phrase.span.start - 1] === '\n';
}

function hasUnits(clause: DraftClause): boolean {
  return (
    clause.phrases.some(({ phrase }) => phrase.form !== 'running') ||
    clause.cellUnits.length > 0 ||
    clause.inherited.length > 0
  );
}

function assignments({ phrase, sourceStart, sourceEnd }: PlacedPhrase, from: string): UnitAssignment[] {
  return phrase.units.map((unit) => ({
    ...unit,
    raw: phrase.raw,
    span: { start: sourceStart, end: sourceEnd },
    textSpan: null,
    inheritedFrom: from,
  }));
}

function uniqueIds(ids: readonly string[]): string[] {
  const taken = new Set<string>();
  return ids.map((id) => {
    let unique = id;
    for (let count = 2; taken.has(unique); count++) unique = `${id}~${count}`;
    taken.add(unique);
    return unique;
  });
}
