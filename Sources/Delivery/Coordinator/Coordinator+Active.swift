extension Coordinator {
  /// A job that has begun and is not over.
  final class Active {
    let number: Int
    let job: any Job
    /// The parcel that it is about; nil for a folder.
    let parcel: Int?
    let folder: String?
    var failures = 0
    /// When it begins again, while it waits.
    var wakes: Double?
    /// The bytes of it that the progress counts.
    var counted: Int64 = 0

    init(number: Int, job: any Job, parcel: Int? = nil, folder: String? = nil) {
      self.number = number
      self.job = job
      self.parcel = parcel
      self.folder = folder
    }
  }
}
