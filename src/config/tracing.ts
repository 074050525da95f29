/**
 * What LangChain, its tracing client and OpenAI's client read from the environment by themselves: where to send every prompt
 * and reply, whether to print them, and a gateway to send them through.
 */
const TELLTALES: readonly string[] = [
  'LANGSMITH_TRACING',
  'LANGSMITH_TRACING_V2',
  'LANGCHAIN_TRACING',
  'LANGCHAIN_TRACING_V2',
  'LANGSMITH_TRACING_MODE',
  'LANGCHAIN_TRACING_MODE',
  'LANGSMITH_OTEL_ENABLED',
  'LANGCHAIN_OTEL_ENABLED',
  'OTEL_ENABLED',
  'LANGSMITH_RUNS_ENDPOINTS',
  'LANGSMITH_GATEWAY',
  'LANGCHAIN_VERBOSE',
  'OPENAI_LOG',
];

/**
 * Takes every such variable out of `env`, unless tracing is allowed. To be called at start, after `.env` was read and before
 * LangChain is loaded. Returns the names of those that were set, to be said once.
 */
export function applyTracingPolicy(
  { allowTracing }: { readonly allowTracing: boolean },
  env: NodeJS.ProcessEnv = process.env,
): readonly string[] {
  if (allowTracing) return [];
  const found = TELLTALES.filter((name) => env[name] !== undefined);
  // Some are on for any value, `false` included, so they are removed rather than set.
  for (const name of found) delete env[name];
  return found;
}
