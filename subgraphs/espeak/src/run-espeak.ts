import { createSoundSink, type SoundSink } from './sound-sink.js';

/** One text to speak. */
export interface SpeechTask {
  readonly text: string;
  /** One that there is. */
  readonly voice: string;
  /** Words a minute, 80 to 450. */
  readonly speed: number;
}

/** What became of a text. */
export type Spoken =
  /** 16-bit samples, little-endian. */
  | { readonly kind: 'spoken'; readonly samples: Uint8Array }
  | { readonly kind: 'tooLong' }
  | { readonly kind: 'failed'; readonly reason: string };

/** What of Emscripten's module object is given, and the file system that it puts there before its first run. */
export interface EmscriptenModule {
  readonly arguments: readonly string[];
  readonly instantiateWasm: (imports: WebAssembly.Imports, receive: (instance: WebAssembly.Instance) => void) => object;
  readonly preRun: readonly (() => void)[];
  readonly postRun: readonly (() => void)[];
  readonly print: (line: string) => void;
  readonly printErr: (line: string) => void;
  readonly stdin: () => null;
  readonly quit: (status: number, error: unknown) => never;
  readonly onAbort: () => void;
  FS?: EmscriptenFiles;
}

interface EmscriptenFiles {
  writeFile(path: string, text: string): void;
  makedev(major: number, minor: number): number;
  registerDevice(device: number, operations: object): void;
  mkdev(path: string, device: number): void;
}

/** The program, ready to be run. */
export interface CompiledEspeak {
  readonly compiled: WebAssembly.Module;
  readonly create: (module: EmscriptenModule) => void;
}

const [TEXT, SOUND] = ['/text', '/dev/sound'];

/**
 * Runs the program once, in an instance of its own. `text2wav`'s own function is not used: it hands the text over as an
 * argument, where `-f…` is an option; it never settles when the program fails; and its sound grows in an array of
 * numbers, which from 50,000 characters on ends the process.
 */
export async function runEspeak(task: SpeechTask, { compiled, create }: CompiledEspeak): Promise<Spoken> {
  const sink = createSoundSink();
  try {
    await new Promise<void>((resolve, reject) => {
      const module = createModule(task, { compiled, sink, resolve, reject });
      withoutCrashHandlers(() => create(module));
    });
    return { kind: 'spoken', samples: sink.samples() };
  } catch (error) {
    return sink.isFull ? { kind: 'tooLong' } : { kind: 'failed', reason: String(error).slice(0, 200) };
  }
}

interface Run {
  readonly compiled: WebAssembly.Module;
  readonly sink: SoundSink;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

function createModule({ voice, speed, text }: SpeechTask, { compiled, sink, resolve, reject }: Run): EmscriptenModule {
  const module: EmscriptenModule = {
    arguments: ['-v', voice, '-s', String(speed), '-f', TEXT, '-w', SOUND],
    instantiateWasm(imports, receive) {
      // What the run throws, in `receive`, comes out here as well.
      WebAssembly.instantiate(compiled, imports).then(receive).catch(reject);
      return {};
    },
    preRun: [() => prepareFiles(module.FS, text, sink)],
    postRun: [resolve],
    // Its messages may quote the text.
    print: () => {},
    printErr: () => {},
    stdin: () => null,
    quit(status, error) {
      reject(new Error(`eSpeak ended with ${status}.`));
      throw error;
    },
    onAbort: () => reject(new Error('eSpeak broke off.')),
  };
  return module;
}

function prepareFiles(files: EmscriptenFiles | undefined, text: string, sink: SoundSink): void {
  if (!files) throw new Error('eSpeak has no files.');
  files.writeFile(TEXT, text);
  const device = files.makedev(64, 0);
  files.registerDevice(device, sink.operations);
  files.mkdev(SOUND, device);
}

/** Emscripten listens for errors that nobody catches, anew for every instance, and would keep each of them alive. */
function withoutCrashHandlers(create: () => void): void {
  const names = ['uncaughtException', 'unhandledRejection'] as const;
  const before = names.map((name) => process.rawListeners(name));
  create();
  for (const [index, name] of names.entries()) {
    const added = process.rawListeners(name).filter((listener) => !before[index]?.includes(listener));
    for (const listener of added) process.removeListener(name, listener as () => void);
  }
}
