import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { ChatMessage } from '../../src/models/ports/chat-model.ts';
import { type FakeOpenAiService, startFakeOpenAiService } from '../../tests/support/fake-openai-service.ts';

const Recording = z.object({ key: z.string(), reply: z.string() });

/** A chat service whose replies were recorded, and how often it had one since it was asked last. */
export interface RecordedService {
  readonly baseUrl: string;
  /** Requests since the last call, and those of them that nothing was recorded for. */
  takeTally(): { readonly asked: number; readonly missing: number };
  close(): Promise<void>;
}

/** What a service says to a prompt that nobody replied to: nothing that could be read. */
const NO_REPLY = '{}';

/** Replies by the key of their whole prompt; none where the file is not there. */
export async function readRecordings(file: string): Promise<Map<string, string>> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const lines = text.split('\n').filter((line) => line !== '');
  return new Map(
    lines.map((line) => {
      const { key, reply } = Recording.parse(JSON.parse(line));
      return [key, reply];
    }),
  );
}

/** Writes recordings, ordered by key. */
export async function writeRecordings(file: string, recordings: ReadonlyMap<string, string>): Promise<void> {
  const lines = [...recordings].sort(([a], [b]) => (a < b ? -1 : 1));
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, lines.map(([key, reply]) => `${JSON.stringify({ key, reply })}\n`).join(''));
}

/** Replies that were written into `folder`, as KEY.txt. */
export async function readReplies(folder: string): Promise<Map<string, string>> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.txt'));
  const replies = await Promise.all(
    names.map(
      async (name) =>
        [path.basename(name, '.txt'), (await readFile(path.join(folder, name), 'utf8')).trim()] as const,
    ),
  );
  return new Map(replies);
}

/** Serves recordings over OpenAI's protocol. Prompts without one are laid down in `askedDir`, where it is given, for somebody to reply to. */
export async function serveRecordings(
  recordings: ReadonlyMap<string, string>,
  askedDir: string | null = null,
): Promise<RecordedService> {
  if (askedDir) await mkdir(askedDir, { recursive: true });
  let tally = { asked: 0, missing: 0 };
  const service: FakeOpenAiService = await startFakeOpenAiService({
    reply: async ({ body }) => {
      const { messages } = body as { readonly messages: readonly ChatMessage[] };
      const key = keyOf(messages);
      const reply = recordings.get(key);
      tally = { asked: tally.asked + 1, missing: tally.missing + (reply === undefined ? 1 : 0) };
      if (reply === undefined && askedDir)
        await writeFile(path.join(askedDir, `${key}.md`), render(messages));
      return { kind: 'text', text: reply ?? NO_REPLY, chunkSize: 400 };
    },
  });
  return {
    baseUrl: service.baseUrl,
    takeTally() {
      const taken = tally;
      tally = { asked: 0, missing: 0 };
      return taken;
    },
    close: () => service.close(),
  };
}

/** A recording belongs to the whole prompt, whatever the day. */
function keyOf(messages: readonly ChatMessage[]): string {
  const text = JSON.stringify(messages).replace(/今天是\d{4}-\d{2}-\d{2}/gu, '今天');
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function render(messages: readonly ChatMessage[]): string {
  return messages.map(({ role, content }) => `## ${role}\n\n${content}`).join('\n\n');
}
