import { normalForm } from './content-pairs.ts';
import type { ProofSource } from './proof-source.ts';

/** Document numbers, links, mail addresses, phone numbers, titles in 《》, Latin names: what must stand there letter by letter. */
const REFERENCES: readonly RegExp[] = [
  /\p{Script=Han}{1,8}[〔[(]\d{4}[〕\])]\d+号/gu,
  /(?:https?:\/\/|www\.)[\w.~:/?#@!$&'()*+,;=%-]+/giu,
  /[\w.+-]+@[\w-]+\.[\w.]+/gu,
  /(?<!\d)(?:0\d{2,3}-?\d{7,8}|1[3-9]\d{9}|400-?\d{3}-?\d{4}|1[12]\d{3}|95\d{3})(?!\d)/gu,
  /《[^》]{2,60}》/gu,
  /[a-z][a-z0-9+.-]*/giu,
];

/** Whether everything that is quoted letter by letter stands in the clause, its headings or its document's title. */
export function checkReferences(text: string, source: ProofSource): 'reference' | null {
  const body = bare(source.body);
  const frame = bare(source.frame);
  for (const pattern of REFERENCES) {
    for (const [reference] of text.matchAll(pattern)) {
      const wanted = bare(normalForm(reference));
      if (!body.includes(wanted) && !frame.includes(wanted)) return 'reference';
    }
  }
  return null;
}

function bare(text: string): string {
  return text.replace(/[^\p{L}\p{N}@/+-]/gu, '');
}
