import { readFile, writeFile } from 'node:fs/promises';
import { readGgufFileInfo } from 'node-llama-cpp';

const HEADER_BYTES = 24;
const COUNT_OFFSET = 16;
const STRING_TYPE = 8;
const ALIGNMENT = 32;

/** Writes a copy of a GGUF file that has a chat template. https://github.com/ggml-org/ggml/blob/master/docs/gguf.md */
export async function addChatTemplate(from: string, to: string, template: string): Promise<void> {
  const [file, { infoEndOffset, metadataSize, tensorInfoSize }] = await Promise.all([
    readFile(from),
    readGgufFileInfo(from, { sourceType: 'filesystem' }),
  ]);
  if (infoEndOffset === undefined || tensorInfoSize === undefined) throw new TypeError('The file has no tensors.');
  const entry = Buffer.concat([text('tokenizer.chat_template'), number32(STRING_TYPE), text(template)]);
  const header = Buffer.from(file.subarray(0, HEADER_BYTES));
  header.writeBigUInt64LE(header.readBigUInt64LE(COUNT_OFFSET) + 1n, COUNT_OFFSET);
  const described = Buffer.concat([header, entry, file.subarray(HEADER_BYTES, metadataSize + tensorInfoSize)]);
  const padding = Buffer.alloc((ALIGNMENT - (described.length % ALIGNMENT)) % ALIGNMENT);
  await writeFile(to, Buffer.concat([described, padding, file.subarray(infoEndOffset)]));
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(bytes.length));
  return Buffer.concat([length, bytes]);
}

function number32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
