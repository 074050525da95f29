const HEAD = 'head';

/** Address under which what a document prints about itself (number, date, addressees) is cited; no search and no list finds it. */
export function headIdOf(documentId: string): string {
  return `${documentId}:${HEAD}`;
}

/** The document of such an address; null for any other. */
export function documentOfHead(clauseId: string): string | null {
  return clauseId.endsWith(`:${HEAD}`) ? clauseId.slice(0, -HEAD.length - 1) : null;
}
