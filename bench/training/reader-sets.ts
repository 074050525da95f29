import { createHash } from 'node:crypto';

/** Written sets that the reader was trained on. What it makes of them says nothing of what it makes of others. */
const READ = new Set([...'abcdefgijkmnopq']);

/**
 * Whether the reader was trained on questions about a document (`set:document`): on most of the written sets and on a half of the
 * documents of real questions, chosen by hash. How far its readings are to be believed is fitted on the others.
 */
export function didReaderSee(group: string): boolean {
  const [set = ''] = group.split(':');
  if (set !== 'real') return READ.has(set);
  const last = createHash('md5').update(group).digest('hex').at(-1)!;
  return Number.parseInt(last, 16) % 2 === 0;
}

/** Whether a question is of a set that the forms were tuned on; those are named by their files. */
export function isTunedSet(group: string): boolean {
  return group.includes('.jsonl:');
}
