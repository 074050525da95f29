/** JSON schema of what `prompts/compose-statements.md` asks for. */
export const STATEMENTS_SCHEMA = {
  name: 'statements',
  schema: {
    type: 'object',
    properties: {
      statements: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            text: { type: 'string' },
            cites: {
              type: 'array',
              items: {
                type: 'object',
                properties: { evidence: { type: 'integer' }, quote: { type: 'string' } },
                required: ['evidence', 'quote'],
                additionalProperties: false,
              },
            },
          },
          required: ['text', 'cites'],
          additionalProperties: false,
        },
      },
    },
    required: ['statements'],
    additionalProperties: false,
  },
} as const;
