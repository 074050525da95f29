export { escapeMarkdown } from '../domain/escape-markdown.ts';
