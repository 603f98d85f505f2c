import { expect, test } from 'vitest';
import { ailing, flawed, sound } from '../fixtures/index.ts';
import { properties } from '../properties/index.ts';
import { readings } from '../readings/index.ts';
import { catalogue } from './catalogue.ts';

const names = Object.values(catalogue).flat();
const inquiries = [...properties, ...readings];

test('every name of the catalogue is a law or a reading, and there are no others', () => {
  expect([...names].sort()).toEqual(inquiries.map(({ name }) => name).sort());
});

test.each(names)('%s applies to a sound fixture, and a planted mistake is due to be caught by it', (name) => {
  const inquiry = inquiries.find((each) => each.name === name);
  expect(sound.filter((subject) => inquiry?.appliesTo(subject)).length).toBeGreaterThan(0);
  const due = [...flawed.filter(({ caughtBy }) => caughtBy.includes(name)), ...ailing.filter(({ warns }) => name in warns)];
  expect(due.filter((subject) => inquiry?.appliesTo(subject)).length).toBeGreaterThan(0);
});
