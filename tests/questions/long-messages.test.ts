import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';

const WORKER_FILE = new URL('./reading-worker.ts', import.meta.url).href;
const RUN_TYPESCRIPT = `
  import('tsx/esm/api').then(({ register }) => {
    register();
    return import(require('node:worker_threads').workerData.file);
  });`;

const LENGTH = 4_000;
const REPEATED = [
  ...[
    '应该',
    '需要',
    '哪些',
    '由谁',
    '市教委',
    '智会社区',
    '（',
    '的',
    '是不是',
    '多少',
    '规划纲要',
    '绿色港口方案',
  ],
  ...['谁，多少，', '到底应该', '2024年', '我查了，', '算了，', '“', 'zhi hui '],
];
/** Far more than reading takes on a slow machine, far less than a pattern that doubles its work with each word. */
const PATIENCE_SECONDS = 60;

it(
  'reads long messages of one word over and over',
  async () => {
    const texts = REPEATED.flatMap((word) => {
      const text = word.repeat(Math.ceil(LENGTH / word.length)).slice(0, LENGTH);
      return [text, `${text}！`];
    });
    expect(await lastStep(texts)).toBe('done');
  },
  (PATIENCE_SECONDS + 10) * 1_000,
);

/** What the worker said last: `done`, or what it was reading when patience ran out. */
async function lastStep(texts: readonly string[]): Promise<string> {
  const worker = new Worker(RUN_TYPESCRIPT, { eval: true, workerData: { file: WORKER_FILE, texts } });
  let last = 'nothing';
  const timer = setTimeout(() => worker.terminate(), PATIENCE_SECONDS * 1_000);
  try {
    await new Promise<void>((resolve, reject) => {
      worker.on('message', (step: string) => {
        last = step;
      });
      worker.on('error', reject);
      worker.on('exit', () => resolve());
    });
  } finally {
    clearTimeout(timer);
  }
  return last;
}
