import Glibc
import Schema
import Sedric
import Synchronization

/// Checks files before they leave the building: each by its kind's schema, then all of them together.
public enum Validation {
  /// Checks the files at and below `paths`. Whatever they hold, the report says so; the order of the report is that of
  /// the paths and names, however many threads there are.
  public static func run(_ paths: [String], options: ValidationOptions = ValidationOptions()) -> ValidationReport {
    let start = ContinuousClock.now
    let walk = FileWalk(paths)
    let manifests = ManifestSums(walk.files)
    var report = ValidationReport()
    report.missing = walk.missing
    report.files = CrossChecks.apply(check(walk.files, options, manifests), manifests)
    trim(&report.files, to: options.limit)
    let spent = ContinuousClock.now - start
    report.seconds = Double(spent.components.seconds) + Double(spent.components.attoseconds) * 1e-18
    return report
  }

  private static func check(
    _ files: [InputFile], _ options: ValidationOptions, _ manifests: ManifestSums
  ) -> [FileReport] {
    let processors = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    let budget = Mutex(options.limit)
    return OrderedWork.run(
      count: files.count, threads: options.threads ?? processors,
      makeWorker: { FileChecker(options, manifests) },
      work: { checker, number in checker.check(files[number]) },
      settle: { report in
        // What would be cut at the end is let go of at once, so that memory stays small.
        budget.withLock { left in
          report.checked.log.trim(to: left)
          left -= report.checked.log.kept.count
        }
        if report.checked.log.isEmpty { report.checked.labels = [] }
      })
  }

  private static func trim(_ files: inout [FileReport], to limit: Int) {
    var left = limit
    for place in files.indices {
      files[place].checked.log.trim(to: left)
      left -= files[place].checked.log.kept.count
    }
  }
}
