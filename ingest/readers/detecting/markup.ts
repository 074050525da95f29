/** Whether a text begins as an HTML page does: comments and an XML declaration may stand before. */
export function looksLikeHtml(text: string): boolean {
  return /^(?:<!doctype\s+html|<html|<head|<body)[\s>]/i.test(withoutPrologue(text));
}

/** A page saved with its pictures in one file (MHTML): mail headers with a multipart body. */
export function looksLikeMailArchive(text: string): boolean {
  const headers = text.split(/\r?\n\r?\n/, 1)[0]!;
  return (
    /^(?:[\w-]+:|[ \t]).*/.test(headers) &&
    /^mime-version:/im.test(headers) &&
    /^content-type:\s*(?:multipart|text\/html)/im.test(headers)
  );
}

/** What Office 2003 wrote as one XML file. */
export function officeXmlOf(text: string): 'word' | 'sheet' | null {
  if (!/^\s*<\?xml/.test(text)) return null;
  const program = /<\?mso-application\s+progid="(?<name>\w+)\./.exec(text)?.groups?.name;
  return program === 'Excel' ? 'sheet' : program === 'Word' ? 'word' : null;
}

function withoutPrologue(text: string): string {
  let rest = text.trimStart();
  for (;;) {
    const end = rest.startsWith('<!--') ? '-->' : rest.startsWith('<?') ? '?>' : null;
    const at = end === null ? -1 : rest.indexOf(end);
    if (end === null || at < 0) return rest;
    rest = rest.slice(at + end.length).trimStart();
  }
}
