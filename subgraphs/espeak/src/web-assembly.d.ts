export {};

declare global {
  /** The part of WebAssembly that is used. Node's types leave it to those of the browser, which would bring `window`. */
  namespace WebAssembly {
    /** Compiled code, without a state. */
    interface Module {
      readonly __brand: 'WebAssembly.Module';
    }
    interface Instance {
      readonly exports: Readonly<Record<string, unknown>>;
    }
    type Imports = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    function compile(bytes: Uint8Array): Promise<Module>;
    function instantiate(module: Module, imports: Imports): Promise<Instance>;
  }
}
