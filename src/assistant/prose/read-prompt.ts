import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { ChatMessage } from '../../models/ports/chat-model.ts';

/** A prompt file, read and checked. */
export interface Prompt {
  readonly name: string;
  /** Raised with every change of wording. */
  readonly version: number;
  readonly inputs: readonly string[];
  /** The messages with every input filled in. Throws for a missing or unknown input. */
  fill(inputs: Readonly<Record<string, string>>): ChatMessage[];
}

const Head = z.object({
  name: z.string().regex(/^[a-z-]+$/),
  version: z.coerce.number().int().positive(),
  inputs: z.string().transform((list) => list.split(',').map((input) => input.trim())),
  returns: z.string().min(1),
});

/**
 * Reads `prompts/NAME.md`: a head between --- lines, then sections `# system` and `# user`. Throws where the file does not have
 * that form or uses another set of inputs than it declares.
 */
export function readPrompt(
  name: string,
  folder: URL = new URL('../../../prompts/', import.meta.url),
): Prompt {
  const text = readFileSync(new URL(`${name}.md`, folder), 'utf8');
  const match = /^---\n(?<head>[\s\S]*?)\n---\n(?<body>[\s\S]*)$/.exec(text);
  if (!match?.groups) throw new Error(`prompt ${name} has no head`);
  const entries = match.groups['head']!.split('\n').map((line) => {
    const at = line.indexOf(':');
    return [line.slice(0, at).trim(), line.slice(at + 1).trim()];
  });
  const head = Head.parse(Object.fromEntries(entries));
  const sections = [
    ...match.groups['body']!.matchAll(/^# (?<role>system|user)\n(?<content>[\s\S]*?)(?=^# |$(?![\s\S]))/gm),
  ];
  const messages = sections.map(({ groups }) => ({
    role: groups!['role'] as 'system' | 'user',
    content: groups!['content']!.trim(),
  }));
  const used = new Set(
    messages.flatMap(({ content }) => [...content.matchAll(SLOT)].map((slot) => slot[1]!)),
  );
  const isDeclared = used.size === head.inputs.length && head.inputs.every((input) => used.has(input));
  if (head.name !== name || messages.length === 0 || !isDeclared)
    throw new Error(`prompt ${name} does not hold what its head says`);
  return {
    name,
    version: head.version,
    inputs: head.inputs,
    fill(inputs) {
      const wrong = [...Object.keys(inputs), ...head.inputs].filter(
        (input) => inputs[input] === undefined || !head.inputs.includes(input),
      );
      if (wrong.length > 0) throw new Error(`prompt ${name}: wrong inputs ${wrong.join(', ')}`);
      return messages.map(({ role, content }) => ({
        role,
        content: content.replace(SLOT, (_slot, input: string) => inputs[input]!),
      }));
    },
  };
}

const SLOT = /\{\{([a-z]+)\}\}/g;

/** Text from documents or people as it may stand between tags: it cannot close them. */
export function fenced(text: string): string {
  return text.replaceAll('<', '＜').replaceAll('>', '＞').replaceAll('{{', '{ {');
}
