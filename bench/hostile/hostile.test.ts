import { expect, test } from 'vitest';
import { temporaryFolder } from '../folder.ts';
import { complaint, fuzzed, models } from './models.ts';
import { hostile } from './modules.ts';
import { interruptions } from './signals.ts';
import { problems, tried } from './trial.ts';

test('whatever a module does is told as its own, and the subjects beside it are checked', () => {
  const trial = tried(hostile);
  expect(problems(hostile, trial)).toEqual([]);
  expect(trial.status).toBe(2);
});

test('what is not told is noticed', () => {
  const [throws] = hostile;
  const trial = { status: 0, stdout: '    at f (file.js:1:2)', stderr: '', results: [] };
  expect(problems([throws!], trial)).toEqual([
    'a stack trace or an internal error is shown:     at f (file.js:1:',
    'exit status 0',
    'f throws error: the right subject has 0 results',
    'f throws error: not told: /^throws /, but undefined',
  ]);
});

test('signals at any moment are answered within a second; an old report stays or a new one is whole, and no process is left', async () => {
  expect(await interruptions(6, 7)).toEqual([]);
});

test.each(Object.keys(models))('no input of the model %s is taken badly', async (name) => {
  await fuzzed(name, 150, 7);
});

test('an input that is taken badly is noticed', async () => {
  const cwd = temporaryFolder('fuzz');
  expect(await complaint({ files: {}, args: ['list'], bad: true }, cwd)).toBe('exit status 0');
});
