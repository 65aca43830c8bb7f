import Bytes
import Dump
import Files
import Ledger

/// Looks at what a run needs on this machine.
public struct LocalDoctor {
  private let configuration: Configuration

  /// A doctor for a configuration that was read.
  public init(_ configuration: Configuration) {
    self.configuration = configuration
  }

  /// Configuration, dump, secrets, space and ledger.
  public func examine(environment: [String: String]) -> [DoctorLine] {
    let kinds = configuration.exports.map(\.kind).joined(separator: ", ")
    var lines = [DoctorLine(.ok, "configuration", "\(configuration.path): exports \(kinds)")]
    let findings = configuration.findings(environment: environment)
    lines += findings.map { DoctorLine(.failure, "configuration", $0) }
    if !findings.contains(where: { $0.hasPrefix("dump.") }) { lines.append(dump(environment)) }
    lines += [("outbox", configuration.outbox), ("ledger", configuration.ledger)].map { space($0.0, $0.1) }
    lines.append(ledger())
    lines.append(clock())
    return lines
  }

  /// The time here, and how local times of the dump are read.
  private func clock() -> DoctorLine {
    let now = Timestamp.now()
    let zone = configuration.timeZone.map { "are of \($0)" } ?? "must name their zone"
    let text = "\(Timestamp(seconds: now.seconds).utcText); times in the dump \(zone)"
    let isSet = now.seconds > LocalDoctor.earliest
    return DoctorLine(
      isSet ? .ok : .failure, "clock", text,
      fix: isSet ? nil : "Set this machine's clock, as with timedatectl; increments go by it.")
  }

  /// The beginning of 2026: no clock that is set is behind this program's making.
  private static let earliest: Int64 = 1_767_225_600

  /// Opens the dump and looks for the tables that the exports name.
  private func dump(_ environment: [String: String]) -> DoctorLine {
    do throws(FlowError) {
      let dump = try configuration.dump.open(environment: environment)
      do throws(DumpError) {
        for export in configuration.exports {
          guard let table = export.from else { continue }
          _ = try dump.source(table: table)
        }
        let tables = configuration.exports.compactMap(\.from)
        return DoctorLine(.ok, "dump", "\(dump.path): \(tables.joined(separator: ", "))")
      } catch {
        throw .dump(error)
      }
    } catch {
      return DoctorLine(.failure, "dump", error.message, fix: error.advice)
    }
  }

  /// Free space where a path is, or will be.
  private func space(_ subject: String, _ path: String) -> DoctorLine {
    var place = path
    while (try? FileStatus.of(place)) == nil, let parent = Folder.parent(of: place) { place = parent }
    if (try? FileStatus.of(place)) == nil { place = "." }
    guard let free = try? Folder.availableBytes(place) else {
      return DoctorLine(.warning, subject, "the free space at \(place) is not known")
    }
    let low = free < 1 << 30
    return DoctorLine(
      low ? .warning : .ok, subject, "\(path): \(free >> 20) MiB free",
      fix: low ? "Less than 1 GiB: make room before the night." : nil)
  }

  private func ledger() -> DoctorLine {
    guard (try? FileStatus.of(configuration.ledger)) != nil else {
      return DoctorLine(.ok, "ledger", "\(configuration.ledger) is not there yet; the first run makes it")
    }
    do throws(LedgerError) {
      try Ledger.check(path: configuration.ledger)
      return DoctorLine(.ok, "ledger", "\(configuration.ledger) is whole")
    } catch {
      return DoctorLine(.failure, "ledger", "\(error)")
    }
  }
}
