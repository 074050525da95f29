/** A value that must not be printed: text, JSON and inspection all show `[secret]`; only `reveal` gives it. */
export interface Secret {
  reveal(): string;
}

export function createSecret(value: string): Secret {
  const shown = '[secret]';
  return {
    reveal: () => value,
    toString: () => shown,
    toJSON: () => shown,
    [Symbol.for('nodejs.util.inspect.custom')]: () => shown,
  } as Secret;
}
