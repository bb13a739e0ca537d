/** Where a supervised service stands in its life. */
export type ServiceState =
  /** The process was started, and does not listen yet. */
  | { readonly status: 'starting'; readonly attempt: number }
  /** Its HTTP server is up; models are being loaded. */
  | { readonly status: 'loading'; readonly url: string }
  /** It serves. */
  | { readonly status: 'ready'; readonly url: string }
  /** It ended, and is started again after a pause. `reason` is fit for an operator's eyes. */
  | { readonly status: 'backing-off'; readonly delayMs: number; readonly reason: string }
  /** It was asked to end, and finishes what it has begun. */
  | { readonly status: 'stopping' }
  /** It was not started yet, or has ended for good. */
  | { readonly status: 'stopped' };

/** What a service tells about its start. */
export interface ServiceProgress {
  readonly service: string;
  /** One line, for a person. */
  readonly text: string;
  /** How much is done, from 0 to 1, where that is known. */
  readonly fraction?: number;
}

/** Told of every change of state, after it. */
export type StateListener = (service: string, state: ServiceState) => void;
