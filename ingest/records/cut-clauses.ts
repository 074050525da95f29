import { extractUnitPhrases } from '../../src/units/unit-phrases.ts';
import type { ClauseNode } from '../parsing/clause-tree.ts';
import type { LogicalLine } from '../parsing/logical-line.ts';
import { headingOf, nextIds } from './clause-heading.ts';
import { type CellOwners, type DraftClause, rowClause, textClause } from './draft-clause.ts';
import { isRemarkLine } from './read-deadline.ts';
import type { RecordBudget } from './record-budget.ts';

/** A node of the clause tree with the clauses that its own lines make. */
export interface CutNode {
  readonly node: ClauseNode;
  readonly localId: string;
  readonly own: readonly DraftClause[];
  readonly children: readonly CutNode[];
}

/** What all nodes of one document share. */
interface Shared {
  readonly cellOwners: CellOwners;
  readonly budget: RecordBudget;
  /** The text only tells who does what: answers, letters. */
  readonly tells: boolean;
}

/** Cuts the tree into clauses, in reading order. Throws ReaderError where they would be out of all proportion. */
export function cutClauses(root: ClauseNode, budget: RecordBudget, tells: boolean): CutNode {
  return cut(root, [], [], { cellOwners: new Map(), budget, tells });
}

/** All clauses of a subtree in reading order. */
export function clausesOf({ own, children }: CutNode): DraftClause[] {
  return [...own, ...children.flatMap(clausesOf)];
}

function cut(
  node: ClauseNode,
  idParts: readonly string[],
  trail: readonly string[],
  shared: Shared,
): CutNode {
  const ids = node.kind === 'root' ? [] : nextIds(node, idParts);
  const heading = headingOf(node);
  const path = heading === '' ? trail : [...trail, heading];
  const answer = node.asks ? wholeAnswer(node) : null;
  if (answer) {
    const own = [textClause(ids.join('.'), node.title, path, answer, shared.budget, true)];
    return { node, localId: ids.join('.'), own, children: [] };
  }
  const inner = node.asks || node.kind === 'question' ? { ...shared, tells: true } : shared;
  const own = ownClauses(node, ids, path, inner);
  return {
    node,
    localId: ids.join('.'),
    own,
    children: node.children.map((child) => cut(child, ids, path, inner)),
  };
}

/** A longer answer is cut as any text. */
const LONGEST_ANSWER = 2000;

/** A question with all lines of its answer, lists included; null where a table or another question stands in it, or it is very long. */
function wholeAnswer(node: ClauseNode): readonly LogicalLine[] | null {
  const lines: LogicalLine[] = [];
  const nodes: ClauseNode[] = [node];
  let length = 0;
  for (let next = nodes.pop(); next; next = nodes.pop()) {
    const isApart = next !== node && (next.asks || next.kind === 'annex' || next.kind === 'note');
    if (isApart || next.cells !== null || next.kind === 'row' || next.kind === 'row-group') return null;
    for (const line of next.lines) {
      lines.push(line);
      length += line.text.length;
    }
    if (length > LONGEST_ANSWER) return null;
    for (const child of next.children.toReversed()) nodes.push(child);
  }
  return lines.length > 1 ? lines : null;
}

/** The clauses that a node's own lines make: none for a heading alone, several where paragraphs have their own tails. */
function ownClauses(
  node: ClauseNode,
  ids: readonly string[],
  path: readonly string[],
  { cellOwners, budget, tells }: Shared,
): DraftClause[] {
  if (node.lines.length === 0 || node.kind === 'row-group') return [];
  if (node.kind === 'root') return introClauses(node, budget, tells);
  if (node.cells !== null && !isTextRow(node)) return [rowClause(node, ids, path, cellOwners, budget)];
  const groups = node.kind === 'question' ? [{ lines: [...node.lines], ordinal: 0 }] : paragraphGroups(node);
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
      const headings = groups.length === 1 ? node.headings : [];
      return textClause(
        localId,
        isItem || groups.length === 1 ? node.title : '',
        path,
        lines,
        budget,
        tells,
        headings,
      );
    });
}

/** A sentence below a table's rows, without number and units: 「各县（市、区）要对照上述任务建立调度机制。」 */
function isTextRow({ cells, number, lines }: ClauseNode): boolean {
  return cells?.length === 0 && number === '' && /。$/.test(lines[0]!.text);
}

/** 「3.2.2 实验室的照度应符合表1的规定。」 is a rule, whatever stands below it. */
const RULE_OF_STANDARD = /^decimal [^。]*(?:应|宜|不得|符合|按)[^。]*。$/;

/** Whether the heading line says more than number, title and unit tail. */
function hasBody(node: ClauseNode): boolean {
  const first = node.lines[0]!;
  if (node.kind === 'annex' || RULE_OF_STANDARD.test(`${node.kind} ${first.text}`)) return true;
  const rest = first.text.slice(Math.min(node.headingLength, first.text.length));
  let at = 0;
  for (const { span } of extractUnitPhrases(rest, { running: false })) {
    if (/[\u4e00-\u9fffA-Za-z0-9]/.test(rest.slice(at, span.start))) return true;
    at = span.end;
  }
  return /[\u4e00-\u9fffA-Za-z0-9]/.test(rest.slice(at));
}

/**
 * Unnumbered paragraphs belong to the item above; but where at least two of them close with a unit phrase of their own,
 * each such paragraph (with those before it that have none) is a clause.
 */
function paragraphGroups(node: ClauseNode): { lines: LogicalLine[]; ordinal: number }[] {
  const { lines } = node;
  const whole = [{ lines: [...lines], ordinal: 0 }];
  const headingAlone = !hasBody(node) && lines.length > 1;
  const groups: LogicalLine[][] = headingAlone ? [[lines[0]!]] : [];
  let isClosed = true;
  for (const line of headingAlone ? lines.slice(1) : lines) {
    const group = groups.at(-1);
    const isSpoken = group !== undefined && !(headingAlone && groups.length === 1);
    const belongsAbove: boolean =
      isSpoken && (!isClosed || isPhraseOnly(line.text) || isRemarkLine(line.text));
    if (group && belongsAbove) group.push(line);
    else groups.push([line]);
    isClosed = closesWithUnits(line.text) || (isClosed && belongsAbove);
  }
  const closed = groups.filter((group) => group.some(({ text }) => closesWithUnits(text)));
  if (closed.length < 2) return whole;
  let ordinal = 0;
  return groups.map((group) => ({ lines: group, ordinal: group[0] === lines[0] ? 0 : ++ordinal }));
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
function introClauses(root: ClauseNode, budget: RecordBudget, tells: boolean): DraftClause[] {
  const lines = root.lines.filter(({ text }) => /[\u4e00-\u9fffA-Za-z]/.test(text));
  if (lines.length === 0) return [];
  const isUnnumbered = root.children.every(
    ({ kind }) => kind === 'annex' || kind === 'row' || kind === 'row-group',
  );
  if (isUnnumbered && lines.length > 1)
    return lines.map((line, i) => textClause(`p${i + 1}`, '', [], [line], budget, tells));
  return [textClause('intro', '', [], lines, budget, tells)];
}
