import type { ChatBody, Feature } from './behaviour.ts';

export interface Refusal {
  readonly status: number;
  readonly body: unknown;
}

const MESSAGES: Readonly<Record<Feature, string>> = {
  json_schema:
    "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model. Learn more about supported models at the Structured Outputs guide.",
  json_object: "Invalid parameter: 'response_format' of type 'json_object' is not supported with this model.",
  stream_options: 'Unknown parameter: stream_options: Extra inputs are not permitted',
  temperature:
    "Unsupported value: 'temperature' does not support 0 with this model. Only the default (1) value is supported.",
  max_tokens:
    "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
  max_completion_tokens: 'Unrecognized request argument supplied: max_completion_tokens',
};

/** How a service that lacks `rejects` refuses `body`, or null. A vague one does not say what it minds. */
export function refuseRequest(
  body: ChatBody,
  rejects: readonly Feature[],
  { status, isVague }: { readonly status: number; readonly isVague: boolean },
): Refusal | null {
  const asked = new Set<string>(Object.keys(body));
  if (body.response_format) asked.add(body.response_format.type);
  const feature = rejects.find((name) => asked.has(name));
  if (feature === undefined) return null;
  const message = isVague ? 'Invalid request.' : MESSAGES[feature];
  return { status, body: errorBody(message, 'invalid_request_error', null) };
}

/** 401 as OpenAI words it, but with the whole key repeated, as some compatible services do. */
export function refuseKey(authorization: string | undefined): Refusal {
  const key = authorization?.replace(/^Bearer /, '') ?? '';
  const message = `Incorrect API key provided: ${key}. You can find your API key at https://platform.openai.com/account/api-keys.`;
  return { status: 401, body: errorBody(message, 'invalid_request_error', 'invalid_api_key') };
}

export function errorBody(message: string, type: string, code: string | null): unknown {
  return { error: { message, type, param: null, code } };
}
