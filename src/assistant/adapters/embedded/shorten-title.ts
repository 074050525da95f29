const LONGEST_TITLE = 40;

/** The first question as a title: one line, at most 40 characters, the last of them … where it was cut. */
export function shortenTitle(question: string): string {
  const characters = [...question.replace(/\s+/g, ' ').trim()];
  if (characters.length <= LONGEST_TITLE) return characters.join('');
  return `${characters.slice(0, LONGEST_TITLE - 1).join('')}…`;
}
