import { expect, it } from 'vitest';
import type { DiskSubject } from '../../bench/fuzz/disk/disk-subject.ts';
import { subject as service } from '../../bench/fuzz/disk/service-calls.ts';
import { subject as store } from '../../bench/fuzz/disk/store-calls.ts';

async function requireSurvived(
  { run }: DiskSubject,
  stride: number,
  least: number,
  skip: (why: string) => void,
) {
  const { tried, survived, failures, leftOut } = await run({ stride, offset: 3 });
  if (leftOut !== undefined) return skip(leftOut);
  expect(failures).toEqual([]);
  expect(survived).toBe(tried);
  expect(tried).toBeGreaterThan(least);
}

it(
  'a store whose reads, writes and flushes fail in the midst of its work loses nothing and tells why',
  ({ skip }) => requireSurvived(store, 53, 15, skip),
  300_000,
);

it(
  'a service whose stores cannot be read or written answers on, says so, and keeps again afterwards',
  ({ skip }) => requireSurvived(service, 97, 3, skip),
  300_000,
);
