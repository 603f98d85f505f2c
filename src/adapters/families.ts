import { along, binary, indexing, loss, matmul, matrices, padding, reduction, unary } from './operations.ts';
import { convolution, pooling } from './windows.ts';

/** The families of operations that engines share. Each gives the operations of one function of the engine, at the shapes, axes and parameters that matter. */
export const families = { unary, binary, reduction, matmul, indexing, padding, pooling, convolution, along, matrices, loss };
