import { describe, expect, it } from 'vitest';
import {
  type Features,
  firstFeatures,
  stepDown,
} from '../../../src/models/adapters/openai/negotiate-features.ts';

const FIRST = firstFeatures('qwen-plus');

describe('firstFeatures', () => {
  it.each([
    ['qwen-plus', 'max_tokens'],
    ['gpt-4o', 'max_tokens'],
    ['gpt-5-chat-latest', 'max_tokens'],
    ['openai/gpt-5-mini', 'max_tokens'],
    ['gpt-5-mini', 'max_completion_tokens'],
    ['o3', 'max_completion_tokens'],
  ])('%s limits a reply by %s', (model, expected) => {
    expect(firstFeatures(model).limitName).toBe(expected);
  });
});

describe('stepDown', () => {
  it.each<[string, Partial<Features>, Partial<Features> | null]>([
    // OpenAI, older models
    [
      "Invalid parameter: 'response_format' of type 'json_schema' is not supported",
      {},
      { format: 'json_object' },
    ],
    // DeepSeek
    ['This response_format type is unavailable now', {}, { format: 'json_object' }],
    ["'messages' must contain the word 'json' in some form", { format: 'json_object' }, { format: 'none' }],
    // vLLM and other FastAPI services
    [
      '{"detail":[{"loc":["body","stream_options"],"msg":"extra fields not permitted"}]}',
      {},
      { hasUsage: false },
    ],
    [
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
      {},
      { limitName: 'max_completion_tokens' },
    ],
    ["Unsupported value: 'temperature' does not support 0 with this model.", {}, { hasTemperature: false }],
    // Nothing is named: first the format, then the usage
    ['Invalid request.', {}, { format: 'json_object' }],
    ['Invalid request.', { format: 'json_object' }, { format: 'none' }],
    ['Invalid request.', { format: 'none' }, { format: 'none', hasUsage: false }],
    ['Invalid request.', { format: 'none', hasUsage: false }, null],
    // What was given up already cannot be the matter
    ['temperature must be a number', { hasTemperature: false }, null],
    ['max_tokens is too large', { limitName: 'max_completion_tokens' }, null],
    ["This model's maximum context length is 8192 tokens. Reduce max_tokens", {}, null],
  ])('%s', (text, now, expected) => {
    const next = stepDown({ ...FIRST, ...now }, FIRST, { text, param: null });
    expect(next).toEqual(expected === null ? null : { ...FIRST, ...now, ...expected });
  });

  it('gives up at once where a parameter is named that it does not know', () => {
    expect(stepDown(FIRST, FIRST, { text: 'Invalid value.', param: 'messages' })).toBeNull();
    expect(stepDown(FIRST, FIRST, { text: 'Invalid value.', param: 'response_format' })?.format).toBe(
      'json_object',
    );
  });
});
