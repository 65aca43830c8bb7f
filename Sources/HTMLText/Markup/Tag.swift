/// The elements that change what a reader of a mail sees; every case is named as its element.
///
/// `other` stands for all elements that are not here: they flow as inline text.
enum Tag: UInt8, CaseIterable {
  case other
  case a, abbr, address, area, article, aside, audio, b, base, big, blockquote, body, br, button, canvas, caption,
    center
  case cite, code, col, colgroup, dd, del, details, dfn, dialog, dir, div, dl, dt, em, embed, fieldset, figcaption
  case figure, font, footer, form, frame, frameset, h1, h2, h3, h4, h5, h6, head, header, hr, html, i, iframe, img
  case input, ins, kbd, label, legend, li, link, listing, main, map, mark, math, menu, meta, nav, noembed, noframes
  case noscript, object, ol, optgroup, option, p, param, plaintext, pre, progress, q, rp, rt, ruby, s, samp, script
  case section, select, small, source, span, strike, strong, style, sub, summary, sup, svg, table, tbody, td, template
  case textarea, tfoot, th, thead, time, title, tr, track, tt, u, ul, `var`, video, wbr, xmp

  /// Elements without content (HTML, section 13.1.2, void elements, and the obsolete ones that parsers treat so).
  var isVoid: Bool {
    switch self {
    case .area, .base, .br, .col, .embed, .frame, .hr, .img, .input, .link, .meta, .param, .source, .track, .wbr: true
    default: false
    }
  }

  /// Elements whose content is text up to their own end tag, and is never shown.
  var isUnseenText: Bool {
    switch self {
    case .script, .style, .title, .iframe, .noembed, .noframes: true
    default: false
    }
  }

  /// Elements whose content is text up to their own end tag, and is shown.
  var isShownText: Bool {
    switch self {
    case .textarea, .xmp, .plaintext: true
    default: false
    }
  }

  /// Elements that stand in lines of their own.
  var isBlock: Bool {
    switch self {
    case .address, .article, .aside, .blockquote, .caption, .center, .dd, .details, .dialog, .dir, .div, .dl, .dt,
      .fieldset, .figcaption, .figure, .footer, .form, .h1, .h2, .h3, .h4, .h5, .h6, .header, .hr, .legend, .li,
      .listing, .main, .menu, .nav, .ol, .optgroup, .option, .p, .pre, .section, .select, .summary, .table, .tbody,
      .td, .textarea, .tfoot, .th, .thead, .tr, .ul, .xmp:
      true
    default: false
    }
  }

  /// Elements whose start ends a paragraph (HTML, section 13.2.6.4.7).
  var endsParagraph: Bool {
    switch self {
    case .address, .article, .aside, .blockquote, .center, .dd, .details, .dialog, .dir, .div, .dl, .dt, .fieldset,
      .figcaption, .figure, .footer, .form, .h1, .h2, .h3, .h4, .h5, .h6, .header, .hr, .li, .listing, .main, .menu,
      .nav,
      .ol, .p, .plaintext, .pre, .section, .summary, .table, .ul, .xmp:
      true
    default: false
    }
  }

  /// The blank lines that a browser's own style sheet leaves above and below the element.
  var margin: Int {
    switch self {
    case .p, .h1, .h2, .h3, .h4, .h5, .h6, .ul, .ol, .dl, .dir, .menu, .blockquote, .pre, .listing, .xmp, .figure: 1
    default: 0
    }
  }

  var isHeading: Bool { rawValue >= Tag.h1.rawValue && rawValue <= Tag.h6.rawValue }

  /// Elements that show as the text in them does, unless a style says otherwise.
  var isPlain: Bool {
    switch self {
    case .other, .abbr, .b, .big, .cite, .code, .colgroup, .del, .dfn, .em, .font, .i, .ins, .kbd, .label, .mark, .s,
      .samp,
      .small, .span, .strike, .strong, .sub, .sup, .tbody, .tfoot, .thead, .time, .tt, .u, .var:
      true
    default: false
    }
  }

  /// The tag that libxml2 reports for this one; those that are preformatted go by one name.
  var writtenTag: Tag { self == .xmp || self == .plaintext || self == .listing ? .pre : self }

  var isEmphasis: Bool { self == .b || self == .strong || self == .i || self == .em }
}
