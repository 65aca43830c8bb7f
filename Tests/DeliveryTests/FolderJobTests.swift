import Testing

@testable import Delivery

@Suite struct FolderJobTests {
  private let notFound = RemoteFailure(.notFound, message: "no")
  private let bare = RemoteFailure(.failure, message: "Failure")
  private let denied = RemoteFailure(.permissionDenied, message: "Permission denied")

  private func ask(_ path: String) -> [JobAction] { [.submit(.status(path), Slot(0, .folder))] }
  private func provide(_ path: String) -> [JobAction] { [.submit(.provideFolder(path), Slot(0, .folder))] }
  private func said(_ result: Result<RemoteReply, RemoteFailure>) -> JobEvent { .reply(Slot(0, .folder), result) }
  private func isThere(new: Bool) -> JobEvent { said(.success(.folder(isNew: new))) }

  /// The failure that a job ends with.
  private func failure(_ actions: [JobAction]) -> RemoteFailure? {
    if case .finish(.folderFailed(let failure))? = actions.first { failure } else { nil }
  }

  @Test func missingOnes_areMadeFromTheTop() {
    let job = FolderJob("in/box/voice", mayMake: true)
    #expect(job.begin() == provide("in/box/voice"))
    #expect(job.handle(said(.failure(notFound))) == provide("in/box"))
    #expect(job.handle(said(.failure(notFound))) == provide("in"))
    #expect(job.handle(isThere(new: true)) == provide("in/box"))
    #expect(job.handle(isThere(new: true)) == provide("in/box/voice"))
    #expect(job.handle(isThere(new: true)) == [.finish(.folderReady(isNew: true))])
  }

  @Test(arguments: [true, false]) func newIsWhatTheServerSaysOfTheLast(_ isNew: Bool) {
    let job = FolderJob("in/box", mayMake: true)
    _ = job.begin()
    #expect(job.handle(isThere(new: isNew)) == [.finish(.folderReady(isNew: isNew))])
  }

  @Test func somebodyElseMakesEachOfThemFirst() {
    let job = FolderJob("in/box", mayMake: true)
    let folder: RemoteReply = .status(RemoteStatus(isFolder: true, size: nil))
    _ = job.begin()
    #expect(job.handle(said(.failure(notFound))) == provide("in"))
    #expect(job.handle(said(.failure(bare))) == ask("in"))
    #expect(job.handle(said(.success(folder))) == provide("in/box"))
    #expect(job.handle(said(.failure(bare))) == ask("in/box"))
    #expect(job.handle(said(.success(folder))) == [.finish(.folderReady(isNew: false))])
  }

  @Test func whatCannotBeMade_isNamed() {
    let job = FolderJob("/in/box", mayMake: true)
    #expect(job.begin() == provide("/in/box"))
    let failure = failure(job.handle(said(.failure(denied))))
    #expect(failure?.code == .permissionDenied && failure?.path == "/in/box")
  }

  @Test func fileInTheWay_isNamed() {
    let job = FolderJob("/in/box", mayMake: true)
    _ = job.begin()
    #expect(job.handle(said(.failure(RemoteFailure(.alreadyThere, message: "a file")))) == ask("/in/box"))
    let file: RemoteReply = .status(RemoteStatus(isFolder: false, size: 4))
    let failure = failure(job.handle(said(.success(file))))
    #expect(failure?.code == .alreadyThere && failure?.path == "/in/box")
  }

  @Test func serverThatContradictsItself_endsTheJob() {
    let job = FolderJob("in/box", mayMake: true)
    _ = job.begin()
    _ = job.handle(said(.failure(notFound)))
    _ = job.handle(isThere(new: true))
    // The parent was made, and still the server finds it missing.
    #expect(failure(job.handle(said(.failure(notFound))))?.code == .notFound)
    let other = FolderJob("box", mayMake: true)
    _ = other.begin()
    #expect(failure(other.handle(said(.failure(notFound))))?.code == .notFound)
  }

  @Test func mayNotMake_isNotMade() {
    let job = FolderJob("in", mayMake: false)
    #expect(job.begin() == ask("in"))
    #expect(failure(job.handle(said(.failure(notFound))))?.code == .notFound)
    _ = job.begin()
    #expect(job.handle(said(.failure(denied))) == [.finish(.folderReady(isNew: false))])
  }

  @Test func lostConnection_isTriedAgain() {
    let lost = RemoteFailure(.connectionLost, message: "cut")
    for mayMake in [true, false] {
      let job = FolderJob("in", mayMake: mayMake)
      _ = job.begin()
      #expect(job.handle(said(.failure(lost))) == [.retry(lost)])
    }
  }
}
