/**
 * Makes text from documents and messages harmless in markdown: no emphasis, link, image, HTML, heading or table cell can
 * come of it. White space becomes one blank.
 */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_[\]<>|]/g, (sign) => `\\${sign}`)
    .replace(/~~/g, '\\~\\~')
    .replace(/^(?:[-+#]|\d+[.)])(?=\s)/, (bullet) => `${bullet.slice(0, -1)}\\${bullet.slice(-1)}`)
    .replace(/\b(?:https?|ftp|javascript|data):/gi, (scheme) => `${scheme.slice(0, -1)}\u200b:`)
    .replace(/\bwww\./gi, 'www\u200b.');
}
