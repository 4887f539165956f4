import { readFileSync } from 'node:fs';

/**
 * What a runner's JSON report says.
 *
 * @typedef {object} Report
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {{ name: string, message: string }[]} failures one for each failed test or file, in the order of the report
 */

/** @returns {Report} */
export function readVitest(file) {
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const failures = report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === 'failed');
    // A file that could not be loaded has no tests.
    if (failed.length === 0 && status === 'failed') return [{ name, message }];
    return failed.map((test) => ({ name: `${name} › ${test.fullName}`, message: test.failureMessages.join('\n') }));
  });
  const skipped = report.numPendingTests + report.numTodoTests;
  return { passed: report.numPassedTests, failed: report.numFailedTests, skipped, failures };
}

/** @returns {Report} A flaky test counts as failed. */
export function readPlaywright(file) {
  const { stats, suites, errors } = JSON.parse(readFileSync(file, 'utf8'));
  const failures = [
    ...errors.map(({ message }) => ({ name: 'playwright', message })),
    ...suites.flatMap(specsOf).flatMap(({ file: spec, title, tests }) =>
      tests
        .filter(({ status }) => status === 'unexpected' || status === 'flaky')
        .map(({ projectName, results }) => ({
          name: `[${projectName}] ${spec} › ${title}`,
          message: results.flatMap((result) => result.errors.map((error) => error.message)).join('\n'),
        })),
    ),
  ];
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped, failures };
}

function specsOf({ specs, suites = [] }) {
  return [...specs, ...suites.flatMap(specsOf)];
}
