extension Explanation {
  static let files: [Explanation] = [
    Explanation(
      "source-error", "The file cannot be read, has vanished, or is empty.",
      "Check path and permissions, and that the dump was made."),
    Explanation(
      "encoding-error",
      "Bytes that are not valid in the file's character set, or a byte order mark where none belongs.",
      "Set the table's encoding in the configuration, as in \"windows-1252\"; else mend the row."),
    Explanation(
      "unknown-kind", "Nothing tells which kind of file it is: neither folder, nor name, nor header.",
      "Say it with --kind."),
    Explanation(
      "stray-quote", "A quote stands within a field that does not begin with one.",
      "Quote the whole field and double the quote."),
    Explanation(
      "text-after-quote", "Something other than a delimiter or a line end follows a closing quote.",
      "Double quotes within a field."),
    Explanation(
      "unterminated-quote", "A quote is opened and never closed.", "Close it; the row where it opens is named."),
    Explanation(
      "bare-carriage-return", "A CR without LF ends a line or stands outside quotes.", "End lines with CR LF."),
    Explanation("bare-line-feed", "An LF without CR ends a line; RFC 4180 wants both.", "End lines with CR LF."),
    Explanation(
      "nul-byte", "A NUL byte, which text never has.",
      "The file may be UTF-16 or binary: set its encoding, or export again."),
    Explanation(
      "too-large", "A field, a record or a header is larger than any real one.",
      "Look for a quote that is never closed."),
    Explanation("blank-header", "The file has no header row.", "Write the columns' names into the first row."),
    Explanation("blank-label", "A column has no name.", "Name it, or take the column out."),
    Explanation("duplicate-label", "Two columns have one name.", "Rename or remove one."),
    Explanation(
      "extra-label", "A column that the vendor's format does not have.",
      "Take it out; other data belongs into metadata."),
    Explanation("missing-label", "A column that must be there is missing.", "Add it."),
    Explanation(
      "incorrect-label", "The columns stand in another order than the vendor's format names them.", "Put them in order."
    ),
    Explanation("blank-row", "A row without any field.", "Remove the empty line."),
    Explanation("extra-cell", "The row has more fields than the header.", "Quote the field that holds a delimiter."),
    Explanation(
      "missing-cell", "The row has fewer fields than the header.",
      "Look for a line break in a field that is not quoted."),
    Explanation(
      "table-dimensions", "Too few or too many rows: a call's file has exactly one.", "Split or join the files."),
  ]

  static let sets: [Explanation] = [
    Explanation(
      "file-name",
      "The file's name is not the id in it, or the id cannot be a file's name (a slash, a control character, too long).",
      "Rename the file, or give the record another id."),
    Explanation(
      "pair-missing-audio", "A call without its recording.",
      "Bring the recording to where its column points, or take the row out."),
    Explanation("pair-missing-csv", "A recording without its CSV.", "Make the CSV, or remove the recording."),
    Explanation("pair-duplicate-csv", "Two CSV files for one call.", "Remove one."),
    Explanation(
      "hash-count", "The file's bytes are not those that the manifest promises.",
      "Export again; somebody has changed the file."),
    Explanation("manifest-missing-file", "The manifest names a file that is not in the folder.", "Export again."),
    Explanation(
      "manifest-extra-file", "The folder has a file that the manifest does not name.",
      "Export again, or remove the file."),
    Explanation(
      "manifest-format", "A line of the manifest that `sha256sum -c` would not take.",
      "Export again, or make it with sha256sum."),
  ]

  static let recordings: [Explanation] = [
    Explanation(
      "audio-not-mpeg", "The recording is not MPEG audio, layer III.", "Convert it: `lame recording.wav recording.mp3`."
    ),
    Explanation(
      "audio-is-wav", "The recording is a WAV file under an MP3's name.",
      "Convert it: `lame recording.wav recording.mp3`."),
    Explanation(
      "audio-truncated", "The recording's last frame is cut short.",
      "Copy it again; it was still growing, or the copy broke."),
    Explanation(
      "audio-damaged", "There are bytes between the recording's frames that are no audio.",
      "Listen to it, and copy it again."),
  ]
}
