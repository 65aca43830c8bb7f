import Bytes
import CXML2

/// libxml2's HTML parser, driven through its SAX interface (`libxml/HTMLparser.h`).
enum MarkupParser {
  /// Composes a page from a mail's source. Markup that nests too deep is flattened and parsed once more.
  ///
  /// - Parameter collapses: Whether what nests plainly is kept from libxml2; the page is the same either way.
  static func compose(
    _ source: Span<UInt8>, options: TextOptions, keepsMarks: Bool = false, collapses: Bool = true
  ) throws(HTMLTextError) -> Composition {
    var mended = Mender.mend(source, keepsMarks: keepsMarks, keepsEmphasis: options.marksEmphasis, collapses: collapses)
    var composer = try compose(source, mended, options, keepsMarks)
    if composer.isTooDeep {
      mended = Mender.mend(
        source, keepsMarks: keepsMarks, keepsEmphasis: options.marksEmphasis,
        depthLimit: max(1, options.maximumDepth - 8), collapses: collapses)
      composer = try compose(source, mended, options, keepsMarks)
    }
    composer.finish()
    var warnings = mended.warnings
    if mended.sheet.dropped > 0 || composer.ancestorSteps < 0 { warnings.insert(.largeStyleSheet) }
    return Composition(composer: composer, warnings: warnings)
  }

  private static func compose(
    _ source: Span<UInt8>, _ mended: borrowing MendedMarkup, _ options: TextOptions, _ keepsMarks: Bool
  ) throws(HTMLTextError) -> Composer {
    var session = unsafe ParseSession(
      composer: Composer(
        source: source.withUnsafeBufferPointer { unsafe BorrowedBytes($0) }, mended: mended, options: options,
        keepsMarks: keepsMarks),
      tokens: mended.tokens)
    try unsafe withUnsafeMutablePointer(to: &session) { pointer throws(HTMLTextError) in
      try unsafe run(mended.skeleton.span, pointer)
    }
    session.finish()
    return session.takeComposer()
  }

  /// libxml2's preparations, made once. Left to the first context they are made by each thread that comes at the same time, which
  /// can leave both waiting for ever for a lock that one of them has replaced (`xmlInitParser`).
  private static let library: Void = xmlInitParser()

  private static func run(_ skeleton: Span<UInt8>, _ session: UnsafeMutablePointer<ParseSession>) throws(HTMLTextError)
  {
    _ = library
    let context = unsafe nightferry_html_context(
      session, { user, name, _ in unsafe ParseSession.startElement(user, name) },
      { user, _ in unsafe ParseSession.endElement(user) },
      { unsafe ParseSession.characters($0, $1, $2) })
    guard let context = unsafe context else { throw .outOfMemory }
    unsafe session.pointee.context = context
    unsafe skeleton.withUnsafeBytes { raw in
      unsafe nightferry_html_parse(context, raw.assumingMemoryBound(to: CChar.self).baseAddress, Int32(raw.count))
    }
    unsafe session.pointee.context = nil
    unsafe htmlFreeParserCtxt(context)
  }
}

/// A page with what the split needs beside it.
struct Composition: ~Copyable {
  var page: Page
  let marks: [Mark]
  /// Whether lines have places in markup.
  let isMarkup: Bool
  let warnings: HTMLWarnings

  /// A page that came from no markup.
  init(plain page: consuming Page) {
    self.page = page
    marks = []
    isMarkup = false
    warnings = []
  }

  init(composer: consuming Composer, warnings: HTMLWarnings) {
    marks = composer.marks
    page = composer.takePage()
    isMarkup = true
    self.warnings = warnings
  }
}
