/** The entries of a list that a person typed, with commas of either width. */
export function splitList(text: string): string[] {
  return text
    .split(/[,，]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}
