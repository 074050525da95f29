/**
 * Text of files and their names for a terminal: what it would obey (line breaks, escapes) and what turns the direction of writing is
 * shown instead, as \u001b.
 */
export function showControls(text: string): string {
  return text.replace(
    /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
