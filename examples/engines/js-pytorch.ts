// The differentiable operations of js-pytorch. Run: gradcheck sweep examples/engines/js-pytorch.ts
import { families, sweep } from 'gradcheck';
import { jsPytorch, type TorchTensor as T } from './installed.ts';

const { torch, engine } = jsPytorch();
const { unary, binary, reduction, matmul } = families;
const [SMALL, POSITIVE] = [{ range: [-4, 4] } as const, { range: [0, Number.POSITIVE_INFINITY] } as const];
const over = (name: 'sum' | 'mean' | 'variance') =>
  reduction<T>(name, (x, { axes, keepdims }) => x[name](axes?.[0] ?? -1, keepdims), { ...SMALL, single: true });

export default sweep<T>({
  engine,
  operations: [
    unary<T>('neg', torch.neg),
    unary<T>('exp', torch.exp),
    unary<T>('log', torch.log, POSITIVE),
    unary<T>('sqrt', torch.sqrt, POSITIVE),
    unary<T>('pow 2', (x) => torch.pow(x, 2)),
    unary<T>('pow 3', (x) => torch.pow(x, 3)),
    binary<T>('add', torch.add),
    binary<T>('sub', (a, b) => torch.add(a, torch.neg(b))),
    binary<T>('mul', torch.mul),
    binary<T>('div', torch.div),
    over('sum'),
    over('mean'),
    over('variance'),
    matmul<T>('matmul', torch.matmul, { transposes: false }),
    [
      { name: 'transpose [2,3]', inputs: { x: [2, 3] }, f: ({ x }: { readonly [name: string]: T }) => torch.transpose(x, 0, 1) },
      { name: 'reshape [2,3]', inputs: { x: [2, 3] }, f: ({ x }: { readonly [name: string]: T }) => torch.reshape(x, [3, 2]) },
      { name: 'at', inputs: { x: [3, 2] }, f: ({ x }: { readonly [name: string]: T }) => torch.at(x, [2, 0, 2]) },
      {
        name: 'masked_fill',
        inputs: { x: [2, 2] },
        f: ({ x }: { readonly [name: string]: T }) =>
          torch.masked_fill(
            x,
            torch.tensor([
              [1, 0],
              [0, 1],
            ]),
            (m: number) => m === 0,
            0.5,
          ),
      },
    ],
  ].flat(),
});
