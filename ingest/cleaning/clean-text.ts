import {
  editMapped,
  type MappedText,
  mapWholeText,
  sourceSpanOf,
  type TextEdit,
} from '../../src/domain/mapped-text.ts';
import type { LayoutMark } from '../../src/domain/source-layout.ts';
import type { TextSpan } from '../../src/domain/text-span.ts';
import { detectTraditional, simplifyEdits } from '../../src/language/script.ts';
import { findBoxTables } from './box-tables.ts';
import type { CleaningWarning, HeaderField, PassResult } from './cleaning-pass.ts';
import { findDamagedText } from './damaged-text.ts';
import { findFrontMatter } from './front-matter.ts';
import { findFurniture } from './furniture.ts';
import { findGlosses } from './glosses.ts';
import { findHtmlTags } from './html-tags.ts';
import { findInlineFurniture } from './inline-furniture.ts';
import {
  findInvisibleCharacters,
  lineBreakEdits,
  summariseInvisibleCharacters,
} from './invisible-characters.ts';
import { locateInClean } from './locate-in-clean.ts';
import { findLongBlanks } from './long-blanks.ts';
import { findLookAlikes } from './look-alikes.ts';
import { findMarkdownMarks } from './markdown-marks.ts';
import { findWordProcessorLeftovers } from './word-processor-leftovers.ts';

/** A document as it is parsed and searched. */
export interface CleanText {
  /** Clean text with its map into the source; lines and tabs are kept. */
  readonly mapped: MappedText;
  /** In clean coordinates, ordered by place. */
  readonly marks: readonly LayoutMark[];
  /** In SOURCE coordinates, ordered by place: their lines are no longer in the clean text. */
  readonly headerFields: readonly HeaderField[];
  /** True where script, glosses or look-alike characters were converted, so that text and source differ in more than removed stretches. */
  readonly normalized: boolean;
  /** In SOURCE coordinates. */
  readonly warnings: readonly CleaningWarning[];
}

/** What the reader of the format marked in the source and warned of; spans point into the source. */
export interface SourceMarks {
  readonly marks: readonly LayoutMark[];
  readonly warnings: readonly CleaningWarning[];
}
const PLAIN: SourceMarks = { marks: [], warnings: [] };

/** Two or three rounds are usual; a text made to need more (glosses within glosses) keeps what is left of them. */
const MAXIMUM_ROUNDS = 12;

/**
 * Removes what is not the document: invisible characters, front matter, web furniture, crawler headers, glosses, markdown marks, tags; converts
 * traditional text. Rounds are repeated until nothing changes, so that cleaning twice equals cleaning once: 「**Tag标签:**」
 * is furniture only once its bold marks are seen through. Damaged text is reported, never repaired.
 */
export function cleanText(source: string, layout: SourceMarks = PLAIN): CleanText {
  let mapped = editMapped(mapWholeText(source), lineBreakEdits(source));
  const warnings: CleaningWarning[] = [
    ...layout.warnings,
    ...summariseInvisibleCharacters(source),
    ...findDamagedText(source),
  ];
  const marks: LayoutMark[] = [...layout.marks];
  const headerFields: HeaderField[] = [];
  let normalized = false;

  const apply = (pass: (text: string) => PassResult): boolean => {
    const { edits, marks: found = [], headerFields: fields = [] } = pass(mapped.text);
    for (const mark of found) marks.push({ ...mark, span: sourceSpanOf(mapped, mark.span) });
    for (const field of fields) headerFields.push({ ...field, span: sourceSpanOf(mapped, field.span) });
    mapped = editMapped(mapped, edits);
    return edits.length > 0;
  };

  for (let round = 0; round < MAXIMUM_ROUNDS; round++) {
    const before = mapped.text;
    apply(findInvisibleCharacters);
    apply(findFrontMatter);
    apply(findBoxTables);
    apply(findHtmlTags);
    apply(findLongBlanks);
    apply(findWordProcessorLeftovers);
    if (apply(findLookAlikes)) normalized = true;
    if (apply(findGlosses)) normalized = true;
    if (apply(findTraditionalCharacters)) normalized = true;
    apply(findFurniture);
    apply(findInlineFurniture);
    apply(findMarkdownMarks);
    if (mapped.text === before) break;
  }
  return {
    mapped,
    marks: joinBold(locateMarks(mapped, marks), mapped.text),
    headerFields: headerFields.sort(byPlace),
    normalized,
    warnings: warnings.sort(byPlace),
  };
}

function findTraditionalCharacters(text: string): { readonly edits: readonly TextEdit[] } {
  return { edits: detectTraditional(text) ? simplifyEdits(text) : [] };
}

function locateMarks(mapped: MappedText, marks: readonly LayoutMark[]): LayoutMark[] {
  return marks
    .map((mark) => ({ ...mark, span: locateInClean(mapped, mark.span) }))
    .filter((mark): mark is LayoutMark => mark.span !== null)
    .sort(byPlace);
}

/** 「**（一）****推动资源开放**」 is one bold heading that an editor marked in pieces. */
function joinBold(marks: readonly LayoutMark[], text: string): LayoutMark[] {
  const joined: LayoutMark[] = [];
  for (const mark of marks) {
    const last = joined.at(-1);
    const between = last && text.slice(last.span.end, mark.span.start);
    if (last?.kind === 'bold' && mark.kind === 'bold' && /^[^\S\n]*$/u.test(between ?? '')) {
      joined[joined.length - 1] = {
        kind: 'bold',
        span: { start: last.span.start, end: Math.max(last.span.end, mark.span.end) },
      };
    } else {
      joined.push(mark);
    }
  }
  return joined;
}

function byPlace(a: { readonly span: TextSpan }, b: { readonly span: TextSpan }): number {
  return a.span.start - b.span.start || b.span.end - a.span.end;
}
