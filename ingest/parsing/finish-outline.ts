import { extractUnitPhrases } from '../../src/units/unit-phrases.ts';
import type { ClauseNode } from './clause-tree.ts';
import { readArticleTitle, readItemTitle } from './item-title.ts';
import type { DraftNode } from './outline-builder.ts';

/** Titles are read once all lines of an item are known: whether a short sentence is a heading depends on what follows. */
export function finishOutline(draft: DraftNode): ClauseNode {
  const { title, headingLength } = draft.title === '' ? readTitle(draft) : draft;
  const used = new Map<string, number>();
  const children = draft.children.map((child) => {
    const count = (used.get(child.idPart) ?? 0) + 1;
    used.set(child.idPart, count);
    if (count > 1) child.idPart = `${child.idPart}~${count}`;
    return finishOutline(child);
  });
  const { kind, asks, idPart, number, lines, headings, cells, heldDeadline } = draft;
  return {
    kind,
    asks,
    idPart,
    number,
    title: shortenTitle(title),
    headingLength,
    lines,
    headings,
    children,
    cells,
    heldDeadline,
  };
}

/** A heading stands in the trail of everything below it. */
const LONGEST_TITLE = 200;

/** A cell or a bold stretch that is no heading by its length does not go into every trail whole. */
function shortenTitle(title: string): string {
  return title.length > LONGEST_TITLE ? `${title.slice(0, LONGEST_TITLE)}…` : title;
}

const UNTITLED_KINDS = new Set<ClauseNode['kind']>([
  'root',
  'row',
  'row-group',
  'annex',
  'ordinal',
  'paragraph',
  'note',
]);

function readTitle(draft: DraftNode): { title: string; headingLength: number } {
  const first = draft.lines[0];
  if (!first || UNTITLED_KINDS.has(draft.kind)) return { title: '', headingLength: draft.headingLength };
  const text = first.text.slice(draft.headingLength);
  const heading = withoutUnitTail(text);
  const boldLength = Math.max(0, first.boldLength - draft.headingLength);
  const read =
    draft.kind === 'article'
      ? readArticleTitle(heading, boldLength)
      : readItemTitle(heading, {
          boldLength,
          hasMoreLines: draft.lines.length > 1 || draft.children.length > 0 || draft.cells !== null,
          hasUnitTail: heading.length < text.length,
        });
  return { title: read.title.trim(), headingLength: draft.headingLength + read.length };
}

/** 「（五）完善机制（责任单位：市财政局）」: the tail is no part of the heading. */
function withoutUnitTail(text: string): string {
  const phrase = extractUnitPhrases(text, { running: false })[0];
  return phrase ? text.slice(0, phrase.span.start) : text;
}
