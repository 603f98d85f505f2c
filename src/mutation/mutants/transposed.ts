import type { Mutant } from './mutant.ts';

const written = (right: Float64Array, rows: number, columns: number, start: number): Float64Array => {
  const result = right.slice();
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) result[start + j * rows + i] = right[start + i * columns + j]!;
  return result;
};

export const transposed: readonly Mutant[] = [
  {
    name: 'transposed',
    kind: 'transposed',
    plant({ claim, matrix, subject }) {
      if (matrix)
        return claim === 'jacobian' && matrix[0] > 1 && matrix[0] === matrix[1] ? (right) => written(right, ...matrix, 0) : undefined;
      const tensor =
        claim === 'jvp' ? undefined : subject.tensors?.find(({ shape }) => shape.length === 2 && shape[0]! > 1 && shape[1]! > 1);
      if (!tensor) return undefined;
      const [rows, columns] = tensor.shape as [number, number];
      return (right) => written(right, rows, columns, tensor.offset);
    },
  },
];
