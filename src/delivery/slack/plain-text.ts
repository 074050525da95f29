/**
 * What a person wrote, from Slack's markup: mentions of the bot and broadcasts go, other mentions, channels and links become their
 * labels, and the three signs that Slack escapes are themselves again.
 */
export function plainText(text: string, botUserId: string): string {
  return text
    .replace(/<(?<kind>[@#!]?)(?<target>[^<>|]*)(?:\|(?<label>[^<>]*))?>/g, (...parts) => {
      const { kind, target, label } = parts.at(-1) as Record<string, string | undefined>;
      if (kind === '@') return target === botUserId ? ' ' : label ? ` ${label} ` : ' ';
      if (kind === '!') return ' ';
      return label ? ` ${label} ` : kind === '#' ? ' ' : ` ${target} `;
    })
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/[^\S\n]+/g, ' ')
    .trim();
}
