import type { Platform, Project } from './project.ts';

/** A file that a project starts with. */
export interface StarterFile {
  readonly path: string;
  readonly text: string;
  /** What it is for, in a few words. */
  readonly purpose: string;
}

/** The package of TensorFlow.js. */
const TFJS = '@tensorflow/tfjs';

/** What lets jest read TypeScript. */
const JEST_TRANSFORMS = ['ts-jest', '@swc/jest', '@babel/preset-typescript', 'babel-preset-expo', 'next'];

/** The test runner for which a test is written: vitest, or jest where it can read the language of the project. */
export function runnerOf({ packages, typed }: Project): 'vitest' | 'jest' | undefined {
  if (packages?.has('vitest')) return 'vitest';
  return packages?.has('jest') && (!typed || JEST_TRANSFORMS.some((name) => packages.has(name))) ? 'jest' : undefined;
}

/** The ending of files of subjects. jest reads no module of ECMAScript in a project of CommonJS. */
export const extensionOf = (project: Project): 'ts' | 'mjs' | 'js' =>
  project.typed ? 'ts' : runnerOf(project) === 'jest' && !project.modules ? 'js' : 'mjs';

/** The first files of a project: subjects, the configuration, tests where there is vitest or jest, and a workflow. */
export function starterFiles(project: Project, platform: Platform): readonly StarterFile[] {
  const { packages, typed } = project;
  const [extension, runner] = [typed ? 'ts' : 'mjs', runnerOf(project)];
  return [
    {
      path: `example.gradcheck.${extensionOf(project)}`,
      text: extensionOf(project) === 'js' ? required(subjects(typed)) : subjects(typed),
      purpose: 'a function and a layer, with their derivatives',
    },
    ...(packages?.has(TFJS)
      ? [{ path: `tfjs.gradcheck.${extension}`, text: tensors, purpose: 'a function of tensors, whose gradient TensorFlow.js derives' }]
      : []),
    { path: `gradcheck.config.${extension}`, text: CONFIGURATION, purpose: 'what gradcheck run checks, and where its reports go' },
    ...(runner === 'jest'
      ? [{ path: `example.gradient.test.${typed ? 'ts' : 'js'}`, text: jest(project), purpose: 'the same in jest' }]
      : []),
    ...(runner === 'vitest'
      ? [{ path: `example.gradient.test.${extension}`, text: vitest(extension), purpose: 'the same in vitest' }]
      : []),
    workflow(project, platform),
  ];
}

const subjects = (typed: boolean): string => (typed ? SUBJECTS : SUBJECTS.replaceAll(']!', ']'));

/** Subjects as a module of CommonJS. */
const required = (text: string): string =>
  `${text.replace(/import (.*) from ('.*');/, 'const $1 = require($2);').replaceAll('export const', 'const')}
module.exports = { example, scale };
`;

/** Subjects in TypeScript; without the exclamation marks, in JavaScript. */
const SUBJECTS = `import { layer, subject } from 'gradcheck';

/** f(x, y) = x² y + sin y. Change a sign in its gradient to see what a mistake looks like. */
export const example = subject({
  name: 'example',
  domain: [[-2, 2], [-2, 2]],
  f: ([x, y]) => x ** 2 * y + Math.sin(y),
  gradient: ([x, y]) => [2 * x * y, x ** 2 + Math.cos(y)],
});

/** y = w ⊙ x + b for each row of x. Tensors come in flat, in row-major order. */
export const scale = layer({
  name: 'scale',
  inputs: { x: [4, 3], w: [3], b: [3] },
  forward: ({ x, w, b }) => x.map((xi, k) => xi * w[k % 3]! + b[k % 3]!),
  backward: ({ x, w }, dy) => {
    const [dw, db] = [new Float64Array(3), new Float64Array(3)];
    dy.forEach((d, k) => {
      dw[k % 3]! += d * x[k]!;
      db[k % 3]! += d;
    });
    return { x: dy.map((d, k) => d * w[k % 3]!), w: dw, b: db };
  },
});
`;

const tensors = `import * as tf from '${TFJS}';
import { fromTfjs } from 'gradcheck';

export const mean = fromTfjs(tf, {
  name: 'mean of tanh',
  inputs: { x: [2, 3] },
  f: ({ x }) => tf.mean(tf.tanh(x)),
});
`;

const CONFIGURATION = `export default {
  include: ['.'],
  reporters: ['terminal', 'json=reports/gradcheck.json'],
};
`;

const vitest = (extension: string): string => `import { gradientTest } from 'gradcheck/vitest';
import { expect, test } from 'vitest';
import { example, scale } from './example.gradcheck.${extension === 'ts' ? 'js' : extension}';

gradientTest(scale);

test('the gradient of the example', () => {
  expect(example).toHaveCorrectGradient({ effort: 'normal' });
});
`;

/** A test for jest; `expect` and `test` are globals there. */
function jest(project: Project): string {
  const { typed, modules } = project;
  const file = typed ? `./example.gradcheck${modules ? '.js' : ''}` : `./example.gradcheck.${extensionOf(project)}`;
  const head = `import { gradientTest } from 'gradcheck/jest';
import { example, scale } from '${file}';`;
  return `${typed || modules ? head : head.replaceAll(/import (.*) from ('.*');/g, 'const $1 = require($2);')}

gradientTest(scale);

test('the gradient of the example', () => {
  expect(example).toHaveCorrectGradient({ effort: 'normal' });
});
`;
}

function workflow({ installation }: Project, platform: Platform): StarterFile {
  const commands = installation.split(' && ');
  return platform === 'gitlab'
    ? { path: '.gitlab-ci.yml', text: gitlab(commands), purpose: 'the same in GitLab CI' }
    : { path: '.github/workflows/gradcheck.yml', text: github(commands), purpose: 'the same in GitHub Actions' };
}

const github = (commands: readonly string[]): string => `name: gradcheck
on:
  push:
  pull_request:
permissions:
  contents: read
jobs:
  gradients:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 22
${commands.map((command) => `      - run: ${command}\n`).join('')}      - run: npx gradcheck run --reporter terminal --reporter github --reporter junit=reports/junit.xml
      - uses: actions/upload-artifact@v4
        if: always()
        with:
          name: gradcheck
          path: reports
`;

const gitlab = (commands: readonly string[]): string => `gradcheck:
  image: node:22
  script:
${commands.map((command) => `    - ${command}\n`).join('')}    - npx gradcheck run --reporter terminal --reporter junit=reports/junit.xml
  artifacts:
    when: always
    paths: [reports]
    reports:
      junit: reports/junit.xml
`;
