import type { CleanText } from '../cleaning/clean-text.ts';
import { withoutAttachmentLists } from './annex.ts';
import type { ClauseNode } from './clause-tree.ts';
import { withoutClosingMatter } from './closing-matter.ts';
import { withoutContents } from './contents-list.ts';
import { type DocumentFacts, readDocumentHead } from './document-head.ts';
import { findLandmarks } from './landmarks.ts';
import type { LogicalLine } from './logical-line.ts';
import { splitQuestions } from './questions.ts';
import { readLogicalLines } from './read-lines.ts';
import { readOutline } from './read-outline.ts';
import { splitRunOnLines } from './split-run-on.ts';
import { readStandardHead } from './standard-head.ts';

export interface ParsedDocument {
  readonly facts: DocumentFacts;
  readonly root: ClauseNode;
  /** All of its lines, those of head and end included. */
  readonly lines: readonly LogicalLine[];
}

/** Clean text → what the document prints about itself and its clause tree. Pure. */
export function parseDocument(clean: CleanText): ParsedDocument {
  const printed = readLogicalLines(clean);
  const standard = readStandardHead(printed);
  const lines = withoutClosingMatter(
    withoutAttachmentLists(splitQuestions(splitRunOnLines(withoutContents(standard?.lines ?? printed)))),
  );
  const landmarks = findLandmarks(lines);
  const { facts, body, carried } = readDocumentHead(lines, clean.headerFields, landmarks);
  if (standard) {
    const { title, number: documentNumber, issuer, issuedOn } = standard;
    const root = readOutline(lines, landmarks);
    return { facts: { ...facts, title, documentNumber, issuer, issuedOn }, root, lines: printed };
  }
  return { facts, root: readOutline(body, landmarks, carried), lines: printed };
}
