public import Schema
public import Sedric

/// What one file of a validation is and what is wrong with it.
public struct FileReport: Sendable {
  /// How a file's kind was found.
  public enum KindSource: String, Sendable {
    /// It was given.
    case option
    /// A folder's name is the kind's.
    case folder
    /// The file's name says so.
    case name
    /// The columns, or the keys of the first object, are the kind's.
    case header
  }

  /// What part a file has.
  public enum Role: String, Sendable {
    /// The rows of a kind.
    case data
    /// A call's recording.
    case audio
    /// The sums of a folder's files.
    case manifest
    /// Nothing that the vendor takes.
    case unknown
  }

  /// The path, as it was given or found.
  public let path: String
  /// What part the file has.
  public let role: Role
  /// The file's kind; nil where it could not be found.
  public let kind: FileKind?
  /// How the kind was found.
  public let kindSource: KindSource?
  /// What the check found.
  public var checked: CheckedFile
  /// The file's size in bytes.
  public var bytes: Int64 = 0
  /// The hash of the id in the file, which no other file of the kind may have.
  var identity: Fingerprint?
  /// What the recording is, for audio.
  public var audio: AudioSummary?
  /// Whether the file could not be read at all.
  public var isUnreadable = false
  /// The files that a manifest names and that are not there, below its folder.
  var absent: [String] = []
  /// The time that its check took, in seconds.
  public var seconds = 0.0

  /// Whether nothing makes the file invalid.
  public var isValid: Bool { checked.log.errorCount == 0 }
}
