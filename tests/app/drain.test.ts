import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '../../src/domain/answer.ts';
import { type FakeOpenAiService, startFakeOpenAiService } from '../support/fake-openai-service.ts';
import { readPromptOf } from '../support/writers/prompt-evidence.ts';
import { STYLES } from '../support/writers/render-reply.ts';
import { writeHonestly } from '../support/writers/write-honestly.ts';
import { publishSampleIndex } from './publish-sample-index.ts';
import { type RunningProgram, runProgram } from './run-program.ts';

const QUESTION = '建设管网监测平台由谁牵头？';

let dataDir: string;
let service: FakeOpenAiService;
let program: RunningProgram | undefined;
/** The fake model writes its reply once this is called. */
let release: () => void;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'tiaowen-drain-'));
  await publishSampleIndex(dataDir);
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  service = await startFakeOpenAiService({
    reply: async ({ body }) => {
      await released;
      return { kind: 'text', text: STYLES['json']!(writeHonestly(readPromptOf(body.messages))) };
    },
  });
});
afterEach(async () => {
  release();
  program?.child.kill('SIGKILL');
  await program?.ended;
  await service.close();
  rmSync(dataDir, { recursive: true });
});

describe.each(['1', '2'])('SIGTERM with WORKERS=%s', (WORKERS) => {
  it('is not ready first, ends open streams whole, then exits', async () => {
    program = runProgram('src/main.ts', [], {
      DATA_DIR: dataDir,
      PORT: '0',
      WORKERS,
      CHAT_MODEL: 'fake-model',
      OPENAI_BASE_URL: service.baseUrl,
    });
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(await program.firstLine)![0];
    const streams = await Promise.all(
      Array.from({ length: 6 }, () =>
        fetch(`${url}/api/chat`, {
          method: 'POST',
          headers: {
            'Content-Type': 'application/json',
            Accept: 'text/event-stream',
            Connection: 'close',
          },
          body: JSON.stringify({ message: QUESTION }),
        }),
      ),
    );
    expect(streams.map(({ status }) => status)).toEqual(Array(6).fill(200));
    program.child.kill('SIGTERM');
    let status = 200;
    while (status === 200) {
      status = (await fetch(`${url}/readyz`, { headers: { Connection: 'close' } })).status;
    }
    expect(status).toBe(503);
    while (
      await fetch(url).then(
        () => true,
        () => false,
      )
    );
    release();
    for (const stream of streams) {
      const text = await stream.text();
      const end = /^event: answer-end\ndata: (?<data>.*)$/m.exec(text)?.groups?.['data'];
      const answer = JSON.parse(end ?? 'null') as Answer;
      expect(answer).toMatchObject({ mode: 'model', refused: false });
      expect(answer.citations.length).toBeGreaterThan(0);
    }
    expect(await program.ended).toBe(0);
    expect(program.stderr()).not.toContain('cut off');
  });
});
