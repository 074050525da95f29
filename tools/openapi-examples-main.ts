import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { showSeedIndex } from '../ingest/show-seed-index.ts';
import { createAppContext } from '../src/app-context.ts';
import { loadConfig } from '../src/config/config.ts';
import { createHttpApp } from '../src/delivery/http/create-http-app.ts';
import {
  EXAMPLE_MESSAGE_ID,
  EXAMPLE_REQUESTS,
  type ExampleRequest,
} from '../src/delivery/http/openapi/example-requests.ts';
import { EXAMPLES_DIR } from '../src/delivery/http/openapi/read-example.ts';
import { startHttpServer } from '../src/delivery/http/start-http-server.ts';
import { FIXED_CONVERSATION_ID, fixAndShorten } from './fix-example.ts';

/** Asks the service over the seeds every example request and keeps the replies for the document. No key, no network. */
const dataDir = await mkdtemp(join(tmpdir(), 'tiaowen-examples-'));
const { config, secrets } = loadConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' });
const ctx = createAppContext(config, secrets);
try {
  await showSeedIndex(config, ctx.embedders);
  const server = await startHttpServer(createHttpApp(ctx), { host: '127.0.0.1', port: 0 });
  let first = { conversationId: '', messageId: '', jobId: '' };
  for (const [name, request] of Object.entries(EXAMPLE_REQUESTS)) {
    const reply = await ask(server.url, request, first);
    if (name === 'answer') first = { ...first, ...(reply as typeof first) };
    if (name === 'job-ordered') first = { ...first, jobId: (reply as typeof first).jobId };
    const kept = fixAndShorten(reply, first);
    await writeFile(new URL(`${name}.json`, EXAMPLES_DIR), `${JSON.stringify(kept, null, 2)}\n`);
    process.stdout.write(`${name}\n`);
  }
  await server.stop({ graceMs: 0 });
  process.stdout.write(`Conversation ids are ${FIXED_CONVERSATION_ID}.\n`);
} finally {
  await ctx.close();
  await rm(dataDir, { recursive: true });
}

async function ask(
  baseUrl: string,
  { method, path, accept, body }: ExampleRequest,
  first: { readonly conversationId: string; readonly messageId: string; readonly jobId: string },
): Promise<unknown> {
  const response = await fetch(
    `${baseUrl}${path.replace('{conversationId}', first.conversationId).replace('{jobId}', first.jobId)}`,
    {
      method,
      headers: {
        ...(accept && { Accept: accept }),
        ...(body && { 'Content-Type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body).replace(EXAMPLE_MESSAGE_ID, first.messageId) }),
    },
  );
  // `text()` would swallow the byte order mark of a table.
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer());
  if (!response.ok) throw new Error(`${method} ${path} was answered with ${response.status}: ${text}`);
  return response.headers.get('content-type')?.startsWith('application/json') ? JSON.parse(text) : text;
}
