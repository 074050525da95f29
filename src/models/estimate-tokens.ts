import type { ChatRequest } from './ports/chat-model.ts';

/** Roles and separators that a service adds to every message. */
const TOKENS_PER_MESSAGE = 4;

/**
 * About how many tokens `text` has, without a model's own table, which would have to be downloaded: one for a Chinese
 * character or a full-width sign, one for three characters of anything else. Rather more than less.
 */
export function estimateTokens(text: string): number {
  let wide = 0;
  let narrow = 0;
  for (const character of text) {
    if (character.codePointAt(0)! >= 0x2e80) wide++;
    else narrow++;
  }
  return wide + Math.ceil(narrow / 3);
}

/** About how many tokens the prompt of `request` has, its schema included. */
export function estimatePrompt({ messages, schema }: ChatRequest): number {
  const texts = messages.map(({ content }) => estimateTokens(content) + TOKENS_PER_MESSAGE);
  return texts.reduce((sum, tokens) => sum + tokens, estimateTokens(JSON.stringify(schema.schema)));
}
