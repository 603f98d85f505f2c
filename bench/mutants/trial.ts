/** A process of its own that runs tests against changed source files: one that never ends can then be ended from outside. */
import { createVitest, type TestSpecification } from 'vitest/node';

/** What is to be tried: the changed text of a source file, if it is changed, and the test files, in their order. */
export interface Trial {
  readonly file: string;
  readonly text?: string;
  readonly tests: readonly string[];
}

/** What came of it. */
export interface Outcome {
  /** Whether all tests passed. */
  readonly passed: boolean;
  /** The test files in which a test failed. */
  readonly failed: readonly string[];
  /** Milliseconds of each test file. */
  readonly durations: readonly number[];
}

/** Test files in the order in which they were given. */
class GivenOrder {
  sort(files: TestSpecification[]): TestSpecification[] {
    return files;
  }
  shard(files: TestSpecification[]): TestSpecification[] {
    return files;
  }
}

let planted: Trial | undefined;

const vitest = await createVitest(
  'test',
  {
    watch: false,
    pool: 'threads',
    isolate: false,
    maxWorkers: 1,
    bail: 1,
    execArgv: [],
    reporters: [{}],
    sequence: { sequencer: GivenOrder },
  },
  {
    plugins: [
      {
        name: 'planted-change',
        enforce: 'pre',
        transform: (_, id) => (id === planted?.file && planted.text !== undefined ? { code: planted.text, map: null } : undefined),
      },
    ],
  },
);

process.on('message', async (trial: Trial) => {
  planted = trial;
  vitest.invalidateFile(trial.file);
  const project = vitest.getRootProject();
  const { testModules: all, unhandledErrors } = await vitest.runTestSpecifications(
    trial.tests.map((test) => project.createSpecification(test)),
  );
  // Those of earlier trials are among them.
  const testModules = all.filter(({ moduleId }) => trial.tests.includes(moduleId));
  const durations = trial.tests.map((test) => testModules.find(({ moduleId }) => moduleId === test)?.diagnostic().duration ?? 0);
  const passed = unhandledErrors.length === 0 && testModules.length > 0 && testModules.every((module) => module.state() === 'passed');
  const failed = testModules.filter((module) => module.state() === 'failed').map(({ moduleId }) => moduleId);
  process.send!({ passed, failed, durations } satisfies Outcome);
});

process.on('disconnect', () => process.exit());
process.send!('ready');
