import { numberKey, titleKeys } from './document-names.ts';
import type { DocumentEnding, PolicyDocument } from './policy-document.ts';
import type { EndedDocument } from './policy-facts.ts';

/**
 * The documents, each with what the others say of its end: 「《…》同时废止」, or a later edition by the same issuers. Linear in the documents and
 * in what they repeal. Only these documents are looked at: hand in those that the caller may see.
 */
export function withEndings(documents: readonly PolicyDocument[]): readonly PolicyDocument[] {
  const endings = new Map<string, DocumentEnding[]>();
  const add = (ended: PolicyDocument, ending: DocumentEnding) =>
    endings.set(ended.documentId, [...(endings.get(ended.documentId) ?? []), ending]);
  const byTitle = groupBy(documents, ({ title, aliases }) => [title, ...aliases].flatMap(titleKeys));
  const byNumber = groupBy(documents, ({ documentNumber }) =>
    documentNumber ? [numberKey(documentNumber)] : [],
  );
  for (const document of documents)
    for (const repeal of document.facts?.repeals ?? [])
      for (const ended of namedBy(repeal, document, byTitle, byNumber))
        add(ended, endingBy(document, repeal));
  for (const editions of byTitle.values()) addEditions(editions, add);
  return endings.size === 0
    ? documents
    : documents.map((document) => {
        const own = endings.get(document.documentId);
        return own ? { ...document, endings: own } : document;
      });
}

function groupBy(
  documents: readonly PolicyDocument[],
  keysOf: (document: PolicyDocument) => readonly string[],
): ReadonlyMap<string, readonly PolicyDocument[]> {
  const groups = new Map<string, PolicyDocument[]>();
  for (const document of documents)
    for (const key of new Set(keysOf(document))) {
      const group = groups.get(key);
      if (group) group.push(document);
      else groups.set(key, [document]);
    }
  return groups;
}

/** By number where both print one; else by title, older than what repeals it. */
function namedBy(
  { title, documentNumber }: EndedDocument,
  repealing: PolicyDocument,
  byTitle: ReadonlyMap<string, readonly PolicyDocument[]>,
  byNumber: ReadonlyMap<string, readonly PolicyDocument[]>,
): readonly PolicyDocument[] {
  const isOther = ({ documentId }: PolicyDocument) => documentId !== repealing.documentId;
  const numbered =
    documentNumber === null ? [] : (byNumber.get(numberKey(documentNumber)) ?? []).filter(isOther);
  if (numbered.length > 0) return numbered;
  const keys = title === null ? [] : titleKeys(title);
  return [...new Set(keys.flatMap((key) => byTitle.get(key) ?? []))].filter(
    (document) =>
      isOther(document) &&
      !isLater(document, repealing) &&
      (documentNumber === null || document.documentNumber === null),
  );
}

function isLater(a: PolicyDocument, b: PolicyDocument): boolean {
  return a.issuedOn !== null && b.issuedOn !== null && a.issuedOn > b.issuedOn;
}

function endingBy(document: PolicyDocument, { on, replaced, printed }: EndedDocument): DocumentEnding {
  return {
    kind: replaced ? 'superseded' : 'repealed',
    on: on ?? beginningOf(document),
    documentId: document.documentId,
    title: document.title,
    printed,
  };
}

function beginningOf({ facts, issuedOn }: PolicyDocument): string | null {
  return facts?.effectiveOn ?? issuedOn;
}

/** Rules of the same name and issuers: the next one takes the place of the one before. Plans of a period run beside each other. */
const RULE = /(?:办法|规定|条例|细则|规则|章程|规范|规程|标准|制度)(?:[（(][^（()）]{1,20}[）)])?$/u;

function addEditions(
  editions: readonly PolicyDocument[],
  add: (ended: PolicyDocument, ending: DocumentEnding) => void,
): void {
  const rules = editions
    .filter(({ title, period, issuedOn }) => RULE.test(title) && period === null && issuedOn !== null)
    .sort((a, b) => (a.issuedOn! < b.issuedOn! ? -1 : 1));
  rules.slice(0, -1).forEach((rule, i) => {
    const next = rules[i + 1]!;
    if (next.issuedOn === rule.issuedOn || next.issuer !== rule.issuer || rule.issuer === null) return;
    const { documentId, title } = next;
    add(rule, { kind: 'superseded', on: beginningOf(next), documentId, title, printed: `《${title}》` });
  });
}
