import { createHash } from 'node:crypto';
import type { ClauseRecord } from '../../src/domain/clause.ts';
import { type MappedText, sourceSpanOf } from '../../src/domain/mapped-text.ts';
import type { UnitAssignment } from '../../src/domain/responsible-unit.ts';
import { statesLeadRule } from '../../src/units/role-words.ts';
import { applyLeadRule } from '../../src/units/unit-phrases.ts';
import { readClauseFacts } from '../facts/read-clause-facts.ts';
import type { ClauseNode } from '../parsing/clause-tree.ts';
import { assignUnits } from './assign-units.ts';
import { clausesOf, cutClauses } from './cut-clauses.ts';
import type { DraftClause } from './draft-clause.ts';
import { handDownUnits } from './hand-down-units.ts';
import { readDeadline } from './read-deadline.ts';
import { createRecordBudget, type RecordBudget } from './record-budget.ts';

export interface RecordOptions {
  readonly documentId: string;
  /** The source as decoded: tells whether a clause was converted. */
  readonly source: string;
  /** Of the document, for times printed without one; null where none is known. */
  readonly year: number | null;
  /** A letter of answer: it only tells who does what. */
  readonly tells: boolean;
}

/**
 * Clause tree → clause records: cuts clauses, gives ids and heading trails, reads units and hands them down. Throws ReaderError where the
 * records would be out of all proportion to the source.
 */
export function buildClauseRecords(root: ClauseNode, options: RecordOptions): ClauseRecord[] {
  const budget = createRecordBudget(options.source.length);
  const tree = cutClauses(root, budget, options.tells);
  const drafts = clausesOf(tree);
  handDownUnits(tree, budget);
  const ruleFrom = drafts.findIndex(
    ({ phrases, mapped }) =>
      phrases.some(({ phrase }) => phrase.statesLeadRule) || statesLeadRule(mapped.text),
  );
  const isRuled = (order: number): boolean => ruleFrom >= 0 && order >= ruleFrom;
  const orderOf = new Map(drafts.map(({ localId }, order) => [localId, order]));
  const ids = uniqueIds(drafts.map(({ localId }) => localId));
  const idSet = new Set(ids);
  const clauseId = (localId: string): string => `${options.documentId}:${localId}`;
  return drafts.map((draft, order) => {
    const localId = ids[order]!;
    const { text, runs } = draft.mapped;
    const units = unitsOf(draft, budget, isRuled(order), (from) => isRuled(orderOf.get(from) ?? order));
    return {
      clauseId: clauseId(localId),
      documentId: options.documentId,
      order,
      title: draft.title,
      path: draft.path,
      text,
      runs,
      span: sourceSpanOf(draft.mapped, { start: 0, end: text.length }),
      textHash: createHash('sha256').update(text).digest('hex').slice(0, 16),
      normalized: isConverted(draft.mapped, options.source),
      deadline:
        readDeadline(text, options.year) ??
        (draft.heldDeadline === null ? null : readDeadline(draft.heldDeadline, options.year)),
      units: units.map((unit) => ({
        ...unit,
        inheritedFrom: unit.inheritedFrom === null ? null : clauseId(unit.inheritedFrom),
      })),
      taskId: clauseId(draft.taskLocalId ?? localId),
      ...(draft.cells.length > 0 && { cells: draft.cells }),
      facts: readClauseFacts(
        draft.mapped,
        {
          title: draft.title,
          cells: draft.cells,
          year: options.year,
          held: draft.heldDeadline,
          localId,
          ids: idSet,
          documentId: options.documentId,
        },
        budget,
      ),
    };
  });
}

/**
 * Own phrases, then inherited ones; a table row has its cells alone. Where the rule that the first leads holds, it is the
 * place of the printed phrase that counts.
 */
function unitsOf(
  draft: DraftClause,
  budget: RecordBudget,
  isRuled: boolean,
  isRuledAt: (localId: string) => boolean,
): UnitAssignment[] {
  if (draft.cellUnits.length > 0) return isRuled ? applyLeadRule(draft.cellUnits) : [...draft.cellUnits];
  const own = draft.phrases.flatMap(({ phrase, source }) => {
    const { units: named, raw, span: textSpan, basis } = phrase;
    const units = assignUnits(named, { raw, span: source, textSpan, inheritedFrom: null, basis }, budget);
    return isRuled ? applyLeadRule(units) : units;
  });
  const from = draft.inherited[0]?.inheritedFrom ?? '';
  return [...own, ...(isRuledAt(from) ? applyLeadRule(draft.inherited) : draft.inherited)];
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

function uniqueIds(ids: readonly string[]): string[] {
  const taken = new Set<string>();
  const counts = new Map<string, number>();
  return ids.map((id) => {
    let unique = id;
    let count = counts.get(id) ?? 1;
    while (taken.has(unique)) unique = `${id}~${++count}`;
    counts.set(id, count);
    taken.add(unique);
    return unique;
  });
}
