import { stripNumber } from '../domain/heading-number.ts';
import type { Annotated } from './annotate-question.ts';
import type { Heading } from './find-headings.ts';
import { LAST_PART } from './section-reference.ts';

/** What documents are numbered by. */
export interface NumberedParts {
  /** Documents whose clauses are articles. */
  readonly articles: ReadonlySet<string>;
  /** Of documents whose rows are numbered through: the clause of each number, as clause ids have it. */
  readonly rows: ReadonlyMap<string, ReadonlyMap<number, string>>;
  /** Of each document the numbers of its parts, in order: 1, 2, 3. */
  readonly tops: ReadonlyMap<string, readonly string[]>;
}

/** A part of documents that a question names. */
export interface NamedSection {
  /** As a query has it: a number as in clause ids, or a heading. */
  readonly section: string;
  /** The documents that have it; empty where any may. */
  readonly documentIds: string[];
  /** Named by its number. */
  readonly isNumbered: boolean;
  /** One clause by its own heading. */
  readonly isLeaf?: boolean;
}

/** The part that headings and numbers of a question name together: 保障措施第三条 is 4.3. Null where none is named. */
export function sectionsOf(
  { headings, sections, documentIds: named }: Annotated,
  documentIds: readonly string[],
  parts: NumberedParts,
): NamedSection | null {
  const { articles, rows } = parts;
  const meant = headings
    .map((mention) =>
      mention.headings.filter(
        ({ documentId }) => documentIds.length === 0 || documentIds.includes(documentId),
      ),
    )
    .filter((own) => own.length > 0)
    .at(-1);
  const reference = sections[0];
  if (!meant && !reference) return null;
  if (!reference) return headed(meant!);
  if (reference.steps[0]!.number === LAST_PART) return meant ? null : lastPart(documentIds, parts);
  const numbers = reference.steps.map(({ number }) => number).join('.');
  if (meant) {
    const numbered = meant.find(({ number }) => number !== '');
    // 第三部分“提升加工水平”: number and heading name the same part.
    const isSame = numbered && (numbered.number === numbers || numbered.number.endsWith(`.${numbers}`));
    if (isSame) return { section: numbered.number, documentIds: [numbered.documentId], isNumbered: true };
    return numbered
      ? { section: `${numbered.number}.${numbers}`, documentIds: [numbered.documentId], isNumbered: true }
      : null;
  }
  if (documentIds.length === 0) return null;
  const [step, ...deeper] = reference.steps;
  if (deeper.length === 0 && /^[条项点个]?$/u.test(step!.level)) {
    // 第二项 of the list before is no part of a document.
    if (named.length === 0) return null;
    const row = documentIds.length === 1 ? rows.get(documentIds[0]!)?.get(step!.number) : undefined;
    if (row !== undefined) return { section: row, documentIds: [...documentIds], isNumbered: true };
  }
  const hasArticles = reference.steps[0]!.level === '条' && documentIds.some((id) => articles.has(id));
  return {
    section: hasArticles ? `art${numbers}` : numbers,
    documentIds: [...documentIds],
    isNumbered: true,
  };
}

/** The last numbered part of a document. */
function lastPart(documentIds: readonly string[], { tops }: NumberedParts): NamedSection | null {
  const last = documentIds.length === 1 ? tops.get(documentIds[0]!)?.at(-1) : undefined;
  return last === undefined ? null : { section: last, documentIds: [...documentIds], isNumbered: true };
}

/** Of headings with the same words all, by the words alone where their numbers differ; of others the first. */
function headed(headings: readonly Heading[]): NamedSection {
  const nameOf = ({ path }: Heading) => stripNumber(path.at(-1)!);
  const same = headings.filter((heading) => nameOf(heading) === nameOf(headings[0]!));
  const printed = new Set(same.map(({ path }) => path.at(-1)!));
  return {
    section: printed.size === 1 ? [...printed][0]! : nameOf(headings[0]!),
    documentIds: [...new Set(same.map(({ documentId }) => documentId))],
    isNumbered: false,
    isLeaf: same.every(({ isLeaf }) => isLeaf),
  };
}
