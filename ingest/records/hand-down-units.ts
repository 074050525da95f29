import { sourceSpanOf } from '../../src/domain/mapped-text.ts';
import type { UnitAssignment } from '../../src/domain/responsible-unit.ts';
import { readHeadingDuty } from '../../src/units/duty-list.ts';
import type { ClauseNode } from '../parsing/clause-tree.ts';
import { assignUnits } from './assign-units.ts';
import { type CutNode, clausesOf } from './cut-clauses.ts';
import { type DraftClause, type PlacedPhrase, textClause } from './draft-clause.ts';
import type { RecordBudget } from './record-budget.ts';

/** Kinds whose items share the tail behind the last of them (新一代信息技术: five —— paragraphs, one tail). */
const SHARING_KINDS = new Set<ClauseNode['kind']>(['dash', 'arabic-paren', 'circled', 'ordinal']);

/**
 * Hands unit phrases to the clauses that they also hold for: a phrase in an item's own text holds for sub-items that name
 * nobody; a phrase that closes the last sub-item, where the others have none, holds for the item and all of them.
 */
export function handDownUnits(tree: CutNode, budget: RecordBudget): void {
  for (const child of tree.children) handDownUnits(child, budget);
  if (tree.node.kind === 'root') return;
  const own = tree.own.length > 0 ? tree.own : headingAlone(tree, budget);
  const children = tree.children.flatMap(clausesOf);
  handDownDuty(own, children, budget);
  const ownPhrases = own.flatMap((clause) =>
    clause.phrases.filter(({ phrase }) => phrase.form !== 'running').map((placed) => ({ clause, placed })),
  );
  if (ownPhrases.length > 0) {
    for (const child of children)
      if (!hasUnits(child))
        child.inherited = ownPhrases.flatMap(({ clause, placed }) =>
          assignments(placed, clause.localId, budget),
        );
    return;
  }
  const last = children.at(-1);
  if (!last || children.length < 2 || children.slice(0, -1).some(hasUnits)) return;
  const closing = last.phrases.at(-1);
  if (!closing || closing.phrase.form === 'running' || last.phrases.length > 1) return;
  const isShared = SHARING_KINDS.has(tree.children[0]!.node.kind) || standsAlone(last, closing);
  if (!isShared || !/^[。；;\s]*$/.test(last.mapped.text.slice(closing.phrase.span.end))) return;
  const taskLocalId = own[0]?.localId ?? tree.localId;
  for (const clause of [...own, ...children]) {
    if (clause !== last && !hasUnits(clause)) clause.inherited = assignments(closing, last.localId, budget);
    clause.taskLocalId ??= taskLocalId;
  }
}

/** 「（一）县水利局」 is the subject of 「1.负责河道管理。2.牵头…」 below it, where these name nobody. */
function handDownDuty(
  own: readonly DraftClause[],
  children: readonly DraftClause[],
  budget: RecordBudget,
): void {
  const [heading, more] = own;
  if (!heading || more) return;
  const { mapped, localId } = heading;
  const phrase = {
    raw: mapped.text,
    span: sourceSpanOf(mapped, { start: 0, end: mapped.text.length }),
    textSpan: null,
    inheritedFrom: localId,
    basis: 'duty',
  } as const;
  for (const child of children) {
    if (hasUnits(child) || child.phrases.length > 0) continue;
    child.inherited = assignUnits(readHeadingDuty(mapped.text, child.mapped.text), phrase, budget);
  }
}

/** A heading that is no clause may still name units for what stands below: 「三、深化改革（市发展改革委牵头）」. */
function headingAlone({ node, localId }: CutNode, budget: RecordBudget): DraftClause[] {
  return node.lines.length === 0 || node.kind === 'row-group'
    ? []
    : [textClause(localId, '', [], node.lines, budget)];
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

function assignments({ phrase, source }: PlacedPhrase, from: string, budget: RecordBudget): UnitAssignment[] {
  const { units, raw, basis } = phrase;
  return assignUnits(units, { raw, span: source, textSpan: null, inheritedFrom: from, basis }, budget);
}
