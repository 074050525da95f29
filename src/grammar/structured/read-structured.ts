import type { QueryWhere } from '../../domain/query.ts';
import type { Annotated } from '../annotate-question.ts';
import { type NumberedParts, sectionsOf } from '../sections-of.ts';
import { readConditions } from './read-conditions.ts';
import { readRanking } from './read-ranking.ts';
import { readSections } from './read-sections.ts';
import { readSides, readSpread } from './read-sides.ts';
import { readTotals } from './read-totals.ts';
import { readSigns } from './signs.ts';
import type { StructuredAsk } from './structured-ask.ts';

/**
 * The query of a question all of whose words are names or closed words; null where one is left over, or where nothing is
 * asked of the records as such. `documentIds`: those that are meant.
 */
export function readStructured(
  question: Annotated,
  documentIds: readonly string[],
  parts: NumberedParts,
  isFollowUp = false,
): StructuredAsk | null {
  if (question.rest.length > 0 || question.facts.length > 0) return null;
  const signs = readSigns(question);
  const isNamed =
    question.documentIds.length + question.units.length + question.headings.length + question.days.length > 0;
  if (isFollowUp && !isNamed && !signs.has('most') && signs.target !== 'document') return null;
  // 「…升级，方案里让哪些部门负责」: of what was told before.
  if (isFollowUp && signs.target === 'unit' && question.headings.length === 0 && !signs.has('most'))
    return null;
  const spread = readSpread(question, signs, documentIds);
  if (spread) return spread;
  if (signs.has('pronoun') || signs.has('whether')) return null;
  if (signs.has('compare')) return readSides(question, signs, documentIds);
  if (signs.has('except') && !signs.has('most')) return null;
  const base: QueryWhere = documentIds.length > 0 ? { documentIds: [...documentIds] } : {};
  if (isFollowUp && /呢[，。？]/u.test(`${question.text}。`)) return null;
  if (question.headings.length > 0 && !signs.has('include') && !isBesideTasks(question)) {
    if (!signs.has('most')) return readSections(question, signs, base, parts);
    const named = sectionsOf(question, documentIds, parts);
    return named && !named.isLeaf ? readRanking(question, signs, { ...base, section: named.section }) : null;
  }
  return (
    readRanking(question, signs, base) ??
    readSections(question, signs, base, parts) ??
    readConditions(question, signs, base) ??
    readTotals(question, signs, base, isFollowUp, parts)
  );
}

/** 「车联网任务和保障措施」: the part is named beside the tasks, not as a condition on them. */
function isBesideTasks({ text, headings }: Annotated): boolean {
  return (
    headings.length === 1 &&
    /(?:任务|事项|专项|项目)(?:和|与|及|以及|、|跟)$/u.test(text.slice(0, headings[0]!.start))
  );
}
