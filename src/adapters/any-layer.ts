import type { Label, LayerDefinition, Outputs } from './layer-definition.ts';
import type { Input } from './tensors.ts';

type Names = Readonly<Record<string, unknown>>;

/** A layer whose types are forgotten. */
export interface AnyLayer
  extends Omit<
    LayerDefinition<Readonly<Record<string, Input>>, unknown, unknown>,
    'labels' | 'outputs' | 'nested' | 'where' | 'forward' | 'backward' | 'jvp' | 'double' | 'reference'
  > {
  readonly labels?: Readonly<Record<string, Label>>;
  readonly outputs?: Outputs;
  readonly nested?: boolean;
  readonly where?: (inputs: Names, constants: unknown) => boolean;
  readonly forward: (inputs: Names, constants: unknown) => unknown;
  readonly backward: (inputs: Names, dy: unknown, saved: unknown, constants: unknown) => unknown;
  readonly jvp?: (inputs: Names, tangents: Names, constants: unknown) => unknown;
  readonly double?: (inputs: Names, dy: unknown, ddx: Names, constants: unknown) => unknown;
  readonly reference?: (inputs: Names, constants: unknown) => unknown;
}
