import type { CleanText } from '../cleaning/clean-text.ts';
import { withoutAttachmentLists } from './annex.ts';
import type { ClauseNode } from './clause-tree.ts';
import { type DocumentFacts, readDocumentHead } from './document-head.ts';
import { readLogicalLines } from './logical-line.ts';
import { readOutline } from './read-outline.ts';
import { splitRunOnLines } from './split-run-on.ts';

export interface ParsedDocument {
  readonly facts: DocumentFacts;
  readonly root: ClauseNode;
}

/** Clean text → what the document prints about itself and its clause tree. Pure. */
export function parseDocument(clean: CleanText): ParsedDocument {
  const lines = withoutAttachmentLists(splitRunOnLines(readLogicalLines(clean)));
  const { facts, body } = readDocumentHead(lines, clean.headerFields);
  return { facts, root: readOutline(body) };
}
