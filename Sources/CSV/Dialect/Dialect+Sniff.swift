import Bytes
public import Files

extension Dialect {
  /// How much of a file is looked at.
  public static let sampleSize = 64 << 10

  /// Tells the dialect of a file, or of standard input for `-`, from its first 64 KiB (decompressed).
  public static func sniff(path: String) throws(CSVError) -> SniffedDialect {
    do throws(StreamError) {
      return try sniff(source: ByteSources.open(path: path))
    } catch {
      throw CSVError(kind: .stream(error), path: path == "-" ? "standard input" : path)
    }
  }

  /// Tells the dialect of a source from its first 64 KiB, which stay to be read.
  public static func sniff(source: PrefixedSource) throws(StreamError) -> SniffedDialect {
    let sample = try source.peek(sampleSize + 1)
    return sniff(bytes: Array(sample.prefix(sampleSize)), isWhole: sample.count <= sampleSize)
  }

  /// Tells the dialect of text in memory, the whole of it or its start.
  public static func sniff(bytes: [UInt8], isWhole: Bool = true) -> SniffedDialect {
    var sniffed = SniffedDialect()
    sniffed.sniffEncoding(bytes, isWhole: isWhole)
    var text = EncodingSniffer.decoded(bytes, sniffed.dialect.encoding)
    if !isWhole, let cut = text.lastIndex(of: 0x0A) ?? text.lastIndex(of: 0x0D) { text.removeSubrange((cut + 1)...) }
    sniffed.sniffLineEnds(text)
    sniffed.sniffDelimiter(text)
    sniffed.sniffHeader(text)
    return sniffed
  }
}

extension SniffedDialect {
  /// Counts line ends, and takes CR for the one between records where only quoted fields have an LF: Excel on a Mac
  /// ends records with CR and the lines within a cell with LF.
  mutating func sniffLineEnds(_ text: [UInt8]) {
    var (previous, isQuoted, feedsOutside, returnsOutside) = (UInt8(0), false, 0, 0)
    for byte in text {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if previous == 0x0D && byte != 0x0A { lineEnds.cr += 1 }
      if byte == 0x0A { if previous == 0x0D { lineEnds.crlf += 1 } else { lineEnds.lf += 1 } }
      if !isQuoted && byte == 0x0A { feedsOutside += 1 }
      if !isQuoted && byte == 0x0D { returnsOutside += 1 }
      previous = byte
    }
    if previous == 0x0D { lineEnds.cr += 1 }
    guard returnsOutside > 0 && feedsOutside == 0 && lineEnds.cr > 0 else { return }
    dialect.lineEnding = .cr
    let place = lineEnds.lf + lineEnds.crlf == 0 ? "there is no LF" : "LF stands in quotes only"
    note("line ends are CR: \(place)", 0.95)
  }
}
