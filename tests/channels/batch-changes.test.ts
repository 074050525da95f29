import { expect, it } from 'vitest';
import { batchChanges } from '../../src/channels/adapters/embedded/batch-changes.ts';

it('what is asked for at the same moment is done in one commit, in order, each with its own result', async () => {
  const commits: number[] = [];
  const change = batchChanges<string[]>(async (works) => {
    commits.push(works.length);
    const kept: string[] = [];
    for (const work of works) work(kept);
  });
  const put = (name: string) => change((kept) => kept.push(name) && kept.join(''));
  expect(await Promise.all([put('a'), put('b'), put('c')])).toEqual(['a', 'ab', 'abc']);
  expect(await put('d')).toBe('d');
  expect(commits).toEqual([3, 1]);
});

it('a commit that fails fails all of its changes and none after it', async () => {
  let commits = 0;
  const change = batchChanges<null>(async (works) => {
    for (const work of works) work(null);
    if (++commits === 1) throw new Error('disk full');
  });
  const results = await Promise.allSettled([change(() => 1), change(() => 2)]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await change(() => 3)).toBe(3);
});
