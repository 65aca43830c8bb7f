import Bytes

/// Turns the parser's events into a page: what shows, line by line, as a browser would break it.
///
/// It is handed tags and text in document order and keeps only the open elements; a table's lines are laid out as blocks
/// at once and set in columns when the table ends and turns out to hold data. The time is linear in the text.
struct Composer: ~Copyable {
  let options: TextOptions
  /// The source, which notes point into. It outlives the composer.
  let source: BorrowedBytes
  let notes: [TagNote]
  let attributes: [AttributeRange]
  let sheet: StyleSheet
  let hasSheet: Bool

  var page: Page
  var elements: [Element] = []
  /// Hashes of open elements' classes and ids.
  var keys: [UInt64] = []
  /// Elements that have ended in the open ones, where rules ask for them; those of the outermost come first.
  var siblings: [Sibling] = []
  /// The notes of the body and of the root, or -1.
  let bodyNote: Int32
  let rootNote: Int32
  var lists: [ListState] = []
  var tables: [TableState] = []
  var footnotes: [[UInt8]] = []
  var marks: [Mark] = []
  let keepsMarks: Bool

  // The line being set.
  var isOpen = false
  var lineStart: Int32 = 0
  /// Spaces that are written when text follows.
  var pendingSpaces = 0
  /// Whether the last of the pending spaces, or of the line, is one that swallows further white space.
  var endsInSpace = true
  var hasHardSpace = false
  /// A joiner that is written when letters follow.
  var pendingJoiner: UInt8 = 0
  /// Directional marks that wait for text.
  var pendingMarks: [UInt8] = []

  // What stands between the last line and the next.
  var margin: UInt8 = 0
  var blanks: UInt8 = 0
  var quote: UInt16 = 0
  var indent: UInt16 = 0
  /// A list item's bullet or number, written with its first text.
  var bullet: [UInt8] = []
  var sight = Sight()

  /// Where in the source the text begins that is being put on the page, and where the last that was put there ends.
  var place: Int32 = 0
  var endPlace: Int32 = 0
  /// Set when the markup is nested too deep; nothing is taken from then on.
  var isTooDeep = false
  /// Whether the preformatted text so far ends in a carriage return, whose line feed is still to come.
  var followsReturn = false
  /// Steps left for matching rules that look at ancestors; a hostile sheet runs out of them.
  var ancestorSteps = 4_000_000
  /// Whether the line ends in a link's address, so that a word behind it needs a space.
  var followsAddress = false
  /// Emphasis marks that wait for text.
  var openers: [UInt8] = []

  init(source: BorrowedBytes, mended: borrowing MendedMarkup, options: TextOptions, keepsMarks: Bool) {
    self.source = source
    notes = mended.notes
    attributes = mended.attributes
    sheet = mended.sheet
    (bodyNote, rootNote) = (mended.bodyNote, mended.rootNote)
    self.options = options
    self.keepsMarks = keepsMarks
    hasSheet = !mended.sheet.isEmpty
    page = Page(capacity: max(1024, source.count / 3))
    elements.reserveCapacity(64)
  }

  /// Whether text at this point is put on the page.
  var isSeen: Bool { sight.isSeen || options.keepsHidden }

  /// Ends the line being set, if any.
  mutating func endLine() {
    if isOpen {
      page.lines[page.lines.count - 1].end = Int32(page.bytes.count)
      page.lines[page.lines.count - 1].endPlace = endPlace
      isOpen = false
    } else if hasHardSpace {
      blanks = min(blanks + 1, 2)
    }
    hasHardSpace = false
    followsAddress = false
    pendingSpaces = 0
    endsInSpace = true
    pendingJoiner = 0
  }

  /// Stands at the edge of a block with a margin of so many blank lines.
  mutating func breakBlock(margin wanted: UInt8) {
    endLine()
    margin = max(margin, wanted)
  }

  /// `<br>`.
  mutating func breakLine() {
    if isOpen || hasHardSpace {
      endLine()
    } else {
      blanks = min(blanks + 1, 2)
    }
  }

  /// Begins a line for text that is about to be written.
  mutating func openLine() {
    lineStart = Int32(page.bytes.count)
    var line = Line(start: lineStart, end: lineStart)
    line.quote = quote
    line.indent = indent
    line.blanksAbove = page.lines.isEmpty ? 0 : max(margin, blanks)
    line.isFixed = sight.space == .kept
    line.place = place
    if !bullet.isEmpty {
      line.hang = UInt16(bullet.count)
      line.indent = indent - min(indent, line.hang)
      page.bytes.append(array: bullet)
      bullet.removeAll(keepingCapacity: true)
    }
    page.lines.append(line)
    isOpen = true
    margin = 0
    blanks = 0
    if !pendingMarks.isEmpty {
      page.bytes.append(array: pendingMarks)
      pendingMarks.removeAll(keepingCapacity: true)
    }
  }

  /// The end of the document.
  mutating func finish() {
    while let element = elements.last { end(element) }
    endLine()
    writeFootnotes()
  }

  /// The page, when all is on it.
  consuming func takePage() -> Page { page }
}
