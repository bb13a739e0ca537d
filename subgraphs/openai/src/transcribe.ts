import type { TranscriptionModelV3 } from '@ai-sdk/provider';
import { type Rotation, toVendorError } from '@sluice/ai-sdk';
import type { BatchFunction, MediaContent, TranscriptResult } from '@sluice/kit';

type Options = { readonly model: string; readonly language: string | null };

export interface TranscribeOptions {
  readonly modelOf: (name: string, secret: string | undefined) => TranscriptionModelV3;
  readonly rotation: Rotation;
}

/** What is said in sounds, one sound a call: the vendor takes no more. */
export function createTranscribe({
  modelOf,
  rotation,
}: TranscribeOptions): BatchFunction<MediaContent, Options, TranscriptResult> {
  return async (sounds, { model, language }, context) => {
    const { signal } = context;
    const transcribeOnce = async (
      { bytes, mediaType }: MediaContent,
      secret: string | undefined,
    ): Promise<TranscriptResult> => {
      try {
        const result = await modelOf(model, secret).doGenerate({
          audio: bytes,
          mediaType,
          abortSignal: signal,
          providerOptions: { openai: { ...(language !== null && { language: primarySubtag(language) }) } },
        });
        const seconds = result.durationInSeconds;
        return {
          model,
          text: result.text,
          language: result.language ?? language,
          segments: result.segments.map(({ text, startSecond, endSecond }) => ({
            text,
            start: startSecond,
            end: endSecond,
          })),
          ...(seconds !== undefined && { usage: { audioSeconds: seconds } }),
        };
      } catch (error) {
        throw toVendorError(error, { model, signal });
      }
    };
    const settled = await Promise.allSettled(
      sounds.map((sound) => rotation.run(model, context, (secret) => transcribeOnce(sound, secret))),
    );
    return settled.map((one) => (one.status === 'fulfilled' ? one.value : (one.reason as Error)));
  };
}

/** The vendor takes a code of ISO 639-1. */
function primarySubtag(tag: string): string {
  return tag.split('-')[0] ?? tag;
}
