import CSV
import Glibc

// CSVBench TASK FILE [KERNEL]: one task over one file in one thread. Prints seconds, bytes of the file, a checksum that
// keeps the work from being left out, and the peak of memory in KiB.

func fail(_ message: String) -> Never {
  let line = Array("\(message)\n".utf8)
  _ = unsafe write(2, line, line.count)
  exit(2)
}

let arguments = CommandLine.arguments
guard arguments.count >= 3, let task = Task(rawValue: arguments[1]) else {
  fail("usage: CSVBench \(Task.allCases.map(\.rawValue).joined(separator: "|")) FILE [KERNEL]")
}
var options = ReaderOptions.strict
if arguments.count > 3 {
  guard let kernel = Kernel(rawValue: arguments[3]), kernel.isAvailable else { fail("no kernel \(arguments[3]) here") }
  options.kernel = kernel
}

let clock = ContinuousClock()
var checksum = 0
do {
  let elapsed = try clock.measure { checksum = try task.run(arguments[2], options) }
  var usage = rusage()
  unsafe getrusage(Int32(RUSAGE_SELF.rawValue), &usage)
  var status = stat()
  _ = unsafe stat(arguments[2], &status)
  print(elapsed / .seconds(1), status.st_size, checksum, usage.ru_maxrss)
} catch {
  fail("\(error)")
}
