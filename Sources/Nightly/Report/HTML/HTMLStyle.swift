import Bytes

/// The page's look, and its numbers.
enum HTMLStyle {
  static let text = """
    :root{color-scheme:light dark;--ink:#1a1a1a;--paper:#fff;--line:#ccc;--good:#116329;--bad:#a40e26;--bar:#3066be}
    @media(prefers-color-scheme:dark){:root{--ink:#e6e6e6;--paper:#16181c;--line:#444;--good:#56d364;--bad:#ff8f8f;--bar:#79a8ff}}
    body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:70rem;margin:0 auto;padding:1rem}
    h1{font-size:1.6rem}h2{margin-top:2rem;border-bottom:1px solid var(--line)}
    dl{display:flex;flex-wrap:wrap;gap:.25rem 2rem;margin:0}dt{font-size:.8rem}dd{margin:0;overflow-wrap:anywhere}
    table{border-collapse:collapse;font-variant-numeric:tabular-nums;margin:.5rem 0}caption{text-align:left;font-weight:600}
    th,td{padding:.2rem .7rem;text-align:right;border-bottom:1px solid var(--line)}th:first-child{text-align:left}
    li,p{overflow-wrap:anywhere}.wide{overflow-x:auto}.good{color:var(--good)}.bad{color:var(--bad)}
    svg{max-width:100%;height:auto}svg text{fill:var(--ink);font:12px system-ui,sans-serif}
    figure{margin:.5rem 0;overflow-x:auto}.chart{min-width:34rem}
    @media(max-width:40rem){table{font-size:.85rem}th,td{padding:.2rem .3rem}}
    .axis{stroke:var(--line)}.rate{fill:none;stroke:var(--bar);stroke-width:2}.area{fill:var(--bar);opacity:.15}
    .sent{fill:var(--bar)}.refused,svg .failed{fill:var(--bad)}
    @media print{body{max-width:none;font-size:11pt}.wide{overflow:visible}section{break-inside:avoid}}
    """
}

extension HTMLReport {
  /// What an exit code means.
  static func meaning(_ code: Int32) -> String {
    switch code {
    case 0: "all done"
    case 2: "usage or configuration"
    case 3: "some records or files refused, the rest done"
    case 4: "delivery incomplete, a later run resumes"
    case 5: "authentication or host key"
    case 6: "network or server unreachable"
    case 7: "another run holds the lock"
    default: "internal error"
    }
  }

  /// An instant as people read it: `2026-03-16 09:15:00 UTC`.
  static func clock(_ instant: Timestamp) -> String {
    let text = instant.utcText
    return "\(text.prefix(10)) \(text.dropFirst(11).dropLast()) UTC"
  }

  /// Bytes with one decimal, by 1024.
  static func bytes(_ count: Int64) -> String {
    var value = Double(count)
    for unit in ["B", "KiB", "MiB", "GiB"] {
      if value < 1024 { return unit == "B" ? "\(count) B" : "\(tenths(value)) \(unit)" }
      value /= 1024
    }
    return "\(tenths(value)) TiB"
  }

  /// Short times in milliseconds, others in seconds.
  static func time(_ seconds: Double) -> String {
    seconds < 10 ? "\(Int64((seconds * 1000).rounded())) ms" : HTMLReport.seconds(seconds)
  }

  /// Seconds with one decimal.
  static func seconds(_ seconds: Double) -> String { "\(tenths(seconds)) s" }

  private static func tenths(_ value: Double) -> String {
    let scaled = Int64((value * 10).rounded())
    return "\(scaled / 10).\(scaled % 10)"
  }
}
