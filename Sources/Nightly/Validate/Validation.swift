import Glibc
import Schema
import Sedric
import Threads

/// Checks files before they leave the building: each by its kind's schema, then all of them together.
public enum Validation {
  /// Checks the files at and below `paths`. Whatever they hold, the report says so; the order of the report is that of
  /// the paths and names, however many threads there are.
  public static func run(_ paths: [String], options: ValidationOptions = ValidationOptions()) -> ValidationReport {
    let start = ContinuousClock.now
    let processors = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    let budget = Monitor(options.limit)
    let work = OrderedWork<InputFile, FileReport> { report in
      // What would be cut at the end is let go of at once, so that memory stays small.
      if report.checked.log.isEmpty { return report.checked.labels = [] }
      budget.with { left in
        report.checked.log.trim(to: left)
        left -= report.checked.log.kept.count
      }
    }
    var report = ValidationReport()
    var manifests: [ManifestSums] = []
    let files = work.run(
      threads: options.threads ?? processors, makeWorker: { FileChecker(options) }, work: { $0.check($1) },
      find: {
        let walk = FileWalk(paths, options.selection) { work.add($0) }
        report.missing = walk.missing
        manifests = walk.manifests
      })
    report.files = CrossChecks.apply(files, manifests)
    trim(&report.files, to: options.limit)
    report.seconds = (ContinuousClock.now - start).inSeconds
    return report
  }

  private static func trim(_ files: inout [FileReport], to limit: Int) {
    var left = limit
    for place in files.indices {
      files[place].checked.log.trim(to: left)
      left -= files[place].checked.log.kept.count
    }
  }
}

extension Duration {
  /// The time in seconds.
  var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
