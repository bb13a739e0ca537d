import type { SpeechModelV3 } from '@ai-sdk/provider';
import { type Rotation, toVendorError } from '@sluice/ai-sdk';
import { type BatchFunction, ServiceError, type SpeechResult } from '@sluice/kit';

import { wavSeconds } from './wav-seconds.js';

export interface SpeakOptions {
  readonly modelOf: (name: string, secret: string | undefined) => SpeechModelV3;
  readonly rotation: Rotation;
  /** Where the caller names none. */
  readonly voice: string;
}

type Options = { readonly model: string; readonly voice: string | null; readonly rate: number };

/** Speech, one text a call: the vendor takes no more. As WAV, since its length can be told without decoding it. */
export function createSpeak({
  modelOf,
  rotation,
  voice: usual,
}: SpeakOptions): BatchFunction<string, Options, SpeechResult> {
  return async (texts, { model, voice, rate }, context) => {
    const { signal } = context;
    const speakOnce = async (text: string, secret: string | undefined): Promise<SpeechResult> => {
      try {
        const spoken = voice ?? usual;
        const { audio } = await modelOf(model, secret).doGenerate({
          text,
          voice: spoken,
          outputFormat: 'wav',
          speed: rate,
          abortSignal: signal,
        });
        const bytes = typeof audio === 'string' ? Buffer.from(audio, 'base64') : audio;
        const seconds = wavSeconds(bytes);
        if (seconds === null) throw noSound();
        const usage = { inputCharacters: text.length, audioSeconds: seconds };
        return { model, audio: { bytes, mediaType: 'audio/wav' }, seconds, voice: spoken, usage };
      } catch (error) {
        throw toVendorError(error, { model, signal });
      }
    };
    const settled = await Promise.allSettled(
      texts.map((text) => rotation.run(model, context, (secret) => speakOnce(text, secret))),
    );
    return settled.map((one) => (one.status === 'fulfilled' ? one.value : (one.reason as Error)));
  };
}

function noSound(): ServiceError {
  return new ServiceError('PROVIDER_BAD_RESPONSE', 'The AI service answered with something that is no WAV sound.');
}
