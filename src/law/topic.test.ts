import { expect, test } from 'vitest';
import { properties } from '../../properties/index.ts';
import { telling, topicOf } from './topic.ts';

test('a law about a Hessian or its products is of second order, unless it says otherwise', () => {
  expect(topicOf({ about: ['hessian', 'gradient'] }).order).toBe(2);
  expect(topicOf({ about: ['hvp'] }).order).toBe(2);
  expect(topicOf({ about: ['gradient', 'hessian'] }).order).toBe(1);
  expect(topicOf({ about: ['hvp'], order: 1 }).order).toBe(1);
});

test('of our laws, those tell most that name a layer or an entry, and least those that see a consequence', () => {
  const order = [...properties].sort((a, b) => telling(a.topic) - telling(b.topic)).map(({ name }) => name);
  expect(order.slice(0, 11)).toEqual([
    'chain-rule',
    'matches-differences',
    'vjp-matches-differences',
    'jacobian-matches-differences',
    'jvp-matches-differences',
    'hessian-matches-differences',
    'hessian-vector-product',
    'matches-symbolic',
    'jacobian-matches-symbolic',
    'hessian-matches-symbolic',
    'matches-reference',
  ]);
});
