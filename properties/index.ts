import type { Property } from '../src/authoring.ts';
import adjoint from './adjoint.ts';
import batchGradientIsMean from './batch-gradient-is-mean.ts';
import batchIsLoop from './batch-is-loop.ts';
import chainRule from './chain-rule.ts';
import clipping from './clipping.ts';
import compositionRule from './composition-rule.ts';
import conservativeField from './conservative-field.ts';
import convex from './convex.ts';
import coordinateIndependence from './coordinate-independence.ts';
import criticalPointKind from './critical-point-kind.ts';
import descentDecreases from './descent-decreases.ts';
import deterministicAndPure from './deterministic-and-pure.ts';
import directionalDerivative from './directional-derivative.ts';
import equivariant from './equivariant.ts';
import even from './even.ts';
import finiteOnDomain from './finite-on-domain.ts';
import forwardMatchesReverse from './forward-matches-reverse.ts';
import gradientIsJacobianTransposed from './gradient-is-jacobian-transposed.ts';
import gradientTheorem from './gradient-theorem.ts';
import hessianMatchesDifferences from './hessian-matches-differences.ts';
import hessianMatchesSymbolic from './hessian-matches-symbolic.ts';
import hessianSymmetric from './hessian-symmetric.ts';
import hessianVectorProduct from './hessian-vector-product.ts';
import homogeneous from './homogeneous.ts';
import invariant from './invariant.ts';
import jacobianMatchesDifferences from './jacobian-matches-differences.ts';
import jacobianMatchesSymbolic from './jacobian-matches-symbolic.ts';
import jvpLinear from './jvp-linear.ts';
import jvpMatchesDifferences from './jvp-matches-differences.ts';
import linearity from './linearity.ts';
import matchesDifferences from './matches-differences.ts';
import matchesReference from './matches-reference.ts';
import matchesSymbolic from './matches-symbolic.ts';
import monotone from './monotone.ts';
import newtonStep from './newton-step.ts';
import odd from './odd.ts';
import orthogonalToContours from './orthogonal-to-contours.ts';
import overshoot from './overshoot.ts';
import periodic from './periodic.ts';
import productRule from './product-rule.ts';
import quotientRule from './quotient-rule.ts';
import stationaryPoints from './stationary-points.ts';
import steepestAscent from './steepest-ascent.ts';
import stochasticGradientUnbiased from './stochastic-gradient-unbiased.ts';
import taylorFirstOrder from './taylor-first-order.ts';
import taylorSecondOrder from './taylor-second-order.ts';
import updateDescends from './update-descends.ts';
import updateMatchesRule from './update-matches-rule.ts';
import vjpLinear from './vjp-linear.ts';
import vjpMatchesDifferences from './vjp-matches-differences.ts';

/** All laws, in the order of reports. */
export const properties: readonly Property[] = [
  matchesDifferences,
  matchesSymbolic,
  matchesReference,
  orthogonalToContours,
  steepestAscent,
  directionalDerivative,
  taylorFirstOrder,
  descentDecreases,
  overshoot,
  stationaryPoints,
  coordinateIndependence,
  finiteOnDomain,
  deterministicAndPure,
  homogeneous,
  convex,
  monotone,
  even,
  odd,
  periodic,
  invariant,
  equivariant,
  conservativeField,
  hessianSymmetric,
  hessianMatchesDifferences,
  hessianMatchesSymbolic,
  hessianVectorProduct,
  taylorSecondOrder,
  criticalPointKind,
  newtonStep,
  jacobianMatchesDifferences,
  jacobianMatchesSymbolic,
  jvpMatchesDifferences,
  vjpMatchesDifferences,
  vjpLinear,
  jvpLinear,
  adjoint,
  forwardMatchesReverse,
  gradientIsJacobianTransposed,
  chainRule,
  batchIsLoop,
  batchGradientIsMean,
  linearity,
  productRule,
  quotientRule,
  compositionRule,
  stochasticGradientUnbiased,
  clipping,
  updateMatchesRule,
  updateDescends,
  gradientTheorem,
];
