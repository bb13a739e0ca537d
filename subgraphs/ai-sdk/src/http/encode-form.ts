/** A body that any client sends, and the type that it has. */
export interface EncodedForm {
  readonly body: Uint8Array;
  readonly contentType: string;
}

/**
 * A form as the bytes that stand for it (`multipart/form-data`, RFC 7578). Each copy of undici knows the forms of its own
 * class alone: one of Node's would be sent as the words "[object FormData]". Sounds and pictures are in memory already.
 */
export async function encodeForm(form: FormData): Promise<EncodedForm> {
  const encoded = new Response(form);
  const contentType = encoded.headers.get('content-type') ?? 'multipart/form-data';
  return { body: new Uint8Array(await encoded.arrayBuffer()), contentType };
}
