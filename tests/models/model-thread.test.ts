import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { groupTexts } from '../../src/models/adapters/onnx/thread/job-queue.ts';
import {
  type ModelThread,
  openModelThread,
} from '../../src/models/adapters/onnx/thread/open-model-thread.ts';
import { findTestRuntime } from '../support/onnx/find-test-runtime.ts';
import { writeTinyModel } from '../support/onnx/write-tiny-model.ts';

/** Answers each text with [its length, how many requests came before]; 坏 is refused, 死 ends the thread, 丢 throws in it. */
const FAKE_THREAD = `
import { parentPort } from 'node:worker_threads';
let requests = 0;
parentPort.on('message', (request) => {
  if (request === null) return parentPort.close();
  const { texts } = request;
  if (texts[0] === '死') process.exit(1);
  if (texts[0] === '丢') throw new Error('thread lost');
  if (texts[0] === '坏') return parentPort.postMessage({ failure: 'bad text', reason: 'unusable' });
  const vectors = Float64Array.from(texts.flatMap((text) => [text.length, requests]));
  requests++;
  parentPort.postMessage({ dimension: 2, vectors });
});`;

let folder: string;
let thread: ModelThread;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tiaowen-thread-'));
  writeFileSync(join(folder, 'fake.mjs'), FAKE_THREAD);
  thread = openModelThread({ modelDir: folder }, pathToFileURL(join(folder, 'fake.mjs')));
});
afterEach(async () => {
  await thread.close();
  rmSync(folder, { recursive: true });
});

describe('openModelThread', () => {
  it('gives vectors in the order of the texts, in small jobs', async () => {
    const texts = Array.from({ length: 30 }, (_, i) => '文'.repeat((i * 7) % 23));
    const vectors = await thread.embed(texts);
    expect(vectors.map(([length]) => length)).toEqual(texts.map((text) => text.length));
    expect(Math.max(...vectors.map(([, job]) => job!))).toBe(7);
  });

  it('does what is urgent before the documents that wait', async () => {
    const documents = thread.embed(Array.from({ length: 40 }, () => '文件'));
    const [[, place]] = (await thread.embed(['问题'], { isUrgent: true })) as [[number, number]];
    expect(place).toBe(1);
    expect(await documents).toHaveLength(40);
  });

  it('is started again after it died, and what waited is done', async () => {
    const lost = thread.embed(['死'], { isUrgent: true });
    const waiting = thread.embed(['文件']);
    await expect(lost).rejects.toMatchObject({ code: 'model-failed', reason: 'unavailable' });
    expect(await waiting).toEqual([[2, 0]]);
    await expect(thread.embed(['丢'])).rejects.toMatchObject({ code: 'model-failed' });
    expect(await thread.embed(['又来'])).toEqual([[2, 0]]);
  });

  it('says what the model could not do, and goes on', async () => {
    await expect(thread.embed(['坏'])).rejects.toMatchObject({ message: 'bad text', reason: 'unusable' });
    expect(await thread.embed(['好'])).toEqual([[1, 0]]);
  });

  it('lets go of what is open when it is closed', async () => {
    const open = thread.embed(Array.from({ length: 12 }, () => '文件'));
    const settled = expect(open).rejects.toMatchObject({ code: 'model-failed' });
    await thread.close();
    await thread.close();
    await settled;
    await expect(thread.embed(['后来'])).rejects.toMatchObject({ code: 'model-failed' });
  });

  const runtime = findTestRuntime();
  it.skipIf('missing' in runtime)('runs a model, and tells when it cannot be loaded', async () => {
    const vectors = { '[PAD]': [9, 9], '[UNK]': [0, 0], '[CLS]': [0, 0], '[SEP]': [0, 0], 开: [3, 4] };
    writeTinyModel(folder, { vectors });
    const real = openModelThread({ modelDir: folder });
    const [[x, y]] = (await real.embed(['开'])) as [[number, number]];
    expect([x, y]).toEqual([expect.closeTo(0.6, 6), expect.closeTo(0.8, 6)]);
    await real.close();
    writeFileSync(join(folder, 'onnx/model.onnx'), 'no model');
    const broken = openModelThread({ modelDir: folder });
    await expect(broken.embed(['开'])).rejects.toMatchObject({
      reason: 'unusable',
      message: expect.stringMatching(/无法载入向量模型 .*model\.onnx/),
    });
    await broken.close();
  });
});

it('groupTexts puts texts of like length together, and a long one alone', () => {
  const texts = ['长'.repeat(500), '短', '中'.repeat(180), '短短', '中'.repeat(190), '中'.repeat(200)];
  expect(groupTexts(texts)).toEqual([[1, 3, 2, 4], [5], [0]]);
  expect(groupTexts([])).toEqual([]);
});
