import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/** A wrong derivative of an engine. */
export interface Finding {
  readonly engine: keyof typeof ENGINES;
  /** A text by which docs/findings.md tells of it. */
  readonly told: string;
  /** The derivatives that the engine gives. It may throw. */
  readonly got: (engine: never) => ArrayLike<number>;
  /** What they are in truth, by hand. */
  readonly truth: readonly number[];
}

/** Where each engine is installed, and what is imported of it. */
const ENGINES = {
  mathjs: ['../package.json', 'mathjs/lib/browser/math.js'],
  tfjs: ['../examples/tfjs/package.json', '@tensorflow/tfjs'],
  'js-pytorch': ['../examples/engines/package.json', 'js-pytorch'],
  adnn: ['../examples/engines/package.json', 'adnn/ad'],
  nerdamer: ['../examples/engines/package.json', 'nerdamer/all'],
  'ml-fnn': ['../examples/engines/package.json', 'ml-fnn'],
  toygrad: ['../examples/engines/package.json', 'toygrad'],
  algebrite: ['../examples/engines/package.json', 'algebrite'],
  'compute-engine': ['../examples/engines/package.json', '@cortex-js/compute-engine'],
  'jax-js': ['../examples/engines/package.json', '@jax-js/jax'],
} as const;

/** An engine, or undefined if it is not installed. */
export async function installed(name: keyof typeof ENGINES): Promise<unknown> {
  const [from, module] = ENGINES[name];
  const load = createRequire(new URL(from, import.meta.url));
  try {
    load.resolve(module);
  } catch {
    return undefined;
  }
  // Node.js knows it from version 24 on, and the engine asks for it when it is loaded.
  if (name === 'jax-js') Object.assign(globalThis, { Float16Array: Reflect.get(globalThis, 'Float16Array') ?? class {} });
  // Two are modules that are imported; the others are required.
  const engine = name === 'toygrad' || name === 'compute-engine' ? await import(pathToFileURL(load.resolve(module)).href) : load(module);
  if (name === 'tfjs') await engine.setBackend('cpu');
  if (name === 'jax-js') {
    await engine.init('cpu');
    engine.defaultDevice('cpu');
  }
  return engine;
}
