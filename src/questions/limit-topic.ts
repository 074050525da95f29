/** Far more than questions are about; a pasted clause still fits. */
const LONGEST_RUN = 60;
const LONGEST_TOPIC = 240;
const MOST_RUNS = 32;

/** The runs of a topic, each once, as far as they are searched for: the first ones of a text that is full of them. */
export function limitTopic(runs: readonly string[]): string[] {
  const kept = new Set<string>();
  let left = LONGEST_TOPIC;
  for (const run of runs) {
    if (left <= 0 || kept.size === MOST_RUNS) break;
    const cut = run.slice(0, Math.min(LONGEST_RUN, left));
    if (kept.has(cut)) continue;
    kept.add(cut);
    left -= cut.length;
  }
  return [...kept];
}
