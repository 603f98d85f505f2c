import { autograd } from './autograd.ts';
import { ceres } from './ceres.ts';
import { jax } from './jax.ts';
import { manopt } from './manopt.ts';
import { openmdao } from './openmdao.ts';
import { pyadjoint } from './pyadjoint.ts';
import { pytorchFast } from './pytorch-fast.ts';
import { pytorchSlow } from './pytorch-slow.ts';
import type { Rule } from './rule.ts';
import { scipy } from './scipy.ts';

/** The published default rules of other checkers. */
export const peers: readonly Rule[] = [pytorchSlow, pytorchFast, jax, autograd, scipy, ceres, openmdao, manopt, pyadjoint];
