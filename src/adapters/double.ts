import { asked, Fault } from '../subject/guard.ts';
import type { FunctionSubject } from '../subject/subject.ts';
import type { AnyLayer } from './any-layer.ts';
import type { Nested } from './nesting.ts';
import { added, joined, type Numbers, type Passes } from './passes.ts';
import { labelled, layout, overTensors, together } from './tensors.ts';

/** The name of the gradient with respect to y, in what `double` returns. */
const DY = 'dy';

/**
 * The backward pass of a layer as a subject of its own: a map of its inputs and of dy to the gradients that backward returns, with `double` as its claim, a vector–Jacobian product. Entries that are held have no gradient.
 * @throws {Error} with the owner, if the shape of y is not declared, or an input is called dy.
 */
export function backwardOf(
  owner: string,
  definition: AnyLayer,
  double: NonNullable<AnyLayer['double']>,
  { tensors, out, given, like, backward, unheld, each, draws, nameOf }: Passes,
): FunctionSubject {
  const { name, inputs, outputs, constants = {}, where, precision, requirement, requires, source, state } = definition;
  if (!out.tensors || !outputs) throw new Error(`${owner}: double: needs outputs, the shape of y or of each output`);
  if (DY in inputs) throw new Error(`${owner}: inputs.${DY}: with double, ${DY} is the gradient with respect to y`);
  const single = Array.isArray(outputs);
  const cotangents = Object.fromEntries(out.tensors.map(({ name, shape }) => [single ? DY : `${DY}.${name}`, shape]));
  const all = layout(owner, { ...inputs, ...cotangents });
  const { start, size } = tensors.at(-1)!;
  const n = start + size;
  const parts = (z: Numbers): readonly [x: Float64Array, dy: Float64Array] => {
    const both = Float64Array.from(z);
    return [both.slice(0, n), both.slice(n)];
  };
  const claimed = (z: Numbers, w: Numbers): Float64Array => {
    const [x, dy] = parts(z);
    return added(
      each((draw, k) => {
        const ddx = unheld(Float64Array.from({ length: n }, (_, i) => w[k * n + i]!));
        const returned = asked('double', () => double(given(x, draw), out.like(dy), like(ddx), constants));
        if (typeof returned !== 'object' || returned === null || !(DY in returned))
          throw new Fault('wrong-length', `double returned nothing for ${DY}`);
        const { [DY]: ddy, ...dx } = returned as Readonly<Record<string, Nested>>;
        return joined([unheld(together(tensors, dx, 'double')), out.flat(ddy, `double, for ${DY},`)]);
      }),
    );
  };
  return overTensors(
    all,
    (z) => {
      const [x, dy] = parts(z);
      return joined(each((draw) => backward(x, dy, draw)));
    },
    {
      name: `${name} backward`,
      text: [definition.backward, double].map(String).join('\n'),
      outputs: draws * n,
      ...(precision && { precision }),
      ...(requirement !== undefined && { requirement }),
      ...(requires && { requires }),
      ...(source && { source }),
      ...(state && { state }),
      ...(where && { where: (z: Numbers) => each((draw) => where(given(parts(z)[0], draw), constants)).every(Boolean) }),
      vjp: claimed,
    },
    (k) => `d${labelled(tensors, k % n)}${nameOf(Math.floor(k / n))}`,
  );
}
