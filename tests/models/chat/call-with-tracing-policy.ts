import { loadConfig } from '../../../src/config/config.ts';
import { applyTracingPolicy } from '../../../src/config/tracing.ts';
import { createChatModel } from '../../../src/models/create-chat-model.ts';
import { createRequest, readReply } from './scripted-model.ts';

/** One chat call in a process of its own, begun as the server begins; prints the reply. */
applyTracingPolicy(loadConfig().config);
const { OPENAI_BASE_URL: baseUrl } = process.env;
const model = createChatModel({ apiKey: 'sk-planted', model: 'm', baseUrl });
const { text, error } = await readReply(model.stream(createRequest()));
if (error) throw error;
// A tracer sends in the background.
await new Promise((resolve) => setTimeout(resolve, 1500));
process.stdout.write(`reply: ${text}`);
