import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { encodeMessage, type Field } from './protobuf.ts';

export interface TinyModel {
  /** A vector of like length for each token; the first four are of `SPECIAL_TOKENS`. */
  readonly vectors: Readonly<Record<string, readonly number[]>>;
  /** Also gives `sentence_embedding`: in each dimension the greatest value of any token. */
  readonly isPooled?: boolean;
  /** Default `onnx/model.onnx`. */
  readonly modelFile?: string;
  /** Content of `tokenizer_config.json`; absent by default. */
  readonly tokenizerConfig?: object;
  /** Content of `1_Pooling/config.json`; absent by default. */
  readonly pooling?: object;
}

export const SPECIAL_TOKENS = ['[PAD]', '[UNK]', '[CLS]', '[SEP]'] as const;

/** A model folder in the layout of Hugging Face, whose model looks each token's vector up in a table and does nothing else. */
export function writeTinyModel(folder: string, model: TinyModel): void {
  const tokens = Object.keys(model.vectors);
  write(
    folder,
    model.modelFile ?? 'onnx/model.onnx',
    encodeModel(Object.values(model.vectors), model.isPooled),
  );
  write(folder, 'tokenizer.json', JSON.stringify(describeTokenizer(tokens)));
  if (model.tokenizerConfig) write(folder, 'tokenizer_config.json', JSON.stringify(model.tokenizerConfig));
  if (model.pooling) write(folder, '1_Pooling/config.json', JSON.stringify(model.pooling));
}

function write(folder: string, name: string, content: Uint8Array | string): void {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

const FLOAT = 1;
const INT64 = 7;

/** Field numbers are those of onnx.proto. */
function encodeModel(table: readonly (readonly number[])[], isPooled = false): Buffer {
  const dimension = table[0]!.length;
  const gather = node('Gather', ['table', 'input_ids'], 'last_hidden_state', []);
  const max = node('ReduceMax', ['last_hidden_state'], 'sentence_embedding', [
    attribute('axes', [{ field: 8, int: 1 }], 7),
    attribute('keepdims', [{ field: 3, int: 0 }], 2),
  ]);
  const graph: Field[] = [
    { field: 1, message: gather },
    ...(isPooled ? [{ field: 1, message: max }] : []),
    { field: 2, bytes: 'tiny' },
    { field: 5, message: tensor('table', [table.length, dimension], table.flat()) },
    { field: 11, message: value('input_ids', INT64, ['batch', 'tokens']) },
    { field: 11, message: value('attention_mask', INT64, ['batch', 'tokens']) },
    { field: 12, message: value('last_hidden_state', FLOAT, ['batch', 'tokens', dimension]) },
    ...(isPooled ? [{ field: 12, message: value('sentence_embedding', FLOAT, ['batch', dimension]) }] : []),
  ];
  return encodeMessage([
    { field: 1, int: 8 }, // IR version
    { field: 7, message: graph },
    { field: 8, message: [{ field: 2, int: 13 }] }, // operator set
  ]);
}

function node(type: string, inputs: readonly string[], output: string, attributes: Field[]): Field[] {
  return [
    ...inputs.map((input) => ({ field: 1, bytes: input })),
    { field: 2, bytes: output },
    { field: 4, bytes: type },
    ...attributes,
  ];
}

function attribute(name: string, content: Field[], type: number): Field {
  return { field: 5, message: [{ field: 1, bytes: name }, ...content, { field: 20, int: type }] };
}

function tensor(name: string, shape: readonly number[], values: readonly number[]): Field[] {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((number, i) => {
    bytes.writeFloatLE(number, 4 * i);
  });
  return [
    ...shape.map((int) => ({ field: 1, int })),
    { field: 2, int: FLOAT },
    { field: 8, bytes: name },
    { field: 9, bytes },
  ];
}

function value(name: string, type: number, shape: readonly (number | string)[]): Field[] {
  const dimensions = shape.map((size) => ({
    field: 1,
    message: [typeof size === 'number' ? { field: 1, int: size } : { field: 2, bytes: size }],
  }));
  const tensorType: Field[] = [
    { field: 1, int: type },
    { field: 2, message: dimensions },
  ];
  return [
    { field: 1, bytes: name },
    { field: 2, message: [{ field: 1, message: tensorType }] },
  ];
}

/** BERT's: Chinese characters stand alone, [CLS] before and [SEP] after each text. */
function describeTokenizer(tokens: readonly string[]): object {
  const numbers = Object.fromEntries(tokens.map((token, number) => [token, number]));
  return {
    version: '1.0',
    added_tokens: SPECIAL_TOKENS.map((content, id) => ({
      id,
      content,
      special: true,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
    })),
    normalizer: {
      type: 'BertNormalizer',
      clean_text: true,
      handle_chinese_chars: true,
      strip_accents: null,
      lowercase: true,
    },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: {
      type: 'BertProcessing',
      cls: ['[CLS]', numbers['[CLS]']],
      sep: ['[SEP]', numbers['[SEP]']],
    },
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: {
      type: 'WordPiece',
      unk_token: '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab: numbers,
    },
  };
}
