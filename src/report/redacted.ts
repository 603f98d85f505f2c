import type { Report } from './report.ts';

/** A report to give to others: the texts of functions, their places in files, the commit and the machine are left out. Verdicts, figures, formulas and the command line stay as they are. */
export function redacted({ provenance, results, subjects, ...rest }: Report): Report {
  const { machine, files, commit, ...origin } = provenance;
  return {
    ...rest,
    provenance: origin,
    results: results.map(({ source, ...result }) => result),
    ...(subjects && { subjects: subjects.map(({ code, source, ...subject }) => subject) }),
  };
}
