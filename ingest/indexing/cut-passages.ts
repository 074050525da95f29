const PASSAGE_LENGTH = 600;
const OVERLAP = 120;
/** A clause up to this length is one passage: cutting it would leave a short tail that says little by itself. */
const WHOLE_LENGTH = 900;

/** After these a sentence or a list member ends. */
const BREAKS = /[。；！？\n]/g;

/**
 * Cuts a very long text into overlapping passages at the ends of sentences; a text of usual length comes back whole.
 * Together the passages cover the text; each but the first repeats about the last 120 characters of the one before.
 */
export function cutPassages(text: string): string[] {
  if (text.length <= WHOLE_LENGTH) return [text];
  const ends = [...text.matchAll(BREAKS)].map(({ index }) => index + 1);
  const passages: string[] = [];
  for (let start = 0; ; ) {
    const end =
      text.length - start <= WHOLE_LENGTH ? text.length : findEnd(ends, start + PASSAGE_LENGTH, start);
    passages.push(text.slice(start, end));
    if (end >= text.length) return passages;
    start = Math.max(start + 1, findStart(ends, end));
  }
}

/** The last sentence end in the second half of the passage, else a hard cut. */
function findEnd(ends: readonly number[], limit: number, start: number): number {
  const end = ends[countBelow(ends, limit + 1) - 1];
  return end !== undefined && end > start + PASSAGE_LENGTH / 2 ? end : limit;
}

/** The first sentence that begins within the overlap, else a hard cut. */
function findStart(ends: readonly number[], end: number): number {
  const start = ends[countBelow(ends, end - OVERLAP)];
  return start !== undefined && start < end ? start : end - OVERLAP;
}

/** How many of the ascending `places` lie before `limit`. */
function countBelow(places: readonly number[], limit: number): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (places[middle]! < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
