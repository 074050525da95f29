import { XMLParser } from 'fast-xml-parser';
import * as z from 'zod';

const parser = new XMLParser({
  ignoreAttributes: true,
  // Numbers of 64 bits and blanks are kept as they are, entities stay text.
  parseTagValue: false,
  trimValues: false,
  processEntities: false,
});

/** Nothing may stand before the root, so that no document type is read. */
const BEGINNING = /^\s*(?:<\?xml[^>]{0,200}\?>\s*)?<xml>/;

const Fields = z.object({ xml: z.record(z.string(), z.unknown()) });

/** The fields of `<xml>` that hold text; null for anything else. */
export function readXml(text: string): Readonly<Record<string, string>> | null {
  if (!BEGINNING.test(text) || /<!(?:DOCTYPE|ENTITY)/i.test(withoutCharacterData(text))) return null;
  try {
    const { success, data } = Fields.safeParse(parser.parse(text));
    if (!success) return null;
    const fields = Object.entries(data.xml).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    );
    return Object.fromEntries(fields);
  } catch {
    return null;
  }
}

function withoutCharacterData(text: string): string {
  return text.replace(/<!\[CDATA\[[\s\S]*?\]\]>/g, '');
}
