import Bytes

extension Page {
  /// Writes lines `range` with their margins, `\n` between them and none behind the last.
  ///
  /// - Parameters:
  ///   - baseQuote: How many levels of `> ` are left away.
  ///   - width: Where lines are folded, if they are.
  func render(_ range: Range<Int>, baseQuote: UInt16 = 0, width: Int? = nil, into output: inout ByteBuffer) {
    var previousQuote = UInt16.max
    for index in range {
      let line = lines[index]
      let depth = line.quote - min(line.quote, baseQuote)
      if index > range.lowerBound {
        let shared = min(previousQuote, depth)
        output.append(UInt8(ascii: "\n"))
        for _ in 0..<line.blanksAbove {
          quoteMarks(shared, isBlank: true, into: &output)
          output.append(UInt8(ascii: "\n"))
        }
      }
      previousQuote = depth
      write(line, depth: depth, width: width, into: &output)
    }
  }

  private func quoteMarks(_ depth: UInt16, isBlank: Bool, into output: inout ByteBuffer) {
    guard depth > 0 else { return }
    for level in 0..<depth {
      output.append(UInt8(ascii: ">"))
      if !isBlank || level + 1 < depth { output.append(UInt8(ascii: " ")) }
    }
  }

  private func lead(_ depth: UInt16, _ indent: Int, into output: inout ByteBuffer) {
    quoteMarks(depth, isBlank: false, into: &output)
    for _ in 0..<indent { output.append(UInt8(ascii: " ")) }
  }

  private func write(_ line: Line, depth: UInt16, width: Int?, into output: inout ByteBuffer) {
    let text = text(line)
    lead(depth, Int(line.indent), into: &output)
    guard let width, !line.isFixed else {
      output.append(text)
      return
    }
    let room = max(8, width - Int(depth) * 2 - Int(line.indent))
    fold(text, room: room, hang: Int(line.hang), output: &output) { (output: inout ByteBuffer) in
      output.append(UInt8(ascii: "\n"))
      lead(depth, Int(line.indent + line.hang), into: &output)
    }
  }

  /// Writes text word by word, and `next` where a word would go beyond the room. A word longer than the room stays whole.
  private func fold(
    _ text: Span<UInt8>, room: Int, hang: Int, output: inout ByteBuffer, next: (inout ByteBuffer) -> Void
  ) {
    var columns = 0
    var limit = room
    var at = 0
    while at < text.count {
      let start = at
      while at < text.count, text[at] == UInt8(ascii: " ") { at += 1 }
      let gap = at - start
      let word = at
      while at < text.count, text[at] != UInt8(ascii: " ") { at += 1 }
      let width = TextWidth.columns(text.extracting(word..<at))
      if columns > 0, columns + gap + width > limit {
        next(&output)
        limit = max(8, room - hang)
        columns = width
        output.append(text.extracting(word..<at))
      } else {
        columns += gap + width
        output.append(text.extracting(start..<at))
      }
    }
  }
}
