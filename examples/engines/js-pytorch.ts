// The differentiable operations of js-pytorch. Run: gradcheck sweep examples/engines/js-pytorch.ts
import { families, type Operation, sweep } from 'gradcheck';
import { jsPytorch, type TorchTensor as T } from './installed.ts';

const { torch, engine } = jsPytorch();
const { nn } = torch;
const { unary, binary, reduction, matmul } = families;
const [SMALL, POSITIVE] = [{ range: [-4, 4] } as const, { range: [0, Number.POSITIVE_INFINITY] } as const];
type Inputs = Readonly<Record<string, T>>;
const over = (name: 'sum' | 'mean' | 'variance') =>
  reduction<T>(name, (x, { axes, keepdims }) => x[name](axes?.[0] ?? -1, keepdims), { ...SMALL, single: true });
const one = (name: string, inputs: Operation<T>['inputs'], f: (x: Inputs) => T): Operation<T> => ({
  name,
  inputs,
  f,
  covers: [name.split(/[ ,]/)[0]!],
});
/** A layer of the engine whose parameters, which it draws, are set to fixed numbers. */
const layer = <M extends { parameters(): { _data: unknown }[] }>(module: M): M => {
  let next = 0;
  const fixed = (data: unknown): unknown => (Array.isArray(data) ? data.map(fixed) : ((next++ * 5) % 7) / 4 - 0.75);
  for (const parameter of module.parameters()) parameter._data = fixed(parameter._data);
  return module;
};
const linear = layer(new nn.Linear(3, 2));
const connected = layer(new nn.FullyConnected(2, 2, 0));
const attention = layer(new nn.MultiHeadSelfAttention(2, 2, 1, 2, 0));
const block = layer(new nn.Block(2, 2, 1, 2, 0));
const norm = layer(new nn.LayerNorm(3));
const square = layer(new nn.LayerNorm(2));

export default sweep<T>({
  engine,
  operations: [
    unary<T>('neg', torch.neg),
    unary<T>('exp', torch.exp),
    unary<T>('log', torch.log, POSITIVE),
    unary<T>('sqrt', torch.sqrt, POSITIVE),
    unary<T>('pow 2', (x) => torch.pow(x, 2), { covers: ['pow'] }),
    unary<T>('pow 3', (x) => torch.pow(x, 3), { covers: ['pow'] }),
    unary<T>('nn.ReLU', (x) => new nn.ReLU().forward(x)),
    binary<T>('add', torch.add),
    binary<T>('sub', (a, b) => a.sub(b)),
    binary<T>('mul', torch.mul),
    binary<T>('div', torch.div),
    over('sum'),
    over('mean'),
    over('variance'),
    matmul<T>('matmul', torch.matmul, { transposes: false }),
    [
      one('transpose [2,3]', { x: [2, 3] }, ({ x }) => torch.transpose(x, 0, 1)),
      one('transpose [2,2,3]', { x: [2, 2, 3] }, ({ x }) => torch.transpose(x, 1, 2)),
      one('reshape [2,3]', { x: [2, 3] }, ({ x }) => torch.reshape(x, [3, 2])),
      one('at', { x: [3, 2] }, ({ x }) => torch.at(x, [2, 0, 2])),
      one('masked_fill', { x: [2, 2] }, ({ x }) =>
        torch.masked_fill(
          x,
          torch.tensor([
            [1, 0],
            [0, 1],
          ]),
          (m: number) => m === 0,
          0.5,
        ),
      ),
      one('nn.Softmax [2,3]', { x: [2, 3] }, ({ x }) => new nn.Softmax().forward(x, -1)),
      one('nn.Softmax [2,2]', { x: [2, 2] }, ({ x }) => new nn.Softmax().forward(x, -1)),
      one('nn.Softmax [1,2,3]', { x: [1, 2, 3] }, ({ x }) => new nn.Softmax().forward(x, -1)),
      one('nn.LayerNorm', { x: [2, 3] }, ({ x }) => norm.forward(x)),
      one('nn.LayerNorm [2,2]', { x: [2, 2] }, ({ x }) => square.forward(x)),
      one('nn.Linear', { x: [1, 2, 3] }, ({ x }) => linear.forward(x)),
      one('nn.FullyConnected', { x: [1, 2, 2] }, ({ x }) => connected.forward(x)),
      one('nn.MultiHeadSelfAttention', { x: [1, 2, 2] }, ({ x }) => attention.forward(x)),
      one('nn.Block', { x: [1, 2, 2] }, ({ x }) => block.forward(x)),
      one('nn.MSELoss', { x: [2, 3], y: [2, 3] }, ({ x, y }) => new nn.MSELoss().forward(x, y)),
      one('nn.CrossEntropyLoss', { x: [1, 2, 3] }, ({ x }) => new nn.CrossEntropyLoss().forward(x, torch.tensor([[2, 0]]))),
    ],
  ].flat(),
  registered: [
    'neg exp log sqrt pow add sub mul div sum mean variance matmul transpose reshape at masked_fill',
    'nn.ReLU nn.Softmax nn.LayerNorm nn.Linear nn.FullyConnected nn.MultiHeadSelfAttention nn.Block nn.MSELoss nn.CrossEntropyLoss',
    'nn.Dropout nn.Embedding nn.PositionalEmbedding',
  ].flatMap((names) => names.split(' ')),
  api: { torch, nn },
});
