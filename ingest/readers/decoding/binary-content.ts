/** First bytes of files that are often renamed to .txt. */
const SIGNATURES: readonly { readonly name: string; readonly bytes: readonly number[] }[] = [
  { name: ' PDF 文件', bytes: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { name: '压缩包或新版 Office 文件（docx、xlsx、zip）', bytes: [0x50, 0x4b, 0x03, 0x04] },
  { name: '旧版 Office 文件（doc、xls）', bytes: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1] },
  { name: ' RTF 文件', bytes: [0x7b, 0x5c, 0x72, 0x74, 0x66] },
  { name: ' PNG 图片', bytes: [0x89, 0x50, 0x4e, 0x47] },
  { name: ' JPEG 图片', bytes: [0xff, 0xd8, 0xff] },
  { name: ' GIF 图片', bytes: [0x47, 0x49, 0x46, 0x38] },
  { name: ' TIFF 图片', bytes: [0x49, 0x49, 0x2a, 0x00] },
  { name: ' TIFF 图片', bytes: [0x4d, 0x4d, 0x00, 0x2a] },
  { name: ' RAR 压缩包', bytes: [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07] },
  { name: ' 7z 压缩包', bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c] },
  { name: ' gzip 压缩包', bytes: [0x1f, 0x8b, 0x08] },
  { name: '可执行程序', bytes: [0x7f, 0x45, 0x4c, 0x46] },
];

/** What kind of binary file the bytes are, by their signature; `null` where they have none. */
export function nameBinaryContent(bytes: Uint8Array): string | null {
  const match = SIGNATURES.find((signature) => signature.bytes.every((byte, i) => bytes[i] === byte));
  return match?.name ?? null;
}
