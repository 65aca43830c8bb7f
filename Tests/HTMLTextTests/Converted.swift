import Bytes
import HTMLText

/// The text of HTML given as a string.
func converted(_ html: String, _ options: TextOptions = TextOptions()) throws -> String {
  String(decoding: try HTMLText.text(html.utf8.span, options: options), as: UTF8.self)
}

/// The text and the warnings of bytes.
func convertedBytes(_ bytes: [UInt8], charset: String? = nil) throws -> (text: String, warnings: HTMLWarnings) {
  var options = TextOptions()
  options.charset = charset
  var output = ByteBuffer()
  let warnings = try HTMLText.convert(bytes.span, options: options, into: &output)
  return (String(repairing: output.span), warnings)
}

func string(_ bytes: [UInt8]?) -> String? {
  bytes.map { String(decoding: $0, as: UTF8.self) }
}

/// The runs of letters and digits of a text.
func words(_ text: String) -> [String] {
  text.unicodeScalars.split { !($0.properties.isAlphabetic || $0.properties.numericType != nil) }.map { String($0) }
}
