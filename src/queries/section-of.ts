import type { ClauseRecord } from '../domain/clause.ts';
import { stripNumber } from '../domain/heading-number.ts';
import { foldForComparison } from '../language/width.ts';
import { countWork } from '../turns/work-budget.ts';

const STEPS_A_HEADING = 50;

/** A number as clause ids have it: 2.1, art3.2, annex1.4, ch2, q1, closing. */
const PART = '(?:[a-z]{0,7}\\d+|intro|note|closing)(?:~\\d+)?';
const NUMBER = new RegExp(`^${PART}(?:\\.${PART})*$`, 'u');

/** Whether a clause stands under `section`: a number as in clause ids, or the beginning of a heading, with its number or without. */
export function createSectionTest(section: string): (clause: ClauseRecord) => boolean {
  const wanted = section.trim();
  if (NUMBER.test(wanted))
    return ({ clauseId, documentId }) => {
      const part = clauseId.slice(documentId.length + 1);
      return part.startsWith(wanted) && /^(?:$|[.~])/u.test(part.slice(wanted.length));
    };
  const folded = foldForComparison(wanted);
  return ({ path }) => {
    countWork(STEPS_A_HEADING * path.length);
    return path.some((heading) =>
      [heading, stripNumber(heading), heading.replace(/^[【〔［[「]/u, '')].some((text) =>
        foldForComparison(text).startsWith(folded),
      ),
    );
  };
}

/** The headings that a clause stands under, its own left out where another is above it; empty before the first heading. */
export function sectionOf({ clauseId, documentId, path, title }: ClauseRecord): readonly string[] {
  const parts = clauseId.slice(documentId.length + 1).split('.');
  const isParagraph = /^p\d/u.test(parts.at(-1) ?? '');
  const hasOwnHeading = !isParagraph && (title !== '' || parts.length <= path.length);
  return hasOwnHeading && path.length > 1 ? path.slice(0, -1) : path;
}
