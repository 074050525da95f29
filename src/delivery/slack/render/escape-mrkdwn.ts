/**
 * Makes any text harmless in Slack's markup: no mention, broadcast or link can come of it, and signs of emphasis stay what they are. With
 * `verbatim` in the text object, bare addresses do not become links either.
 */
export function escapeMrkdwn(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[*_~`]/g, (sign) => `\u200b${sign}\u200b`);
}

/** A link; its label is one line of plain text. */
export function renderLink(url: string, label: string): string {
  const address = url.replace(/[<>|]/g, encodeURIComponent).replaceAll('&', '&amp;');
  return `<${address}|${escapeMrkdwn(label.replace(/\s+/g, ' '))}>`;
}
